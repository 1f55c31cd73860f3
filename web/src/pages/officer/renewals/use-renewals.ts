import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/provider.tsx';
import { RENEWALS } from '../../../api/renewals.ts';
import { useMe } from '../../../auth/me.tsx';
import { listDrafts } from '../../../drafts/draft-store.ts';
import type { Draft } from '../../../drafts/draft.ts';

const firstPage: string | undefined = undefined;

/** The office's renewals page by page, newest first, with the person's drafts of them by the revision that ends. */
export function useRenewals() {
  const api = useApi();
  const { personId } = useMe();
  const query = useInfiniteQuery({
    queryKey: [RENEWALS.path],
    queryFn: ({ pageParam, signal }) => api.call(RENEWALS, { query: { cursor: pageParam } }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ cursor }) => cursor,
    // The form that was opened from here may just have been sent.
    staleTime: 0,
  });
  const { data: drafts } = useQuery({
    queryKey: ['drafts', personId, 'renewals'],
    queryFn: async () => draftsByRenewal(await listDrafts(personId)),
    staleTime: 0,
    // A device that keeps nothing has no drafts; whoever begins one is told.
    retry: false,
  });
  return { ...query, renewals: query.data?.pages.flatMap((page) => page.renewals), drafts: drafts ?? NO_DRAFTS };
}

const NO_DRAFTS: ReadonlyMap<string, Draft> = new Map();

function draftsByRenewal(drafts: readonly Draft[]): ReadonlyMap<string, Draft> {
  return new Map(
    drafts.flatMap((draft) =>
      draft.renews === undefined || draft.sentAs !== undefined ? [] : [[draft.renews, draft] as const],
    ),
  );
}
