import { isPaid } from '../../domain/batch/lifecycle.ts';
import { monthsOf } from '../../domain/period/period.ts';
import type { Month } from '../../domain/period/period.ts';
import { PROGRAMMES } from '../../domain/programme/programme.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import { priceOf } from '../adapters/dynamodb/batch-lines.ts';
import type { BatchHead } from '../adapters/dynamodb/batch-records.ts';
import { allocationIdFor } from '../adapters/dynamodb/ledger.ts';
import type { ChunkItem, Line, RevisionHead } from '../adapters/dynamodb/records.ts';
import type { TrailRow } from './trail-row.ts';

export interface TrailLine {
  readonly head: RevisionHead;
  readonly chunk: ChunkItem;
  readonly line: Line;
  readonly batch: BatchHead | null;
}

/** The worker-months of a line, of one programme or of all. Lines that were removed or went on to another batch have none. */
export function trailRows({ head, chunk, line, batch }: TrailLine, only?: Programme): TrailRow[] {
  const money = moneyOf(line, batch);
  if (money === null) return [];
  const price = priceOf(chunk, line);
  const months = monthsOf(head.header.period);
  const { requestId, revisionId } = head;
  const { row, nikHash: worker, status: lineStatus, participant, coverFrom, reason } = line;
  const about = { requestId, revisionId, row, worker, lineStatus, money, participant, coverFrom, reason };
  return PROGRAMMES.filter((programme) => only === undefined || programme === only).flatMap((programme) => {
    const allocationId = allocationIdFor(head.header.sourceId, yearOf(months), programme);
    return (price[programme] ?? []).flatMap((amount, index) => {
      const month = months[index];
      return month === undefined ? [] : [{ allocationId, programme, month, amount, ...about, ...paymentOf(batch) }];
    });
  });
}

const yearOf = ([first]: readonly Month[]): number => Number(first?.slice(0, 4));

/** Accepted lines of a batch that is paid are marked as paid when it settles; their money has moved with the payment. */
function moneyOf({ status }: Line, batch: BatchHead | null): TrailRow['money'] | null {
  switch (status) {
    case 'pending':
      return 'committed';
    case 'accepted':
      return batch !== null && isPaid(batch.status) ? 'disbursed' : 'committed';
    case 'paid':
      return 'disbursed';
    case 'rejected':
      return 'returned';
    case 'reversed':
      return 'overpaid';
    case 'removed':
    case 'carried':
      return null;
  }
}

function paymentOf(batch: BatchHead | null): Partial<TrailRow> {
  if (batch === null) return {};
  const { billed, sp2d, payments } = batch.facts ?? {};
  const standing = (payments ?? []).filter(({ reversed }) => reversed === undefined);
  return {
    batchId: batch.batchId,
    batchNumber: batch.number,
    kodeIuran: billed?.kodeIuran,
    sp2dNumber: sp2d?.number,
    bankReferences: standing.length === 0 ? undefined : standing.map(({ bankReference }) => bankReference).join(' '),
  };
}
