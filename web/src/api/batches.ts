import type * as z from 'zod';
import * as carryBatch from '../../../functions/http/carry-batch/contract.ts';
import * as correctFact from '../../../functions/http/correct-fact/contract.ts';
import * as createBatch from '../../../functions/http/create-batch/contract.ts';
import * as enterFact from '../../../functions/http/enter-fact/contract.ts';
import * as getBatch from '../../../functions/http/get-batch/contract.ts';
import * as getBatchPaper from '../../../functions/http/get-batch-paper/contract.ts';
import * as listBatches from '../../../functions/http/list-batches/contract.ts';
import * as retryBatch from '../../../functions/http/retry-batch/contract.ts';
import * as showCalendar from '../../../functions/http/show-calendar/contract.ts';
import * as showPayments from '../../../functions/http/show-payments/contract.ts';
import { get, post } from './endpoint.ts';

export type { GetBatchOutput as Batch } from '../../../functions/http/get-batch/contract.ts';
export type { BatchListEntry } from '../../../functions/http/list-batches/contract.ts';
export type { ShowCalendarOutput as PaymentCalendar } from '../../../functions/http/show-calendar/contract.ts';
export type { Payment, ShowPaymentsOutput as Payments } from '../../../functions/http/show-payments/contract.ts';
export type FactBody = z.input<typeof enterFact.body>;

export const BATCHES = get('/api/batches', listBatches);
export const OPEN_BATCH = post('/api/batches', createBatch);
export const BATCH = get('/api/batches/{batchId}', getBatch);
export const BATCH_PAPER = get('/api/batches/{batchId}/papers/{sha256}', getBatchPaper);
export const ENTER_FACT = post('/api/batches/{batchId}/facts', enterFact);
export const CORRECT_FACT = post('/api/batches/{batchId}/corrections', correctFact);
export const CARRY = post('/api/batches/{batchId}/carry', carryBatch);
export const RETRY_BATCH = post('/api/batches/{batchId}/retry', retryBatch);
export const PAYMENTS = get('/api/payments', showPayments);
export const CALENDAR = get('/api/calendar', showCalendar);
