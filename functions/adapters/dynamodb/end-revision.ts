import * as z from 'zod';
import { BrokenError } from '../../../domain/errors.ts';
import { canMove } from '../../../domain/lifecycle.ts';
import { levelStatusSchema } from '../../../domain/approval/lifecycle.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { isDead, revisionLifecycle } from '../../../domain/request/lifecycle.ts';
import type { RevisionStatus } from '../../../domain/request/lifecycle.ts';
import { changeHead } from './change-head.ts';
import type { Judgement } from './change-head.ts';
import { levelKey, revisionKey } from './keys.ts';
import { OPEN_LEVEL_ATTRIBUTES } from './level-store.ts';
import { journalIdFor, movement } from './ledger.ts';
import { outboxMail } from './outbox.ts';
import { revisionHeadSchema } from './records.ts';
import type { RevisionHead } from './records.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';
import { levelToken, tokenDue } from './token-store.ts';
import type { WriteItem } from './transact.ts';
import { updateItem } from './update.ts';

export type DeadStatus = 'refused' | 'rejected' | 'returned' | 'withdrawn' | 'expired' | 'failed';

export interface EndRevision {
  readonly revisionId: RevisionId;
  readonly to: DeadStatus;
  /** Why, in both languages; stored on the head and shown to the officer. */
  readonly outcome: { readonly code: string; readonly id: string; readonly en: string };
  /** A person's id or the step that acts. */
  readonly by: string;
  readonly now: Date;
  /** Further changes of the head in the same transaction: the report of a refusal. */
  readonly set?: Readonly<Partial<RevisionHead>>;
  /** Further writes of the same transaction, each with its own condition. */
  readonly also?: readonly WriteItem[];
}

/**
 * `ended`: done now; when `toldLevel` is there, tell that level's token (`tellToken`, name `levelToken(level)`; repair
 * does it otherwise). `dead`: it had ended before, as `status`. `refused`: that end is not allowed from `status`.
 */
export type EndOutcome =
  | { readonly outcome: 'ended'; readonly toldLevel?: number }
  | { readonly outcome: 'dead' | 'refused'; readonly status: RevisionStatus };

const levelHeadSchema = z.object({ status: levelStatusSchema, version: z.number().int() });

/**
 * The one way into a dead status: status, reservation given back, open level closed, waiting state due to be told,
 * officer's mail and event, in one transaction. Repeating it is harmless.
 */
export async function endRevision(table: Table, end: EndRevision): Promise<EndOutcome> {
  let toldLevel: number | undefined;
  const answer = await changeHead<RevisionHead, EndOutcome>(table, {
    key: revisionKey(end.revisionId),
    schema: revisionHeadSchema,
    judge: async (head): Promise<Judgement<EndOutcome>> => {
      if (head === null) throw new BrokenError(`no revision ${end.revisionId}`);
      if (isDead(head.status)) return { stop: { outcome: 'dead', status: head.status } };
      if (!canMove(revisionLifecycle, head.status, end.to)) {
        return { stop: { outcome: 'refused', status: head.status } };
      }
      toldLevel = head.status === 'approving' ? head.currentLevel : undefined;
      const level = toldLevel === undefined ? [] : await closeLevel(table, end, toldLevel);
      return { change: endingChange(table, { head, end, level }) };
    },
    // Only a level that changed meanwhile or an allocation's state can fail here: both are read again.
    onAlsoFailed: () => undefined,
  });
  if (!answer.changed) return answer.stop;
  return { outcome: 'ended', ...(toldLevel !== undefined && { toldLevel }) };
}

function endingChange(
  table: Table,
  { head, end, level }: { head: RevisionHead; end: EndRevision; level: readonly WriteItem[] },
) {
  const at = end.now.toISOString();
  const mail = outboxMail(table, {
    mailId: `${end.revisionId}-${end.to}-${head.officerId}`,
    personId: head.officerId,
    template: 'request-outcome',
    data: { revisionId: end.revisionId },
    at,
  });
  return {
    set: { ...end.set, status: end.to, changedAt: at, outcome: { ...end.outcome, by: end.by } },
    remove: ['reservation', 'duePk', 'dueBy'],
    event: {
      type: `request-${end.to}`,
      at,
      by: end.by,
      data: { from: head.status, reason: end.outcome, released: head.reservation ?? {} },
    },
    also: [...releaseReservation(table, { head, at, by: end.by }), ...level, mail, ...(end.also ?? [])],
  };
}

/** reserved → available of every allocation the head holds; journal id `<revisionId>:release:end`. */
export function releaseReservation(
  table: Table,
  { head, at, by }: { head: RevisionHead; at: string; by: string },
): WriteItem[] {
  return Object.entries(head.reservation ?? {}).flatMap(([allocationId, amount]) =>
    movement(table, {
      allocationId,
      from: 'reserved',
      to: 'available',
      amount: rupiah(amount),
      journalId: journalIdFor(head.revisionId, 'release', 'end'),
      at,
      by,
      revisionId: head.revisionId,
    }),
  );
}

async function closeLevel(table: Table, end: EndRevision, number: number): Promise<WriteItem[]> {
  const key = levelKey(end.revisionId, number);
  const at = end.now.toISOString();
  const token = tokenDue(table, { pk: key.pk, name: levelToken(number) }, at);
  const level = await readItem(table, key, levelHeadSchema);
  if (level === null) return [token];
  // Whoever decided it made its token due in the same transaction: it is told, or will be.
  if (level.status !== 'open') return [];
  const close = updateItem(table, {
    key,
    set: { status: 'closed', closedAt: at, version: level.version + 1 },
    remove: OPEN_LEVEL_ATTRIBUTES,
    condition: {
      expression: '#version = :version',
      names: { '#version': 'version' },
      values: { ':version': level.version },
    },
  });
  return [close, token];
}
