import * as z from 'zod';
import { EMPTY_CHAIN } from '../../../domain/audit/chain.ts';
import { batchIdOf, slotKeyOf } from '../../../domain/batch/batch-id.ts';
import type { BatchSlot } from '../../../domain/batch/batch-id.ts';
import { BrokenError, TransientError } from '../../../domain/errors.ts';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import type { BatchId, RevisionId } from '../../../domain/identity/ids.ts';
import { fiscalYearOf } from '../../../domain/period/period.ts';
import { appendEvent } from './audit-log.ts';
import { changeHead } from './change-head.ts';
import {
  BATCH_LIST,
  DUE_PARTITION,
  LIST_INDEX,
  UNBATCHED_LIST,
  batchCounterKey,
  batchKey,
  batchMemberKey,
  batchSlotKey,
  revisionKey,
} from './keys.ts';
import { batchHeadSchema } from './batch-records.ts';
import { revisionHeadSchema } from './records.ts';
import type { BatchHead } from './batch-records.ts';
import type { RevisionHead } from './records.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';
import { ConditionFailedError, MAX_TRIES, transact } from './transact.ts';
import type { WriteItem } from './transact.ts';
import { putNewItem, updateItem } from './update.ts';

const slotSchema = z.object({ openBatchId: batchIdSchema.optional(), sequence: z.number().int().min(1) });
const counterSchema = z.object({ last: z.number().int().min(1) });

/** When repair looks at a batch whose opening, closing or start was cut off. */
const REPAIR_AFTER_MS = 2 * 60_000;
const dueAfter = (now: Date): { duePk: string; dueBy: string } => ({
  duePk: DUE_PARTITION,
  dueBy: new Date(now.getTime() + REPAIR_AFTER_MS).toISOString(),
});

export interface OpenBatch {
  readonly slot: BatchSlot;
  /** Local day by which BPJS TK must have the money. */
  readonly dueDate: string;
  readonly by: string;
  readonly now: Date;
}

/** The slot's open batch; makes the next one of the sequence when none is open. Whoever comes second gets the first one's. */
export async function ensureOpenBatch(table: Table, open: OpenBatch): Promise<BatchId> {
  const slotKey = batchSlotKey(slotKeyOf(open.slot));
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const stored = await readItem(table, slotKey, slotSchema);
    if (stored?.openBatchId !== undefined) return stored.openBatchId;
    const sequence = (stored?.sequence ?? 0) + 1;
    const head = newBatchHead(open, sequence);
    const takeSlot =
      stored === null
        ? putNewItem(table, { ...slotKey, openBatchId: head.batchId, sequence })
        : updateItem(table, {
            key: slotKey,
            set: { openBatchId: head.batchId, sequence },
            condition: {
              expression: 'attribute_not_exists(#open) AND #sequence = :sequence',
              names: { '#open': 'openBatchId', '#sequence': 'sequence' },
              values: { ':sequence': stored.sequence },
            },
          });
    const { pk } = batchKey(head.batchId);
    const opened = { type: 'batch-opened', at: head.openedAt, by: open.by, data: { slot: head.slot, sequence } };
    try {
      await transact(table, [
        takeSlot,
        putNewItem(table, { ...batchKey(head.batchId), ...head }),
        ...appendEvent(table, { pk, head: EMPTY_CHAIN }, opened),
      ]);
      return head.batchId;
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      await table.pause(attempt);
    }
  }
  throw new TransientError(`slot ${slotKey.pk} changed under each of ${MAX_TRIES} tries`);
}

function newBatchHead({ slot, dueDate, now }: OpenBatch, sequence: number): BatchHead {
  const at = now.toISOString();
  const batchId = batchIdOf(slot, sequence);
  return {
    batchId,
    slot: slotKeyOf(slot),
    status: 'open',
    version: 1,
    attempt: 1,
    wadahId: slot.wadahId,
    sourceId: slot.sourceId,
    programmes: [],
    period: slot.period,
    fiscalYear: fiscalYearOf(slot.period.firstMonth),
    sequence,
    openedAt: at,
    changedAt: at,
    dueDate,
    members: 0,
    ...dueAfter(now),
    listPk: BATCH_LIST,
    listSk: `${at}#${batchId}`,
  };
}

/** `closed`: the batch takes no more members. `gone`: the revision waits for no batch any more. */
export type AssignOutcome = 'assigned' | 'closed' | 'gone';

/** Makes a committed revision a member, in one transaction: still unbatched, batch still open, membership, event. */
export async function assignRevision(
  table: Table,
  assign: { readonly revisionId: RevisionId; readonly batchId: BatchId; readonly by: string; readonly now: Date },
): Promise<AssignOutcome> {
  const { revisionId, batchId, by, now } = assign;
  const at = now.toISOString();
  const answer = await changeHead<RevisionHead, AssignOutcome>(table, {
    key: revisionKey(revisionId),
    schema: revisionHeadSchema,
    judge: (head) => {
      if (head?.status !== 'committed' || head.batchId !== undefined) return { stop: 'gone' };
      return {
        change: {
          set: { batchId },
          remove: ['listPk', 'listSk', 'duePk', 'dueBy'],
          event: { type: 'assigned-to-batch', at, by, data: { batchId } },
          also: [
            joinBatch(table, batchId, { now, what: 'members' }),
            putNewItem(table, { ...batchMemberKey(batchId, revisionId), revisionId, at }),
          ],
        },
      };
    },
    onAlsoFailed: (index) => (index === 0 ? 'closed' : undefined),
  });
  return answer.changed ? 'assigned' : answer.stop;
}

/** The write by which a chunk of carried lines comes to a batch that still takes members. */
export function joinCarried(table: Table, batchId: BatchId, now: Date): WriteItem {
  return joinBatch(table, batchId, { now, what: 'carriedChunks' });
}

/** The slot's batch that still takes members, if there is one. */
export async function openBatchOf(table: Table, slot: string): Promise<BatchId | undefined> {
  return (await readItem(table, batchSlotKey(slot), slotSchema))?.openBatchId;
}

function joinBatch(
  table: Table,
  batchId: BatchId,
  { now, what }: { now: Date; what: 'members' | 'carriedChunks' },
): WriteItem {
  return updateItem(table, {
    key: batchKey(batchId),
    set: dueAfter(now),
    add: { [what]: 1, version: 1 },
    condition: {
      expression: '#status = :open AND attribute_not_exists(#number)',
      names: { '#status': 'status', '#number': 'number' },
      values: { ':open': 'open' },
    },
  });
}

/** `closed` before or `empty`: nothing was done. */
type CloseOutcome = 'closed' | 'empty';

/**
 * Closes the membership: the next number of the fiscal year, slot free for a next batch, event, in one transaction that
 * fails when a member came meanwhile (then it is read again). From here on the batch only waits for its execution.
 * @returns the batch as it is then, or `empty`
 */
export async function closeMembership(
  table: Table,
  close: { readonly batchId: BatchId; readonly by: string; readonly now: Date },
): Promise<BatchHead | 'empty'> {
  const { batchId, by, now } = close;
  const answer = await changeHead<BatchHead, CloseOutcome>(table, {
    key: batchKey(batchId),
    schema: batchHeadSchema,
    judge: async (head) => {
      if (head === null) throw new BrokenError(`no batch ${batchId}`);
      if (head.number !== undefined || head.status !== 'open') return { stop: 'closed' };
      if (head.members === 0 && (head.carriedChunks ?? 0) === 0) return { stop: 'empty' };
      const { number, take } = await nextNumber(table, head.fiscalYear);
      const at = now.toISOString();
      return {
        change: {
          set: { number, changedAt: at, ...dueAfter(now) },
          event: { type: 'batch-membership-closed', at, by, data: { number, members: head.members } },
          also: [take, leaveSlot(table, head)],
        },
      };
    },
    // Another batch took the number: the counter is read again.
    onAlsoFailed: () => undefined,
  });
  if (!answer.changed && answer.stop === 'empty') return 'empty';
  const closed = await readItem(table, batchKey(batchId), batchHeadSchema);
  if (closed === null) throw new BrokenError(`no batch ${batchId}`);
  return closed;
}

/** The year's next number and the write that takes it. Numbers have no gaps: taking and using are one transaction. */
async function nextNumber(table: Table, fiscalYear: number): Promise<{ number: number; take: WriteItem }> {
  const key = batchCounterKey(fiscalYear);
  const counter = await readItem(table, key, counterSchema);
  if (counter === null) return { number: 1, take: putNewItem(table, { ...key, last: 1 }) };
  const number = counter.last + 1;
  const take = updateItem(table, {
    key,
    set: { last: number },
    condition: { expression: '#last = :last', names: { '#last': 'last' }, values: { ':last': counter.last } },
  });
  return { number, take };
}

function leaveSlot(table: Table, { slot, batchId }: BatchHead): WriteItem {
  return updateItem(table, {
    key: batchSlotKey(slot),
    remove: ['openBatchId'],
    condition: { expression: '#open = :batch', names: { '#open': 'openBatchId' }, values: { ':batch': batchId } },
  });
}

/** Committed revisions that wait for a batch, in order of wadah, period and source; read again before anything is done. */
export const UNBATCHED_QUERY = {
  IndexName: LIST_INDEX,
  KeyConditionExpression: 'listPk = :list',
  ExpressionAttributeValues: { ':list': UNBATCHED_LIST },
};
