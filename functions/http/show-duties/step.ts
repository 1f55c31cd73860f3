import { levelsNaming } from '../../../domain/approval/policy.ts';
import { awaitedPersons } from '../../../domain/approval/timers.ts';
import type { PersonId } from '../../../domain/identity/ids.ts';
import { readDocuments } from '../../administration/documents.ts';
import { readDelegations } from '../../adapters/dynamodb/absence-store.ts';
import { revisionKey } from '../../adapters/dynamodb/keys.ts';
import { openLevels } from '../../adapters/dynamodb/level-store.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ShowDutiesOutput } from './contract.ts';

export interface ShowDutiesDeps {
  readonly table: Table;
  readonly now: () => Date;
}

/** What rests on a person: in the policy in force, in what waits now, and in others' absences. */
export async function showDuties(
  { params: { personId } }: { params: { personId: PersonId } },
  { table, now }: ShowDutiesDeps,
): Promise<ShowDutiesOutput> {
  const { policy, people } = (await readDocuments(table)).configuration;
  const nameOf = (id: PersonId): string => people.find((one) => one.personId === id)?.name ?? id;
  const standIns = (await readDelegations(table, now().toISOString())).filter((one) => one.toPersonId === personId);
  return {
    policyLevels: levelsNaming(policy, personId).map(({ level: { id, title }, as, isOnly }) => ({
      levelId: id,
      title,
      as,
      isOnly,
    })),
    openLevels: await waitingFor(personId, table),
    standsInFor: standIns.map(({ fromPersonId, until }) => ({
      personId: fromPersonId,
      name: nameOf(fromPersonId),
      until,
    })),
  };
}

async function waitingFor(personId: PersonId, table: Table): Promise<ShowDutiesOutput['openLevels']> {
  const levels = (await Array.fromAsync(openLevels(table))).filter((level) => awaitedPersons(level).includes(personId));
  const found = levels.map(async ({ revisionId, title, expireAt }) => {
    const head = await readItem(table, revisionKey(revisionId), revisionHeadSchema);
    // The list lags behind; the head tells whether anything is still asked.
    if (head?.status !== 'approving') return [];
    return [{ requestId: head.requestId, title: head.header.title, levelTitle: title, expireAt }];
  });
  return (await Promise.all(found)).flat();
}
