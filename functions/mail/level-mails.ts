import type { LevelState, Vote } from '../../domain/approval/level.ts';
import { awaitedPersons } from '../../domain/approval/timers.ts';
import type { PersonId } from '../../domain/identity/ids.ts';
import type { LevelPlace } from '../adapters/dynamodb/level-store.ts';
import { outboxMail } from '../adapters/dynamodb/outbox.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import type { WriteItem } from '../adapters/dynamodb/transact.ts';

/** One id per turn of events, so that a step that is repeated writes the mail once. */
const mailIdOf = ({ revisionId, level }: LevelPlace, personId: PersonId, turn: string): string =>
  `${revisionId}-L${level}-${personId}-${turn}`;

/** The first mail to everyone whose vote is awaited. */
export function requestMails(table: Table, place: LevelPlace, level: LevelState): WriteItem[] {
  return awaitedPersons(level).map((personId) =>
    outboxMail(table, {
      mailId: mailIdOf(place, personId, 'request'),
      personId,
      at: level.openedAt,
      template: 'approval-request',
      data: { ...place },
    }),
  );
}

/** To everyone still silent; `level` is the level with the reminder already counted. */
export function reminderMails(table: Table, place: LevelPlace, { level, at }: { level: LevelState; at: string }) {
  return awaitedPersons(level).map((personId) =>
    outboxMail(table, {
      mailId: mailIdOf(place, personId, `reminder-${level.remindersSent}`),
      personId,
      at,
      template: 'approval-reminder',
      data: { ...place },
    }),
  );
}

/** The last chance: the level has passed its end and holds once. */
export function holdMails(table: Table, place: LevelPlace, { level, at }: { level: LevelState; at: string }) {
  return awaitedPersons(level).map((personId) =>
    outboxMail(table, {
      mailId: mailIdOf(place, personId, 'hold'),
      personId,
      at,
      template: 'approval-reminder',
      data: { ...place },
    }),
  );
}

export function escalationMail(table: Table, place: LevelPlace, to: { personId: PersonId; at: string }): WriteItem {
  return outboxMail(table, {
    mailId: mailIdOf(place, to.personId, 'escalation'),
    personId: to.personId,
    at: to.at,
    template: 'approval-escalation',
    data: { ...place },
  });
}

export function delegationMail(
  table: Table,
  place: LevelPlace,
  moved: { from: PersonId; to: PersonId; at: string },
): WriteItem {
  return outboxMail(table, {
    mailId: mailIdOf(place, moved.to, `delegation-from-${moved.from}`),
    personId: moved.to,
    at: moved.at,
    template: 'approval-delegation',
    data: { ...place, fromPersonId: moved.from },
  });
}

/** A confirmation to the decider and, once the level is closed by it, word to those whose vote is needed no more. */
export function voteMails(table: Table, place: LevelPlace, { level, vote }: { level: LevelState; vote: Vote }) {
  const data = { ...place, word: vote.word, decidedBy: vote.byPersonId, at: vote.at };
  const confirmation = outboxMail(table, {
    mailId: mailIdOf(place, vote.byPersonId, 'confirmation'),
    personId: vote.byPersonId,
    at: vote.at,
    template: 'approval-confirmation',
    data,
  });
  if (level.status === 'open') return [confirmation];
  // awaitedPersons knows open levels only.
  const silent = awaitedPersons({ ...level, status: 'open' });
  const others = silent.map((personId) =>
    outboxMail(table, {
      mailId: mailIdOf(place, personId, 'decided'),
      personId,
      at: vote.at,
      template: 'approval-decided',
      data,
    }),
  );
  return [confirmation, ...others];
}
