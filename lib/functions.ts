/**
 * Every function of the product: what it may touch, and its limits. Its environment is not written here: the schema in
 * its env.ts names the variables, and lib/constructs/step-lambda.ts gives each its value or stops the synthesis.
 */
export type Access =
  | 'table:read'
  | 'table'
  | 'table:insert'
  | 'uploads:read'
  | 'uploads:write'
  | 'records:read'
  | 'records:write'
  | 'work:read'
  | 'work:write'
  | 'nik-key'
  | 'link-mac'
  | 'sign'
  | 'ses'
  | 'start-premium-request'
  | 'start-payment-batch'
  | 'describe-executions'
  | 'answer-tokens'
  | 'nudge-mail';

export interface FunctionEntry {
  readonly kind: 'steps' | 'http';
  readonly purpose: string;
  readonly access: readonly Access[];
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency?: number;
}

type Limits = Partial<Pick<FunctionEntry, 'memoryMb' | 'timeoutSeconds' | 'reservedConcurrency'>>;

/** A step has no caller who waits; the longest work is one chunk or one streamed file. */
const step = (purpose: string, access: readonly Access[], limits: Limits = {}): FunctionEntry => ({
  kind: 'steps',
  purpose,
  access,
  memoryMb: 512,
  timeoutSeconds: 60,
  ...limits,
});

/** API Gateway gives up after 30 s, so a call ends before. */
const http = (purpose: string, access: readonly Access[], limits: Limits = {}): FunctionEntry => ({
  kind: 'http',
  purpose,
  access,
  memoryMb: 512,
  timeoutSeconds: 28,
  ...limits,
});

/** A whole file is streamed: a roster of 200,000 rows in, or a batch of 100,000 lines out. */
const wholeFile: Limits = { memoryMb: 2048, timeoutSeconds: 900 };
/** One chunk with its claims or its lines. */
const oneChunk: Limits = { memoryMb: 1024, timeoutSeconds: 120 };

export const FUNCTIONS = {
  // premium-request
  'load-revision': step('Tells at which step a revision goes on', ['table:read']),
  'parse-roster': step(
    'Streams the roster, validates every row and writes chunks',
    ['table', 'records:read', 'work:write', 'nudge-mail'],
    wholeFile,
  ),
  'check-eligibility': step(
    'Applies the rules to one chunk, prices it and takes the claims',
    ['table', 'table:insert', 'records:read', 'work:read', 'work:write', 'nik-key'],
    oneChunk,
  ),
  'summarise-request': step(
    'Counts outcomes and totals, writes the report and the content hash',
    ['table', 'work:read', 'work:write', 'nudge-mail'],
    wholeFile,
  ),
  'reserve-budget': step('Reserves the premium on the allocations', ['table', 'nudge-mail']),
  'open-level': step('Opens the next approval level', ['table', 'nudge-mail']),
  'await-decision': step('Stores the task token of an open level', ['table', 'answer-tokens']),
  'review-level': step('Reminds, escalates or expires an open level', ['table', 'nudge-mail']),
  'recheck-chunk': step(
    'Checks one approved chunk again',
    ['table', 'records:read', 'work:read', 'work:write'],
    oneChunk,
  ),
  'seal-removals': step(
    'Stores once who is removed, and proves that the rest is what was approved',
    ['table', 'records:read', 'records:write', 'work:read', 'work:write', 'nudge-mail'],
    wholeFile,
  ),
  'record-premiums': step('Writes the lines of one chunk', ['table', 'records:read', 'work:read'], oneChunk),
  'commit-premiums': step('Commits the premium and returns the rest', ['table', 'nudge-mail']),
  'note-failure': step('Notes that an execution failed, so that repair takes it', ['table']),
  // payment-batch
  'open-batches': step('Opens batches that are due and starts them', ['table', 'start-payment-batch'], {
    timeoutSeconds: 300,
  }),
  'propose-renewals': step('Proposes renewals before cover ends', ['table', 'nudge-mail'], { timeoutSeconds: 300 }),
  'load-batch': step('Tells at which step a batch goes on', ['table:read']),
  'list-chunks': step("Lists the chunks of a batch's members", ['table:read', 'work:read', 'work:write'], oneChunk),
  'apply-exclusions': step('Removes excluded workers of one chunk', ['table'], oneChunk),
  'seal-batch': step('Counts and sums the lines that BPJS TK will see', ['table', 'work:read'], wholeFile),
  'build-files': step(
    'Writes roster export, recap and signed manifest',
    ['table', 'work:read', 'records:read', 'records:write', 'sign'],
    wholeFile,
  ),
  'check-files': step(
    'Reads the stored files back and compares them with lines and journal',
    ['table', 'records:read', 'nik-key'],
    wholeFile,
  ),
  'notify-finance': step('Hands the batch to finance', ['table', 'nudge-mail']),
  'await-finance': step('Stores the task token of a waiting batch', ['table', 'answer-tokens']),
  'review-batch': step('Tells what a waiting batch needs next, and reminds', ['table', 'nudge-mail']),
  'read-answers': step(
    "Reads BPJS TK's answer file and cuts it into parts",
    ['table', 'records:read', 'work:read', 'work:write', 'nik-key'],
    wholeFile,
  ),
  'apply-answers': step('Applies one part of an answer file', ['table', 'work:read'], oneChunk),
  'conclude-answers': step('Totals the answers of a batch', ['table'], oneChunk),
  'carry-lines': step('Carries the open lines of one chunk over to the follow-up batch', ['table'], oneChunk),
  'conclude-carry': step(
    'Totals what was carried and starts the follow-up batch',
    ['table', 'start-payment-batch'],
    oneChunk,
  ),
  'settle-lines': step('Marks the accepted lines of one chunk as paid', ['table'], oneChunk),
  'reconcile-batch': step('Compares lines, facts and journal', ['table'], wholeFile),
  'close-batch': step('Closes a batch', ['table', 'nudge-mail']),
  // on their own
  'load-configuration': step('Loads configuration documents as new versions', ['table'], { timeoutSeconds: 120 }),
  'send-mail': step('Sends what the outbox holds', ['table', 'ses', 'nudge-mail'], {
    timeoutSeconds: 300,
    // One sender keeps the rate that the mail service allows.
    reservedConcurrency: 1,
  }),
  'note-bounce': step('Marks a person whose address does not take mails', ['table']),
  repair: step(
    'Mends what a crash left between two writes',
    ['table', 'start-premium-request', 'start-payment-batch', 'describe-executions', 'answer-tokens', 'nudge-mail'],
    { timeoutSeconds: 300 },
  ),
  // signed-in API
  'show-me': http('Who is signed in', ['table:read']),
  'show-form-options': http('What a request can ask for today', ['table:read']),
  'request-upload': http('A presigned address for one file', ['table:read', 'uploads:write']),
  'submit-request': http(
    'Seals roster and papers and submits a revision',
    ['table', 'uploads:read', 'records:read', 'records:write', 'start-premium-request'],
    { memoryMb: 1024 },
  ),
  'show-dashboard': http('Cover, money, approvals and what ends soon', ['table:read', 'work:read'], {
    memoryMb: 1024,
  }),
  'list-requests': http("The requests of the caller's office", ['table:read']),
  'get-request': http('One request with its timeline', ['table:read']),
  'list-request-rows': http('Rows of a request with what the checks made of them', ['table:read', 'work:read']),
  'compare-revisions': http('What a revision changed against the one before', ['table:read', 'work:read'], {
    memoryMb: 1024,
  }),
  'get-request-file': http('A presigned address of a file that a request came with', ['table:read', 'records:read']),
  'get-report': http('A presigned address of a report', ['table:read', 'work:read']),
  'withdraw-request': http('Withdraws a revision', ['table', 'nudge-mail', 'answer-tokens']),
  'release-request': http('Gives up a stuck revision', ['table', 'nudge-mail', 'answer-tokens']),
  'retry-request': http('Starts a stuck revision or batch again', ['table', 'start-premium-request']),
  'load-exclusions': http('Adds workers to the exclusion list', ['table', 'nik-key']),
  'load-members': http(
    "Takes BPJS TK's list of active members",
    ['table', 'uploads:read', 'records:read', 'records:write', 'nik-key'],
    { memoryMb: 2048 },
  ),
  'show-member-list': http('Which list of members is in force', ['table:read']),
  'list-exclusions': http('The exclusion list, NIKs masked', ['table:read']),
  'list-allocations': http('The allocations with their balances', ['table:read']),
  'get-allocation': http('One allocation with its movements', ['table:read']),
  'trace-allocation': http('The worker-months that an allocation pays', ['table:read'], { memoryMb: 1024 }),
  'export-trail': http('The same as a CSV file', ['table:read', 'work:read', 'work:write'], { memoryMb: 1024 }),
  'trace-worker': http('From a worker back to the allocations that pay', ['table:read', 'nik-key']),
  'get-coverage': http("One worker's months, their end and what is due next", ['table:read', 'nik-key']),
  'list-renewals': http("An office's renewals", ['table:read']),
  'get-renewal': http('One renewal, with the form filled in', ['table:read']),
  'draft-renewal': http('The draft roster of a renewal', ['table:read', 'work:read', 'work:write'], {
    memoryMb: 1024,
  }),
  'show-tariffs': http('The tariffs with sources and certainty', ['table:read']),
  'explain-premium': http('One worker’s premium, line by line', ['table:read']),
  'show-calendar': http('Due dates and holidays of a year', ['table:read']),
  search: http('Requests and batches by an id or number', ['table:read']),
  'show-payments': http('What is still to be paid, by due date', ['table:read']),
  'create-batch': http('Opens a named batch before it is due', ['table', 'start-payment-batch']),
  'list-batches': http('Batches, newest first', ['table:read']),
  'get-batch': http('One batch with its files and facts', ['table:read', 'records:read']),
  'get-batch-paper': http('A presigned address of a scanned paper', ['table:read', 'records:read']),
  'upload-answers': http('Seals an answer file of BPJS TK', [
    'table',
    'uploads:read',
    'records:read',
    'records:write',
    'answer-tokens',
  ]),
  'preview-answers': http(
    'Says of every row of an answer file what would become of it',
    ['table', 'uploads:read', 'records:read', 'records:write', 'work:write', 'nik-key'],
    { memoryMb: 2048 },
  ),
  'list-answer-rows': http('Row outcomes of an answer file, page by page', ['table:read', 'work:read']),
  'apply-preview': http('Hands in an answer file as it was previewed', ['table', 'answer-tokens']),
  'get-answers': http('Row outcomes of an answer file', ['table:read', 'work:read']),
  'enter-fact': http('Enters a fact of payment', [
    'table',
    'uploads:read',
    'records:read',
    'records:write',
    'answer-tokens',
  ]),
  'correct-fact': http('Corrects a fact that somebody else entered', ['table']),
  'carry-batch': http('Has the open lines of a batch carried over', ['table', 'answer-tokens']),
  'decide-lines': http('Decides lines of a batch that were held', [
    'table',
    'records:read',
    'records:write',
    'answer-tokens',
  ]),
  'retry-batch': http('Starts a stuck batch again', ['table', 'start-payment-batch']),
  'get-audit': http('The history of one head, verified', ['table:read']),
  // administration
  'propose-change': http('Proposes a change for another administrator to confirm', ['table']),
  'confirm-change': http('Confirms a change, with all that follows for open levels', ['table', 'nudge-mail']),
  'reject-change': http('Rejects a change that another person proposed', ['table']),
  'withdraw-change': http('Takes back a change that one has proposed oneself', ['table']),
  'list-changes': http('Changes with before and after, and who may confirm them', ['table:read']),
  'propose-delegation': http('Proposes who stands in while somebody is away', ['table']),
  'list-delegations': http('Delegations that have not ended', ['table:read']),
  'propose-freeze': http('Proposes a time in which nothing is decided', ['table']),
  'list-freezes': http('Freezes that have not ended', ['table:read']),
  'list-people': http('Everybody, with what keeps mails from them', ['table:read']),
  'list-offices': http('The offices, and the places they can propose workers from', ['table:read']),
  'show-policy': http('The approval policy in force', ['table:read']),
  'dry-run-policy': http('Who would be asked for an amount', ['table:read']),
  'reassign-seat': http("Gives a silent approver's seat to another", ['table', 'nudge-mail']),
  // the approver's page
  'show-approval': http('The page behind an approval link', ['table:read', 'records:read', 'work:read', 'link-mac']),
  'show-approval-rows': http('Roster rows behind an approval link', ['table:read', 'work:read']),
  'decide-approval': http('Takes an approver’s decision', [
    'table',
    'records:read',
    'work:read',
    'link-mac',
    'answer-tokens',
    'nudge-mail',
  ]),
} as const satisfies Record<string, FunctionEntry>;

export type FunctionName = keyof typeof FUNCTIONS;

export const functionEntries: ReadonlyArray<readonly [FunctionName, FunctionEntry]> = Object.entries(FUNCTIONS).flatMap(
  ([name, entry]) => (isFunctionName(name) ? [[name, entry] as const] : []),
);

export function isFunctionName(name: string): name is FunctionName {
  return name in FUNCTIONS;
}
