import { useQuery } from '@tanstack/react-query';
import { PEOPLE } from '../../../api/administration.ts';
import type { PersonEntry } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';

/** Everybody, those included who have left: histories name them. */
export function usePeople() {
  return useQuery(readOf(useApi(), PEOPLE, {}));
}

/** Those who can be asked to decide. */
export function approversAmong(people: readonly PersonEntry[]): PersonEntry[] {
  return people.filter(({ roles, leftOn }) => leftOn === undefined && roles.includes('approver'));
}
