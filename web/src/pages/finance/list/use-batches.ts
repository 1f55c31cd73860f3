import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import * as z from 'zod';
import { batchStatusSchema } from '../../../../../domain/batch/lifecycle.ts';
import { BATCHES } from '../../../api/batches.ts';
import { useApi } from '../../../api/provider.tsx';

export const batchFilterSchema = z.enum(['unfinished', ...batchStatusSchema.options]);
type BatchFilter = z.infer<typeof batchFilterSchema>;

/** The status asked for stands in the address; an empty text takes it away. */
export function useBatchFilter(): { filter: BatchFilter | undefined; choose: (value: string) => void } {
  const [search, setSearch] = useSearchParams();
  return {
    filter: batchFilterSchema.safeParse(search.get('status')).data,
    choose: (value) => setSearch(value === '' ? {} : { status: value }),
  };
}

const firstPage: string | undefined = undefined;

/** Batches page by page, newest first. A page that the filter left empty is followed by the next one by itself. */
export function useBatches(filter: BatchFilter | undefined) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: [BATCHES.path, { status: filter }],
    queryFn: ({ pageParam, signal }) => api.call(BATCHES, { query: { cursor: pageParam, status: filter } }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ cursor }) => cursor,
  });
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const batches = data?.pages.flatMap((page) => page.batches);
  const mustGoOn = batches?.length === 0 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (mustGoOn) void fetchNextPage();
  }, [mustGoOn, fetchNextPage]);
  return { ...query, batches };
}
