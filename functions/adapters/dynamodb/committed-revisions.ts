import { addMonths, fiscalYearOf } from '../../../domain/period/period.ts';
import type { Month, Period } from '../../../domain/period/period.ts';
import { batchHeadSchema } from './batch-records.ts';
import type { BatchHead } from './batch-records.ts';
import { membersOf } from './batch-store.ts';
import { BATCH_LIST, LIST_INDEX, revisionKey, UNBATCHED_LIST } from './keys.ts';
import { readMany } from './read-many.ts';
import { revisionHeadSchema } from './records.ts';
import type { RevisionHead } from './records.ts';
import { queryItems } from './table.ts';
import type { Table } from './table.ts';

/** Coverage months, first to last. */
export interface Months {
  readonly from: Month;
  readonly to: Month;
}

export const lastMonthOf = ({ firstMonth, months }: Period): Month => addMonths(firstMonth, months - 1);

const touches = (period: Period, { from, to }: Months): boolean =>
  period.firstMonth <= to && lastMonthOf(period) >= from;

/**
 * Every committed revision with a month among these, and the batches of such periods. A period lies in one fiscal year
 * and is asked for in that year or the one before, so no older batch is read. The lists lag a little, heads do not.
 */
export async function committedIn(
  table: Table,
  months: Months,
): Promise<{ heads: RevisionHead[]; batches: BatchHead[] }> {
  const batches = (await Array.fromAsync(batchesSince(table, fiscalYearOf(months.from) - 1))).filter(({ period }) =>
    touches(period, months),
  );
  const members = await Promise.all(batches.map(({ batchId }) => membersOf(table, batchId)));
  const unbatched = await Array.fromAsync(unbatchedHeads(table));
  const ids = new Set([...members.flat(), ...unbatched.map(({ revisionId }) => revisionId)]);
  const items = await readMany(table, [...ids].map(revisionKey));
  const heads = [...items.values()].map((item) => revisionHeadSchema.parse(item));
  return {
    heads: heads.filter(({ status, header }) => status === 'committed' && touches(header.period, months)),
    batches,
  };
}

/** Every batch opened since that year began, the oldest first. */
export function batchesSince(table: Table, year: number): AsyncGenerator<BatchHead> {
  const query = {
    IndexName: LIST_INDEX,
    KeyConditionExpression: 'listPk = :list AND listSk >= :since',
    ExpressionAttributeValues: { ':list': BATCH_LIST, ':since': `${year}-01-01` },
  };
  return queryItems(table, query, batchHeadSchema);
}

/** Committed revisions that wait for their batch. */
export function unbatchedHeads(table: Table): AsyncGenerator<RevisionHead> {
  const query = {
    IndexName: LIST_INDEX,
    KeyConditionExpression: 'listPk = :list',
    ExpressionAttributeValues: { ':list': UNBATCHED_LIST },
  };
  return queryItems(table, query, revisionHeadSchema);
}
