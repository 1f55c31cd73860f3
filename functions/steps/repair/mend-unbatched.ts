import * as z from 'zod';
import { openingDateOf, payByDateOf } from '../../../domain/calendar/due-dates.ts';
import { addDays, localDate } from '../../../domain/calendar/local-date.ts';
import { UNBATCHED_QUERY } from '../../adapters/dynamodb/batch-membership.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import { queryItems, readItem } from '../../adapters/dynamodb/table.ts';
import { openBatches } from '../open-batches/step.ts';
import type { OpenBatchesDeps } from '../open-batches/step.ts';

/** A committed revision that the daily run had a whole day to take. */
const MISSED_AFTER_MS = 24 * 3_600_000;
const keySchema = z.object({ pk: z.string(), sk: z.string() });

export interface Unbatched {
  /** Batches opened because the daily run did not. */
  readonly opened: number;
  /** Revisions still without a batch on the day before they must be paid. */
  readonly late: readonly string[];
}

/** No committed revision is forgotten: what the daily run missed is batched here, what comes close to its date is told. */
export async function mendUnbatched(deps: OpenBatchesDeps): Promise<Unbatched> {
  const calendar = await deps.calendar();
  const now = deps.now();
  const today = localDate(now.toISOString(), await deps.utcOffsetMinutes());
  const late: string[] = [];
  let isMissed = false;
  for await (const key of queryItems(deps.table, UNBATCHED_QUERY, keySchema)) {
    const head = await readItem(deps.table, key, revisionHeadSchema);
    if (head === null || head.batchId !== undefined) continue;
    const { period } = head.header;
    const isOld = now.getTime() - Date.parse(head.changedAt) > MISSED_AFTER_MS;
    if (isOld && openingDateOf(period, calendar) <= today) isMissed = true;
    else if (addDays(today, 1) >= payByDateOf(period.firstMonth, calendar)) late.push(head.revisionId);
  }
  if (!isMissed) return { opened: 0, late };
  const { batches } = await openBatches({}, { ...deps, by: 'repair' });
  return { opened: batches.length, late };
}
