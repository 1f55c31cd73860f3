import * as listRequests from '../../../functions/http/list-requests/contract.ts';
import { get } from './endpoint.ts';

export type { RequestListEntry } from '../../../functions/http/list-requests/contract.ts';
export const REQUESTS = get('/api/requests', listRequests);
