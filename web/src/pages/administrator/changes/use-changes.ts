import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { CHANGES, OFFICES } from '../../../api/administration.ts';
import type { Change, Names } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';

const firstPage: string | undefined = undefined;

/** Changes page by page, newest first. */
export function useChanges(status: Change['status'] | undefined) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: [CHANGES.path, { status }],
    queryFn: ({ pageParam, signal }) => api.call(CHANGES, { query: { cursor: pageParam, status } }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ cursor }) => cursor,
  });
  const pages = query.data?.pages;
  const names: Names = Object.fromEntries(pages?.flatMap((page) => Object.entries(page.names)) ?? []);
  return { ...query, changes: pages?.flatMap((page) => page.changes), names };
}

/** Offices and places by name. */
export function usePlaces() {
  return useQuery(readOf(useApi(), OFFICES, {}));
}
