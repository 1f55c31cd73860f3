import { createTally } from '../../../domain/batch/tally.ts';
import type { LinePrice, Tally } from '../../../domain/batch/tally.ts';
import { slotsOf } from '../../../domain/claim/slots.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { PROGRAMMES } from '../../../domain/programme/programme.ts';
import type { Rupiah } from '../../../domain/money/money.ts';
import { freeSlots } from './claim-writes.ts';
import { replaceLines } from './chunk-store.ts';
import { addCredit } from './credit-store.ts';
import { allocationIdFor, movement } from './ledger.ts';
import type { BatchHead } from './batch-records.ts';
import type { ChunkItem, Line } from './records.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';

/** A transaction holds 100 writes: these workers, the chunk, a condition and three for each programme's allocation. */
export const MAX_LEAVING_LINES = 88;

/** @throws BrokenError when the line names a price its chunk does not have */
export function priceOf(chunk: ChunkItem, line: Line): LinePrice {
  const price = chunk.profiles[line.profile];
  if (price === undefined)
    throw new BrokenError(`chunk ${chunk.revisionId}/${chunk.chunk} has no price ${line.profile}`);
  return price;
}

function tallyLines(chunk: ChunkItem, lines: readonly Line[]): Tally {
  const tally = createTally();
  for (const line of lines) tally.add(priceOf(chunk, line));
  return tally.result();
}

/** Rupiah by allocation id; programmes without an amount are left out. */
export function byAllocation(
  head: Pick<BatchHead, 'sourceId' | 'fiscalYear'>,
  { byProgramme }: Pick<Tally, 'byProgramme'>,
): Record<string, Rupiah> {
  const amounts: Record<string, Rupiah> = {};
  for (const programme of PROGRAMMES) {
    const amount = byProgramme[programme];
    if (amount !== undefined && amount > 0)
      amounts[allocationIdFor(head.sourceId, head.fiscalYear, programme)] = amount;
  }
  return amounts;
}

const BEFORE_PAYMENT = { from: 'committed', to: 'available' } as const;
const AFTER_PAYMENT = { from: 'disbursed', to: 'overpaid' } as const;

export interface LeavingLines {
  readonly head: BatchHead;
  readonly chunk: ChunkItem;
  /** The chunk's lines as they will be. */
  readonly lines: readonly Line[];
  /** Those, as they were, whose money and slots go back; at most MAX_LEAVING_LINES. */
  readonly leaving: readonly Line[];
  readonly journalId: string;
  /** Where the money is: after the payment it becomes a credit with BPJS TK. Otherwise it is available again. */
  readonly isPaid?: boolean;
  readonly at: string;
  readonly by: string;
}

/**
 * The writes by which lines leave a batch: chunk, slots free, committed → available, or disbursed → overpaid with the
 * credit that a later bill takes. A late run of the same step fails on
 * the chunk's version or on the journal entry, so no rupiah moves twice.
 */
export function leaveBatch(table: Table, leave: LeavingLines): WriteItem[] {
  const { head, chunk, leaving, journalId, at, by } = leave;
  const money = Object.entries(byAllocation(head, tallyLines(chunk, leaving)));
  return [
    replaceLines(table, chunk, leave.lines),
    ...leaving.map((line) => freeSlots(table, freeing(leave, line))),
    ...money.flatMap(([allocationId, amount]) =>
      movement(table, {
        journalId,
        allocationId,
        ...(leave.isPaid === true ? AFTER_PAYMENT : BEFORE_PAYMENT),
        amount,
        at,
        by,
        revisionId: chunk.revisionId,
        batchId: head.batchId,
      }),
    ),
    ...(leave.isPaid === true
      ? money.map(([allocationId, amount]) => addCredit(table, head, { allocationId, amount }))
      : []),
  ];
}

function freeing({ head, chunk }: LeavingLines, line: Line) {
  const price = priceOf(chunk, line);
  const programmes = PROGRAMMES.filter((programme) => price[programme] !== undefined);
  const worker = { nikHash: line.nikHash, slots: slotsOf(programmes, head.period) };
  return { revisionId: chunk.revisionId, year: head.fiscalYear, worker };
}
