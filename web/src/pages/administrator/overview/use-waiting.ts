import { useQuery } from '@tanstack/react-query';
import { CHANGES, PEOPLE } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';

/** Topics in which something may wait for an administrator. */
export type WatchedTopic = 'changes' | 'people';
export type Topic = WatchedTopic | 'policy' | 'allocations';

/** How many things of each topic ask for an administrator; nothing until it is known. */
export function useWaiting(): Readonly<Partial<Record<Topic, number>>> {
  const api = useApi();
  const changes = useQuery(readOf(api, CHANGES, { query: { status: 'pending' } })).data?.changes;
  const people = useQuery(readOf(api, PEOPLE, {})).data?.people;
  const troubled = people?.filter(({ mailTrouble, pin }) => mailTrouble !== undefined || pin === 'locked');
  return {
    ...(changes !== undefined && { changes: changes.length }),
    ...(troubled !== undefined && { people: troubled.length }),
  };
}
