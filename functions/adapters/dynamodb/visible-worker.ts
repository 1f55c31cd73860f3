import { RefusedError } from '../../../domain/errors.ts';
import type { Person } from './records.ts';
import type { Table } from './table.ts';
import { holdingsOf } from './worker-months.ts';
import type { WorkerHolding } from './worker-months.ts';

/**
 * What is held for a worker, for someone who may see it: an officer only a worker for whom the own office holds something.
 * @throws RefusedError not-found, in the same words for a worker of another office, so that a NIK tells nothing
 */
export async function visibleHoldings(table: Table, nikHash: string, caller: Person): Promise<WorkerHolding[]> {
  const holdings = await holdingsOf(table, nikHash);
  const isForeign = caller.roles.includes('officer') && !holdings.some(({ head }) => head.officeId === caller.officeId);
  if (holdings.length > 0 && !isForeign) return holdings;
  throw new RefusedError({
    code: 'worker-not-found',
    kind: 'not-found',
    text: {
      id: 'Tidak ada iuran yang tercatat untuk NIK ini. Periksa kembali nomornya.',
      en: 'No premium is recorded for this NIK. Check the number.',
    },
  });
}
