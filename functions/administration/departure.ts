import { levelsNaming } from '../../domain/approval/policy.ts';
import { startOfLocalDate } from '../../domain/calendar/local-date.ts';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { hasRole, isInOffice } from '../../domain/configuration/people.ts';
import type { Person } from '../../domain/configuration/people.ts';
import { deleteDelegation, readDelegations } from '../adapters/dynamodb/absence-store.ts';
import type { WriteItem } from '../adapters/dynamodb/transact.ts';
import { refuse } from './plan.ts';
import type { Planning } from './plan.ts';

/** A change needs two administrators, so fewer than two could change nothing any more, not even that. */
const FEWEST_ADMINISTRATORS = 2;

export interface Departure {
  readonly notBefore: string;
  /** The absences for which the person stands in; they end with the departure. */
  readonly endedStandIns: readonly { fromPersonId: string; until: string }[];
  readonly writes: readonly WriteItem[];
}

/**
 * What goes with a person who leaves. Levels that wait stay where they are, silent: an administrator gives the seat to
 * somebody else, because a quorum that shrinks by itself would decide with fewer people than the policy asks for.
 * @throws RefusedError while the policy in force names the person
 */
export async function planDeparture(
  person: Person & { readonly leftOn: string },
  { policy, regency }: Configuration,
  { table, at }: Planning,
): Promise<Departure> {
  const named = levelsNaming(policy, person.personId).map(({ level }) => level.title);
  if (named.length > 0) {
    throw refuse(
      'still-in-policy',
      {
        id: `${person.name} masih disebut dalam kebijakan persetujuan (${named.map(({ id }) => id).join(', ')}). Ubah kebijakan itu lebih dahulu.`,
        en: `${person.name} is still named in the approval policy (${named.map(({ en }) => en).join(', ')}). Change the policy first.`,
      },
      'body.content.leftOn',
    );
  }
  const standIns = (await readDelegations(table, at)).filter((one) => one.toPersonId === person.personId);
  return {
    notBefore: startOfLocalDate(person.leftOn, regency.utcOffsetMinutes),
    endedStandIns: standIns.map(({ fromPersonId, until }) => ({ fromPersonId, until })),
    writes: standIns.map((one) => deleteDelegation(table, one)),
  };
}

/** @throws RefusedError when somebody leaves, or loses the role, without whom nobody could confirm a change */
export function requireAdministrators(before: readonly Person[], after: readonly Person[]): void {
  const count = (people: readonly Person[]): number => people.filter((one) => hasRole(one, 'administrator')).length;
  if (count(after) >= FEWEST_ADMINISTRATORS || count(after) >= count(before)) return;
  throw refuse('too-few-administrators', {
    id: 'Sesudahnya tinggal satu administrator, padahal setiap perubahan butuh dua. Tambahkan administrator lain lebih dahulu.',
    en: 'Only one administrator would be left, and every change needs two. Add another administrator first.',
  });
}

export function leaves(before: Person | null, after: Person): after is Person & { readonly leftOn: string } {
  return !isInOffice(after) && before?.leftOn !== after.leftOn;
}
