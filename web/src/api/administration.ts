import type * as z from 'zod';
import * as confirmChange from '../../../functions/http/confirm-change/contract.ts';
import * as listChanges from '../../../functions/http/list-changes/contract.ts';
import * as listOffices from '../../../functions/http/list-offices/contract.ts';
import * as listPeople from '../../../functions/http/list-people/contract.ts';
import * as proposeChange from '../../../functions/http/propose-change/contract.ts';
import * as rejectChange from '../../../functions/http/reject-change/contract.ts';
import * as withdrawChange from '../../../functions/http/withdraw-change/contract.ts';
import { get, post } from './endpoint.ts';
import type { CallOutput } from './endpoint.ts';

export type Change = CallOutput<typeof listChanges>['changes'][number];
export type Names = CallOutput<typeof listChanges>['names'];
export type PersonEntry = CallOutput<typeof listPeople>['people'][number];
export type Places = CallOutput<typeof listOffices>;
/** What can be proposed, as it is sent. */
export type Wish = z.input<typeof proposeChange.body>;

export const CHANGES = get('/api/changes', listChanges);
export const PROPOSE = post('/api/changes', proposeChange);
export const CONFIRM = post('/api/changes/{changeId}/confirm', confirmChange);
export const REJECT = post('/api/changes/{changeId}/reject', rejectChange);
export const WITHDRAW_CHANGE = post('/api/changes/{changeId}/withdraw', withdrawChange);
export const PEOPLE = get('/api/people', listPeople);
export const OFFICES = get('/api/offices', listOffices);
