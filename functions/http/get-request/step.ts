import type { LevelState } from '../../../domain/approval/level.ts';
import { awaitedPersons } from '../../../domain/approval/timers.ts';
import type { RequestId } from '../../../domain/identity/ids.ts';
import { nextStepOf } from '../../../domain/request/next-step.ts';
import { readEvents } from '../../adapters/dynamodb/audit-log.ts';
import { revisionKey } from '../../adapters/dynamodb/keys.ts';
import { readLevels } from '../../adapters/dynamodb/level-store.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import { readMailTroubles } from '../../adapters/dynamodb/mail-trouble.ts';
import { namesOf } from '../../adapters/dynamodb/person-store.ts';
import { earlierRevisions, visibleRevision } from '../../adapters/dynamodb/request-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { listEntry } from '../list-requests/step.ts';
import type { GetRequestOutput } from './contract.ts';
import { paymentOf } from './payment.ts';

export async function getRequest(
  { params, caller }: { params: { requestId: RequestId }; caller: Person },
  { table }: { table: Table },
): Promise<GetRequestOutput> {
  const head = await visibleRevision(table, params.requestId, caller);
  const [levels, timeline, earlier, payment, entry] = await Promise.all([
    readLevels(table, head.revisionId),
    Array.fromAsync(readEvents(table, revisionKey(head.revisionId).pk)),
    earlierRevisions(table, head),
    paymentOf(table, head),
    listEntry(table, head),
  ]);

  const views = levels.map(levelView);
  const troubles = await readMailTroubles(table, levels.flatMap(awaitedPersons));
  return {
    ...entry,
    skNumber: head.header.skNumber,
    pksNumber: head.header.pksNumber,
    programmes: head.header.programmes,
    contentHash: head.contentHash,
    outcome: head.outcome,
    summary: head.summary,
    removedWorkers: head.removal?.workers,
    needsAdministrator: head.needsAdministrator === true,
    levels: views,
    unreachable: [...troubles].map(([personId, trouble]) => ({ personId, ...trouble })),
    timeline: timeline.map(({ at, type, by, data }) => ({ at, type, by, data })),
    payment,
    next: nextStepOf({ status: head.status, needsAdministrator: head.needsAdministrator === true, payment }),
    officerId: head.officerId,
    roster: head.roster,
    papers: head.papers,
    earlier: earlier.map(({ revisionId, number, status, submittedAt, outcome }) => ({
      revisionId,
      number,
      status,
      submittedAt,
      outcome,
    })),
    people: await namesOf(table, [head.officerId, ...timeline.map(({ by }) => by), ...views.flatMap(peopleOf)]),
  };
}

const peopleOf = ({ votes, waitingFor }: GetRequestOutput['levels'][number]): string[] => [
  ...votes.map(({ personId }) => personId),
  ...waitingFor,
];

function levelView(level: LevelState): GetRequestOutput['levels'][number] {
  const votes = level.seats.flatMap(({ vote }) =>
    vote === undefined ? [] : [{ personId: vote.byPersonId, word: vote.word, at: vote.at, reason: vote.reason }],
  );
  const silent = level.seats.filter((seat) => seat.vote === undefined).map((seat) => seat.personId);
  return {
    level: level.number,
    title: level.title,
    status: level.status,
    expireAt: level.expireAt,
    votes,
    waitingFor: level.status === 'open' ? silent : [],
  };
}
