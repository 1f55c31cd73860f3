import * as draftRenewal from '../../../functions/http/draft-renewal/contract.ts';
import * as listRenewals from '../../../functions/http/list-renewals/contract.ts';
import { get, post } from './endpoint.ts';

export type { ListedRenewal as Renewal } from '../../../functions/http/list-renewals/contract.ts';

export const RENEWALS = get('/api/renewals', listRenewals);
export const DRAFT_RENEWAL = post('/api/renewals/{revisionId}/roster', draftRenewal);
