import * as explainPremium from '../../../functions/http/explain-premium/contract.ts';
import * as listAllocations from '../../../functions/http/list-allocations/contract.ts';
import * as showFormOptions from '../../../functions/http/show-form-options/contract.ts';
import * as submitRequest from '../../../functions/http/submit-request/contract.ts';
import { get, post } from './endpoint.ts';
import type { CallOutput } from './endpoint.ts';

export const FORM_OPTIONS = get('/api/form-options', showFormOptions);
export type FormOptions = CallOutput<typeof showFormOptions>;
export const ALLOCATIONS = get('/api/allocations', listAllocations);
export type Allocation = CallOutput<typeof listAllocations>['allocations'][number];
export const PREMIUM = get('/api/premium', explainPremium);
export const SUBMIT = post('/api/requests', submitRequest);
/** The body as submit takes it. */
export const submitBodySchema = submitRequest.body;
