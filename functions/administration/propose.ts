import { EMPTY_CHAIN } from '../../domain/audit/chain.ts';
import type { PersonId } from '../../domain/identity/ids.ts';
import { appendEvent } from '../adapters/dynamodb/audit-log.ts';
import { CHANGE_LIST, changeKey } from '../adapters/dynamodb/keys.ts';
import { readItem } from '../adapters/dynamodb/table.ts';
import { ConditionFailedError, transact } from '../adapters/dynamodb/transact.ts';
import { putNewItem } from '../adapters/dynamodb/update.ts';
import { changeWaitingMails } from '../mail/change-mails.ts';
import { changeSchema } from './change-records.ts';
import type { Change, Proposal } from './change-records.ts';
import { readAdministrators } from './documents.ts';
import { planChange } from './plan-change.ts';
import type { Planning } from './plan.ts';

/** Forgotten after about a year and a half, confirmed or not; the trail keeps what was confirmed. */
const KEPT_SECONDS = 550 * 24 * 3600;

/**
 * Stores a change with before and after, and mails to those who may confirm it; nothing else changes until one of them
 * does. Proposing under an id that is taken gives the change that stands there. Nudge the mail sender afterwards.
 * @throws RefusedError when it cannot be used as things stand
 */
export async function propose(
  planning: Planning,
  { changeId, proposal, proposedBy }: { changeId: string; proposal: Proposal; proposedBy: PersonId },
): Promise<Change> {
  const { table, at } = planning;
  const key = changeKey(changeId);
  const known = await readItem(table, key, changeSchema);
  if (known !== null) return known;
  const { before, after } = await planChange(proposal, planning);
  const change: Change = {
    changeId,
    status: 'pending',
    version: 1,
    proposal,
    before,
    after,
    proposedBy,
    proposedAt: at,
  };
  const expiresAt = Math.floor(Date.parse(at) / 1000) + KEPT_SECONDS;
  const listed = { listPk: CHANGE_LIST, listSk: `${at}#${changeId}`, expiresAt };
  const administrators = await readAdministrators(table);
  const event = { type: 'change-proposed', at, by: proposedBy, data: { changeId, kind: proposal.kind } };
  try {
    await transact(table, [
      putNewItem(table, { ...key, ...change, ...listed }),
      ...appendEvent(table, { pk: key.pk, head: EMPTY_CHAIN }, event),
      ...changeWaitingMails(table, change, administrators),
    ]);
  } catch (error) {
    const first = error instanceof ConditionFailedError ? await readItem(table, key, changeSchema) : null;
    if (first === null) throw error;
    return first;
  }
  return change;
}
