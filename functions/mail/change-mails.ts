import type { PersonId } from '../../domain/identity/ids.ts';
import type { Change } from '../administration/change-records.ts';
import { outboxMail } from '../adapters/dynamodb/outbox.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import type { WriteItem } from '../adapters/dynamodb/transact.ts';

/** To everybody who may confirm a change that was just proposed. */
export function changeWaitingMails(table: Table, change: Change, administrators: readonly PersonId[]): WriteItem[] {
  const { changeId, proposedBy, proposedAt } = change;
  return administrators
    .filter((personId) => personId !== proposedBy)
    .map((personId) =>
      outboxMail(table, {
        mailId: `${changeId}-${personId}-waiting`,
        personId,
        at: proposedAt,
        template: 'change-waiting',
        data: { changeId },
      }),
    );
}

/** To an approver who asked for a stand-in on the own page; nothing for whatever administrators proposed themselves. */
export function absenceAnsweredMails(
  table: Table,
  { changeId, proposal, proposedBy }: Change,
  at: string,
): WriteItem[] {
  if (proposal.kind !== 'delegation' || proposal.content.fromPersonId !== proposedBy) return [];
  const mailId = `${changeId}-${proposedBy}-answered`;
  return [outboxMail(table, { mailId, personId: proposedBy, at, template: 'absence-answered', data: { changeId } })];
}

/** To an approver for whom administrators have set a stand-in unasked: decisions go elsewhere, and that may be a mistake. */
export function absenceSetMails(table: Table, { changeId, proposal, proposedBy }: Change, at: string): WriteItem[] {
  if (proposal.kind !== 'delegation' || proposal.content.fromPersonId === proposedBy) return [];
  const { fromPersonId: personId } = proposal.content;
  const mailId = `${changeId}-${personId}-set`;
  return [outboxMail(table, { mailId, personId, at, template: 'absence-set', data: { changeId } })];
}
