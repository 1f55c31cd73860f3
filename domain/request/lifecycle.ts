import * as z from 'zod';
import type { Lifecycle } from '../lifecycle.ts';

export const revisionStatusSchema = z.enum([
  'submitted',
  'checking',
  'approving',
  'approved',
  'recording',
  'committed',
  'refused',
  'rejected',
  'returned',
  'withdrawn',
  'expired',
  'failed',
]);
export type RevisionStatus = z.infer<typeof revisionStatusSchema>;

const DEAD: readonly RevisionStatus[] = ['refused', 'rejected', 'returned', 'withdrawn', 'expired', 'failed'];

/**
 * A revision's life. Withdrawal is possible until recording begins; an administrator may give up a stuck revision
 * (`failed`) only before recording, because from there premiums exist.
 */
export const revisionLifecycle: Lifecycle<RevisionStatus> = {
  name: 'revision',
  start: 'submitted',
  moves: {
    submitted: ['checking', 'refused', 'withdrawn', 'failed'],
    checking: ['approving', 'refused', 'withdrawn', 'failed'],
    approving: ['approved', 'rejected', 'returned', 'expired', 'withdrawn', 'failed'],
    approved: ['recording', 'refused', 'withdrawn', 'failed'],
    recording: ['committed'],
    committed: [],
    refused: [],
    rejected: [],
    returned: [],
    withdrawn: [],
    expired: [],
    failed: [],
  },
};

/** Dead for ever: its claims block nobody and its reservation has been given back. */
export function isDead(status: RevisionStatus): boolean {
  return DEAD.includes(status);
}
