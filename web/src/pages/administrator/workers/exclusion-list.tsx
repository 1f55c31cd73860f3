import { Button } from '@digdir/designsystemet-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EXCLUSIONS } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { Loaded } from '../loaded.tsx';
import { usePeople } from '../people/use-people.ts';
import { Section } from '../section.tsx';
import { WORKER_TEXTS } from './texts.ts';

const firstPage: string | undefined = undefined;

/** Who is on the exclusion list, newest first, each NIK masked. */
export function ExclusionList() {
  const t = useTexts(WORKER_TEXTS);
  const format = useFormat();
  const api = useApi();
  const people = usePeople().data?.people ?? [];
  const query = useInfiniteQuery({
    queryKey: [EXCLUSIONS.path],
    queryFn: ({ pageParam, signal }) => api.call(EXCLUSIONS, { query: { cursor: pageParam } }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ cursor }) => cursor,
  });
  const nameOf = (id: string) => people.find(({ personId }) => personId === id)?.name ?? id;
  return (
    <Section title={t('list.title')}>
      <Loaded query={query}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.exclusions);
          return rows.length === 0 ? (
            <EmptyState title={t('list.none')} next={t('list.noneNext')} />
          ) : (
            <DataTable
              caption={t('list.title')}
              rows={rows}
              keyOf={({ nik, loadedAt }) => `${nik} ${loadedAt}`}
              columns={[
                { header: t('entry.nik'), cell: ({ nik }) => nik },
                { header: t('entry.reason'), cell: ({ reason }) => t(`reason.${reason}`) },
                { header: t('entry.since'), cell: ({ since }) => format.date(since) },
                {
                  header: t('list.loaded'),
                  cell: ({ loadedAt, loadedBy }) => (
                    <span>
                      {format.dateTime(loadedAt)}
                      <span className="below">{nameOf(loadedBy)}</span>
                    </span>
                  ),
                },
              ]}
            />
          );
        }}
      </Loaded>
      {query.hasNextPage ? (
        <Button
          className="more"
          variant="secondary"
          loading={query.isFetching}
          onClick={() => void query.fetchNextPage()}
        >
          {t('list.more')}
        </Button>
      ) : null}
    </Section>
  );
}
