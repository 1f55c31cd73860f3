import { RefusedError } from '../../domain/errors.ts';
import type { PersonId } from '../../domain/identity/ids.ts';
import { changeHead } from '../adapters/dynamodb/change-head.ts';
import { changeKey } from '../adapters/dynamodb/keys.ts';
import { absenceAnsweredMails } from '../mail/change-mails.ts';
import { changeSchema } from './change-records.ts';
import type { Change } from './change-records.ts';
import { changeNotFound, findChange, notPending } from './find-change.ts';
import type { Planning } from './plan.ts';

export interface Dropping {
  readonly changeId: string;
  /** Another administrator rejects; who proposed it withdraws. */
  readonly as: 'rejected' | 'withdrawn';
  readonly by: PersonId;
  readonly reason: string;
}

/**
 * Ends a change that waits, so that nobody can confirm it any more. Competes with its confirmation under one condition:
 * the first stored stands. An approver who had asked for it is told. Dropped a second time in the same way, it stays as it was.
 * @throws RefusedError not-found, forbidden for the wrong person, conflict when it has ended otherwise
 */
export async function drop({ table, at }: Planning, { changeId, as, by, reason }: Dropping): Promise<Change> {
  await changeHead<Change, 'dropped'>(table, {
    key: changeKey(changeId),
    schema: changeSchema,
    judge: (head) => {
      if (head === null) throw changeNotFound();
      requireRightPerson(head, { as, by });
      if (head.status === as) return { stop: 'dropped' };
      if (head.status !== 'pending') throw notPending(head);
      return {
        change: {
          set: { status: as, droppedBy: by, droppedAt: at, reason },
          event: { type: `change-${as}`, at, by, data: { changeId, kind: head.proposal.kind, reason } },
          also: as === 'rejected' ? absenceAnsweredMails(table, head, at) : [],
        },
      };
    },
  });
  return findChange(table, changeId);
}

function requireRightPerson(head: Change, { as, by }: Pick<Dropping, 'as' | 'by'>): void {
  const isOwn = head.proposedBy === by;
  if (as === 'withdrawn' && !isOwn) {
    throw new RefusedError({
      code: 'not-own-change',
      kind: 'forbidden',
      text: {
        id: 'Hanya pengusulnya yang dapat menarik perubahan ini. Anda dapat menolaknya.',
        en: 'Only who proposed this change can withdraw it. You can reject it.',
      },
    });
  }
  if (as === 'rejected' && isOwn) {
    throw new RefusedError({
      code: 'own-change',
      kind: 'forbidden',
      text: {
        id: 'Perubahan sendiri tidak dapat ditolak. Anda dapat menariknya.',
        en: 'Your own change cannot be rejected. You can withdraw it.',
      },
    });
  }
}
