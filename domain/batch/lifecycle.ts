import * as z from 'zod';
import type { Lifecycle } from '../lifecycle.ts';

export const batchStatusSchema = z.enum([
  'open',
  'sealed',
  'built',
  'checked',
  'sent',
  'answered',
  'billed',
  'sp2d',
  'paid',
  'reconciled',
  'closed',
]);
export type BatchStatus = z.infer<typeof batchStatusSchema>;

/** A rejection between billed and paid voids the bill (back to answered); a reversal of the payment goes back to SP2D. */
export const batchLifecycle: Lifecycle<BatchStatus> = {
  name: 'batch',
  start: 'open',
  moves: {
    open: ['sealed'],
    sealed: ['built'],
    built: ['checked'],
    checked: ['sent'],
    sent: ['answered'],
    answered: ['billed'],
    billed: ['sp2d', 'answered'],
    sp2d: ['paid', 'answered'],
    paid: ['reconciled', 'sp2d'],
    reconciled: ['closed'],
    closed: [],
  },
};

const PAID: readonly BatchStatus[] = ['paid', 'reconciled', 'closed'];

/** The money has left for what BPJS TK accepted of the batch. */
export const isPaid = (status: BatchStatus): boolean => PAID.includes(status);

export const lineStatusSchema = z.enum(['pending', 'removed', 'accepted', 'rejected', 'carried', 'paid', 'reversed']);
export type LineStatus = z.infer<typeof lineStatusSchema>;

/**
 * `removed` is the second check's; a removed line was never part of a batch. `rejected` before the payment gives the money
 * back, `reversed` after it leaves a credit with BPJS TK. `carried` goes on as a pending line of the follow-up batch.
 */
export const lineLifecycle: Lifecycle<LineStatus> = {
  name: 'line',
  start: 'pending',
  moves: {
    pending: ['accepted', 'rejected', 'carried', 'removed'],
    removed: [],
    accepted: ['paid', 'rejected', 'reversed'],
    rejected: [],
    carried: [],
    paid: ['reversed'],
    reversed: [],
  },
};

const NOT_COVERED: readonly LineStatus[] = ['rejected', 'reversed'];

/** BPJS TK does not cover the worker, whether it said so before the payment or after it. */
export const isRejected = (status: LineStatus): boolean => NOT_COVERED.includes(status);
