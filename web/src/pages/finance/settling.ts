import type { Batch } from '../../api/batches.ts';

/** Paid, and not waiting for rejections or reversals any more: the batch goes on by itself. */
export const isSettling = ({ status, heldUntil }: Pick<Batch, 'status' | 'heldUntil'>): boolean =>
  status === 'paid' && heldUntil === undefined;
