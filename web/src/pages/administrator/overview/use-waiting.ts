import { useQuery } from '@tanstack/react-query';
import { CHANGES, PEOPLE, TARIFFS } from '../../../api/administration.ts';
import { BATCHES } from '../../../api/batches.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { REQUESTS } from '../../../api/request-list.ts';

/** Topics in which something may wait for an administrator. */
export type WatchedTopic = 'changes' | 'stuck' | 'people' | 'tariffs';
export type Topic = WatchedTopic | 'absence' | 'policy' | 'allocations' | 'calendar' | 'workers';

/** How many things of each topic ask for an administrator; nothing until it is known. */
export function useWaiting(): Readonly<Partial<Record<Topic, number>>> {
  const api = useApi();
  const changes = useQuery(readOf(api, CHANGES, { query: { status: 'pending' } })).data?.changes;
  const people = useQuery(readOf(api, PEOPLE, {})).data?.people;
  const unsettled = useQuery(readOf(api, TARIFFS, {})).data?.unsettled;
  const requests = useQuery(readOf(api, REQUESTS, { query: { stuck: 'true' } })).data?.requests;
  const batches = useQuery(readOf(api, BATCHES, { query: { stuck: 'true' } })).data?.batches;
  const troubled = people?.filter(
    ({ mailTrouble, pin, leftOn }) => leftOn === undefined && (mailTrouble !== undefined || pin === 'locked'),
  );
  return {
    ...(changes !== undefined && { changes: changes.length }),
    ...(troubled !== undefined && { people: troubled.length }),
    ...(unsettled !== undefined && { tariffs: unsettled.length }),
    ...(requests !== undefined && batches !== undefined && { stuck: requests.length + batches.length }),
  };
}
