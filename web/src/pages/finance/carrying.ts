import type { Batch } from '../../api/batches.ts';

/** Carrying open lines was asked for and is not done yet; nothing else is accepted meanwhile. */
export function isCarrying({ timeline }: Pick<Batch, 'timeline'>): boolean {
  const last = timeline.findLast(({ type }) => type === 'carry-requested' || type === 'lines-carried');
  return last?.type === 'carry-requested';
}
