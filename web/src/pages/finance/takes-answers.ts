import type { BatchStatus } from '../../../../domain/batch/lifecycle.ts';
import type { Batch } from '../../api/batches.ts';
import { isSettling } from './settling.ts';

const TAKING: readonly BatchStatus[] = ['sent', 'answered', 'billed', 'sp2d', 'paid'];

/** Answers of BPJS TK still change lines of this batch; the server judges each file once more. */
export const takesAnswers = (batch: Pick<Batch, 'status' | 'heldUntil' | 'needsAdministrator'>): boolean =>
  TAKING.includes(batch.status) && !isSettling(batch) && !batch.needsAdministrator;
