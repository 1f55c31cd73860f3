import type { FunctionName } from './functions.ts';

type Method = 'GET' | 'HEAD' | 'POST';

export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly call: FunctionName;
  /** An approver has no account: the secret in the path is what the page checks. */
  readonly open?: true;
}

const route = (method: Method, path: string, call: FunctionName): Route => ({ method, path, call });

/** Every address of the product's API. */
export const ROUTES: readonly Route[] = [
  route('GET', '/api/me', 'show-me'),
  route('GET', '/api/dashboard', 'show-dashboard'),
  route('GET', '/api/form-options', 'show-form-options'),
  route('POST', '/api/uploads', 'request-upload'),
  route('POST', '/api/requests', 'submit-request'),
  route('GET', '/api/requests', 'list-requests'),
  route('GET', '/api/requests/{requestId}', 'get-request'),
  route('GET', '/api/requests/{requestId}/report', 'get-report'),
  route('GET', '/api/requests/{requestId}/rows', 'list-request-rows'),
  route('GET', '/api/requests/{requestId}/differences', 'compare-revisions'),
  route('GET', '/api/requests/{requestId}/files/{name}', 'get-request-file'),
  route('POST', '/api/requests/{requestId}/withdraw', 'withdraw-request'),
  route('POST', '/api/requests/{requestId}/release', 'release-request'),
  route('POST', '/api/requests/{requestId}/retry', 'retry-request'),
  route('POST', '/api/exclusions', 'load-exclusions'),
  route('GET', '/api/exclusions', 'list-exclusions'),
  route('POST', '/api/member-lists', 'load-members'),
  route('GET', '/api/member-lists', 'show-member-list'),
  route('GET', '/api/allocations', 'list-allocations'),
  route('GET', '/api/allocations/{allocationId}', 'get-allocation'),
  route('GET', '/api/allocations/{allocationId}/trail', 'trace-allocation'),
  route('POST', '/api/allocations/{allocationId}/trail-files', 'export-trail'),
  route('POST', '/api/trail', 'trace-worker'),
  route('POST', '/api/coverage', 'get-coverage'),
  route('GET', '/api/renewals', 'list-renewals'),
  route('GET', '/api/renewals/{revisionId}', 'get-renewal'),
  route('POST', '/api/renewals/{revisionId}/roster', 'draft-renewal'),
  route('GET', '/api/tariffs', 'show-tariffs'),
  route('GET', '/api/premium', 'explain-premium'),
  route('GET', '/api/calendar', 'show-calendar'),
  route('POST', '/api/batches', 'create-batch'),
  route('GET', '/api/batches', 'list-batches'),
  route('GET', '/api/batches/{batchId}', 'get-batch'),
  route('GET', '/api/batches/{batchId}/papers/{sha256}', 'get-batch-paper'),
  route('GET', '/api/payments', 'show-payments'),
  route('GET', '/api/search', 'search'),
  route('POST', '/api/batches/{batchId}/answers', 'upload-answers'),
  route('POST', '/api/batches/{batchId}/answers/preview', 'preview-answers'),
  route('GET', '/api/batches/{batchId}/answers/{sha256}', 'get-answers'),
  route('GET', '/api/batches/{batchId}/answers/{sha256}/rows', 'list-answer-rows'),
  route('POST', '/api/batches/{batchId}/answers/{sha256}/apply', 'apply-preview'),
  route('POST', '/api/batches/{batchId}/facts', 'enter-fact'),
  route('POST', '/api/batches/{batchId}/corrections', 'correct-fact'),
  route('POST', '/api/batches/{batchId}/carry', 'carry-batch'),
  route('POST', '/api/batches/{batchId}/lines', 'decide-lines'),
  route('POST', '/api/batches/{batchId}/retry', 'retry-batch'),
  route('GET', '/api/audit/{kind}/{id}', 'get-audit'),
  route('POST', '/api/requests/{requestId}/reassign', 'reassign-seat'),
  route('GET', '/api/people', 'list-people'),
  route('GET', '/api/people/{personId}/duties', 'show-duties'),
  route('GET', '/api/roles', 'list-roles'),
  route('POST', '/api/changes', 'propose-change'),
  route('GET', '/api/changes', 'list-changes'),
  route('POST', '/api/changes/{changeId}/confirm', 'confirm-change'),
  route('POST', '/api/changes/{changeId}/reject', 'reject-change'),
  route('POST', '/api/changes/{changeId}/withdraw', 'withdraw-change'),
  route('GET', '/api/offices', 'list-offices'),
  route('GET', '/api/policy', 'show-policy'),
  route('GET', '/api/policy/dry-run', 'dry-run-policy'),
  route('POST', '/api/delegations', 'propose-delegation'),
  route('GET', '/api/delegations', 'list-delegations'),
  route('POST', '/api/freezes', 'propose-freeze'),
  route('GET', '/api/freezes', 'list-freezes'),
  { ...route('GET', '/approval/{secret}', 'show-approval'), open: true },
  { ...route('HEAD', '/approval/{secret}', 'show-approval'), open: true },
  { ...route('GET', '/approval/{secret}/rows', 'show-approval-rows'), open: true },
  { ...route('POST', '/approval/{secret}', 'decide-approval'), open: true },
];
