import * as listRequests from '../../../functions/http/list-requests/contract.ts';
import { get } from './endpoint.ts';

export type { PaymentStage, RequestListEntry } from '../../../functions/http/list-requests/contract.ts';

/** Apart from what else is asked about requests, because the list is where most people begin. */
export const REQUESTS = get('/api/requests', listRequests);
