import { canonicalJson } from '../../domain/audit/chain.ts';
import { RefusedError } from '../../domain/errors.ts';
import type { PersonId } from '../../domain/identity/ids.ts';
import type { Text } from '../../domain/text.ts';
import { changeHead } from '../adapters/dynamodb/change-head.ts';
import { changeKey } from '../adapters/dynamodb/keys.ts';
import { absenceAnsweredMails, absenceSetMails } from '../mail/change-mails.ts';
import { changeSchema } from './change-records.ts';
import type { Change } from './change-records.ts';
import { changeNotFound, findChange, notPending } from './find-change.ts';
import { planChange } from './plan-change.ts';
import type { Planning } from './plan.ts';

/** These put something whole in the place of what was there; the others only add. */
const REPLACING: ReadonlySet<string> = new Set(['person', 'office', 'policy', 'calendar', 'allocation', 'figure']);

const conflict = (code: string, text: Text): RefusedError => new RefusedError({ code, kind: 'conflict', text });

/**
 * A second person confirms: what the change does, its status and its event are one transaction. It is judged again on
 * what is stored now, and refused when that is not what the proposal was made on.
 * @throws RefusedError not-found, forbidden for the proposer, conflict when it is stale, dropped or cannot be used any more
 */
export async function confirm(
  planning: Planning,
  { changeId, confirmedBy }: { changeId: string; confirmedBy: PersonId },
): Promise<Change> {
  const { table, at } = planning;
  const change = await findChange(planning.table, changeId);
  if (change.status === 'confirmed') return change;
  if (change.status !== 'pending') throw notPending(change);
  const { chainPk } = await planChange(change.proposal, planning);
  await changeHead<Change, 'confirmed'>(table, {
    key: changeKey(changeId),
    schema: changeSchema,
    chainPk,
    judge: async (head) => {
      if (head === null) throw changeNotFound();
      if (head.status === 'confirmed') return { stop: 'confirmed' };
      if (head.status !== 'pending') throw notPending(head);
      if (head.proposedBy === confirmedBy) throw ownChange();
      const plan = await planChange(head.proposal, planning);
      if (plan.notBefore !== undefined && at < plan.notBefore) throw notYet();
      const { kind } = head.proposal;
      if (REPLACING.has(kind) && canonicalJson(plan.before) !== canonicalJson(head.before)) throw stale();
      return {
        change: {
          set: { status: 'confirmed', confirmedBy, confirmedAt: at },
          event: {
            type: `${kind}-changed`,
            at,
            by: confirmedBy,
            data: { changeId, proposedBy: head.proposedBy, ...plan.told },
          },
          also: [
            ...plan.writes({ changeId, confirmedBy }),
            ...absenceAnsweredMails(table, head, at),
            ...absenceSetMails(table, head, at),
          ],
        },
      };
    },
    // Somebody was first with one of the things that change: planned again, it is either stale or goes through.
    onAlsoFailed: () => undefined,
  });
  return findChange(planning.table, changeId);
}

function ownChange(): RefusedError {
  const text = {
    id: 'Perubahan harus disahkan oleh administrator lain.',
    en: 'A change must be confirmed by another administrator.',
  };
  return new RefusedError({ code: 'own-change', kind: 'forbidden', text });
}

function notYet(): RefusedError {
  return conflict('not-yet', {
    id: 'Perubahan ini baru dapat disahkan pada hari berlakunya.',
    en: 'This change can be confirmed only from the day on which it takes effect.',
  });
}

function stale(): RefusedError {
  return conflict('stale-change', {
    id: 'Keadaannya sudah berubah sejak diusulkan. Usulkan lagi.',
    en: 'Things have changed since it was proposed. Propose it again.',
  });
}
