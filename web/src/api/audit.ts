import * as exportTrail from '../../../functions/http/export-trail/contract.ts';
import * as getAllocation from '../../../functions/http/get-allocation/contract.ts';
import * as getAudit from '../../../functions/http/get-audit/contract.ts';
import * as getCoverage from '../../../functions/http/get-coverage/contract.ts';
import * as listRoles from '../../../functions/http/list-roles/contract.ts';
import * as search from '../../../functions/http/search/contract.ts';
import * as traceAllocation from '../../../functions/http/trace-allocation/contract.ts';
import * as traceWorker from '../../../functions/http/trace-worker/contract.ts';
import { get, post } from './endpoint.ts';
import type { CallOutput } from './endpoint.ts';

export type { GetAuditOutput as Audit } from '../../../functions/http/get-audit/contract.ts';
export type { GetCoverageOutput as Coverage } from '../../../functions/http/get-coverage/contract.ts';
export type { TraceWorkerBody as WorkerName } from '../../../functions/http/trace-worker/contract.ts';
export type WorkerTrail = CallOutput<typeof traceWorker>;
export type TrailRow = WorkerTrail['rows'][number];
export type Movement = WorkerTrail['movements'][number];
export type RoleHolder = CallOutput<typeof listRoles>['people'][number];
export type SearchResult = CallOutput<typeof search>;

export const SEARCH = get('/api/search', search);
export const AUDIT = get('/api/audit/{kind}/{id}', getAudit);
export const auditParamsSchema = getAudit.params;
export const ROLES = get('/api/roles', listRoles);
export const COVERAGE = post('/api/coverage', getCoverage);
export const WORKER_TRAIL = post('/api/trail', traceWorker);
export const ALLOCATION = get('/api/allocations/{allocationId}', getAllocation);
export const ALLOCATION_TRAIL = get('/api/allocations/{allocationId}/trail', traceAllocation);
export const TRAIL_FILE = post('/api/allocations/{allocationId}/trail-files', exportTrail);
