import { useQuery } from '@tanstack/react-query';
import { PEOPLE } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';

/** Everybody in force. */
export function usePeople() {
  return useQuery(readOf(useApi(), PEOPLE, {}));
}
