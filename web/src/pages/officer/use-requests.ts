import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useApi } from '../../api/provider.tsx';
import { REQUESTS } from '../../api/request-list.ts';

const firstPage: string | undefined = undefined;

/** Requests page by page, newest first; with `all` the following pages come by themselves, because a filter needs them. */
export function useRequests({ all }: { readonly all: boolean }) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: [REQUESTS.path],
    queryFn: ({ pageParam, signal }) => api.call(REQUESTS, { query: { cursor: pageParam } }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ cursor }) => cursor,
  });
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    if (all && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [all, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  return { ...query, requests: query.data?.pages.flatMap((page) => page.requests) };
}
