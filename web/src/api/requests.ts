import * as compareRevisions from '../../../functions/http/compare-revisions/contract.ts';
import * as getReport from '../../../functions/http/get-report/contract.ts';
import * as getRequest from '../../../functions/http/get-request/contract.ts';
import * as getRequestFile from '../../../functions/http/get-request-file/contract.ts';
import * as listRequestRows from '../../../functions/http/list-request-rows/contract.ts';
import * as withdrawRequest from '../../../functions/http/withdraw-request/contract.ts';
import { get, post } from './endpoint.ts';
import type { CallOutput } from './endpoint.ts';

export type { RequestPayment } from '../../../functions/http/get-request/payment-view.ts';
export type { RequestRow } from '../../../functions/http/list-request-rows/contract.ts';
export type RequestView = CallOutput<typeof getRequest>;
export type RevisionChanges = CallOutput<typeof compareRevisions>;

export const REQUEST = get('/api/requests/{requestId}', getRequest);
export const REQUEST_ROWS = get('/api/requests/{requestId}/rows', listRequestRows);
export const REQUEST_CHANGES = get('/api/requests/{requestId}/differences', compareRevisions);
export const REQUEST_FILE = get('/api/requests/{requestId}/files/{name}', getRequestFile);
export const REPORT = get('/api/requests/{requestId}/report', getReport);
export const WITHDRAW = post('/api/requests/{requestId}/withdraw', withdrawRequest);
