import * as z from 'zod';
import { slotKeyOf } from '../../../domain/batch/batch-id.ts';
import type { BatchSlot } from '../../../domain/batch/batch-id.ts';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { openingDateOf, payByDateOf } from '../../../domain/calendar/due-dates.ts';
import { localDate } from '../../../domain/calendar/local-date.ts';
import { TransientError } from '../../../domain/errors.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import {
  UNBATCHED_QUERY,
  assignRevision,
  closeMembership,
  ensureOpenBatch,
} from '../../adapters/dynamodb/batch-membership.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import { startBatch } from '../../adapters/dynamodb/start-batch.ts';
import type { StartBatchDeps } from '../../adapters/dynamodb/start-batch.ts';
import { queryItems, readItem } from '../../adapters/dynamodb/table.ts';
import { MAX_TRIES } from '../../adapters/dynamodb/transact.ts';
import type { OpenBatchesInput, OpenBatchesOutput } from './contract.ts';

export interface OpenBatchesDeps extends StartBatchDeps {
  readonly calendar: () => Promise<Calendar>;
  /** Minutes that the regency's clock is ahead of UTC. */
  readonly utcOffsetMinutes: () => Promise<number>;
  /** Who opens: the schedule's name or a person's id. */
  readonly by: string;
}

const keySchema = z.object({ pk: z.string(), sk: z.string() });

interface Waiting {
  readonly slot: BatchSlot;
  readonly revisions: RevisionHead[];
}

/**
 * Puts every committed revision whose opening date has come into the open batch of its slot, closes the membership and
 * starts the batch. Cut off anywhere, the next run or repair finishes it.
 */
export async function openBatches(input: OpenBatchesInput, deps: OpenBatchesDeps): Promise<OpenBatchesOutput> {
  const calendar = await deps.calendar();
  const today = localDate(deps.now().toISOString(), await deps.utcOffsetMinutes());
  const batches: OpenBatchesOutput['batches'] = [];
  let waiting = 0;
  for (const { slot, revisions } of await waitingBySlot(input, deps)) {
    if (input.force !== true && today < openingDateOf(slot.period, calendar)) {
      waiting += revisions.length;
      continue;
    }
    const dueDate = payByDateOf(slot.period.firstMonth, calendar);
    for (const batchId of await fillBatches({ slot, revisions, dueDate }, deps)) {
      const head = await closeMembership(deps.table, { batchId, by: deps.by, now: deps.now() });
      if (head === 'empty' || head.number === undefined) continue;
      await startBatch(head, deps);
      batches.push({ batchId, number: head.number, members: head.members });
    }
  }
  return { batches, waiting };
}

async function waitingBySlot(input: OpenBatchesInput, { table }: OpenBatchesDeps): Promise<Waiting[]> {
  const slots = new Map<string, Waiting>();
  for await (const key of queryItems(table, UNBATCHED_QUERY, keySchema)) {
    const head = await readItem(table, key, revisionHeadSchema);
    if (head === null || head.batchId !== undefined || !isWanted(head, input)) continue;
    const { wadahId, period, sourceId } = head.header;
    const slot = { wadahId, period, sourceId };
    const waiting = slots.get(slotKeyOf(slot)) ?? { slot, revisions: [] };
    slots.set(slotKeyOf(slot), waiting);
    waiting.revisions.push(head);
  }
  return [...slots.values()];
}

function isWanted({ header }: RevisionHead, { wadahId, sourceId, period }: OpenBatchesInput): boolean {
  if (wadahId !== undefined && wadahId !== header.wadahId) return false;
  if (sourceId !== undefined && sourceId !== header.sourceId) return false;
  if (period === undefined) return true;
  return period.firstMonth === header.period.firstMonth && period.months === header.period.months;
}

/** Assigns each revision; usually to one batch, to a second when somebody closed the first meanwhile. */
async function fillBatches(
  { slot, revisions, dueDate }: Waiting & { readonly dueDate: string },
  deps: OpenBatchesDeps,
): Promise<ReadonlySet<BatchId>> {
  const filled = new Set<BatchId>();
  const { table, by } = deps;
  for (const { revisionId } of revisions) {
    for (let attempt = 0; ; attempt += 1) {
      if (attempt === MAX_TRIES)
        throw new TransientError(`batches of ${slotKeyOf(slot)} closed before each of our tries`);
      const batchId = await ensureOpenBatch(table, { slot, dueDate, by, now: deps.now() });
      const outcome = await assignRevision(table, { revisionId, batchId, by, now: deps.now() });
      if (outcome === 'assigned') filled.add(batchId);
      if (outcome !== 'closed') break;
    }
  }
  return filled;
}
