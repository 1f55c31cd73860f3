import { Button, Tag } from '@digdir/designsystemet-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lineStatusSchema } from '../../../../../domain/batch/lifecycle.ts';
import type { LineStatus } from '../../../../../domain/batch/lifecycle.ts';
import { useApi } from '../../../api/provider.tsx';
import { REPORT, REQUEST_ROWS } from '../../../api/requests.ts';
import type { RequestRow, RequestView } from '../../../api/requests.ts';
import { useMe } from '../../../auth/me.tsx';
import { Choice } from '../../../components/choice.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Nothing } from '../../../components/nothing.tsx';
import { useDownload } from '../../../components/use-download.ts';
import { Waiting } from '../../../components/waiting.tsx';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { PAYMENT_TEXTS } from './payment-texts.ts';
import { Section } from './section.tsx';
import { REQUEST_TEXTS } from './texts.ts';

const OUTCOMES = ['bad', 'refuse', 'warn', 'pass'] as const;
type Outcome = (typeof OUTCOMES)[number];
const COLOURS = { bad: 'danger', refuse: 'danger', warn: 'warning', pass: 'success' } as const;
const firstPage: string | undefined = undefined;

const isOutcome = (text: string): text is Outcome => OUTCOMES.some((one) => one === text);
const isLine = (text: string): text is LineStatus => lineStatusSchema.options.some((one) => one === text);

/** Where premiums of this request stand. */
const linesOf = ({ payment }: RequestView): LineStatus[] =>
  lineStatusSchema.options.filter((status) => (payment?.lines[status] ?? 0) > 0);

/** What became of each row, page by page, with its reasons. */
export function RowResults({ request }: { readonly request: RequestView }) {
  const t = useTexts(REQUEST_TEXTS);
  const paid = useTexts(PAYMENT_TEXTS);
  const [shown, setShown] = useState('');
  const { rows, error, refetch, hasNextPage, isFetching, fetchNextPage } = useRows(request, shown);
  return (
    <Section title={t('rows.title')}>
      <div className="filters">
        <Choice
          label={t('rows.show')}
          value={shown}
          options={[
            { value: '', label: t('rows.all') },
            ...OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) })),
            ...linesOf(request).map((value) => ({
              value,
              label: t('rows.bpjs', { answer: paid(`line.${value}`) }),
            })),
          ]}
          onChoose={setShown}
        />
        <Reports request={request} />
      </div>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {rows === undefined && error === null ? <Waiting label={t('rows.loading')} /> : null}
      {rows?.length === 0 && !hasNextPage ? <EmptyState title={t('rows.none')} next={t('rows.noneNext')} /> : null}
      {rows === undefined || rows.length === 0 ? null : <RowTable rows={rows} />}
      {hasNextPage ? (
        <Button className="more" variant="secondary" loading={isFetching} onClick={() => void fetchNextPage()}>
          {t('rows.more')}
        </Button>
      ) : null}
    </Section>
  );
}

/** Read anew when the revision gets on, because the check brings rows. */
function useRows({ requestId, revisionId, status }: RequestView, shown: string) {
  const api = useApi();
  const outcome = isOutcome(shown) ? shown : undefined;
  const line = isLine(shown) ? shown : undefined;
  const query = useInfiniteQuery({
    queryKey: [REQUEST_ROWS.path, requestId, revisionId, status, shown],
    queryFn: ({ pageParam, signal }) =>
      api.call(REQUEST_ROWS, { params: { requestId }, query: { outcome, line, cursor: pageParam } }, { signal }),
    initialPageParam: firstPage,
    getNextPageParam: ({ cursor }) => cursor,
  });
  return { ...query, rows: query.data?.pages.flatMap((page) => page.rows) };
}

const answerCell = (row: RequestRow) => <BpjsAnswer row={row} />;

/** Where the worker's premium stands, and what BPJS TK said of the worker. */
function BpjsAnswer({ row: { line, participant, answer } }: { readonly row: RequestRow }) {
  const t = useTexts(PAYMENT_TEXTS);
  if (line === undefined) return <Nothing />;
  return (
    <span>
      {t(`line.${line}`)}
      {participant === undefined ? null : <span className="below">{t('participant', { number: participant })}</span>}
      {answer === undefined ? null : <span className="below">{answer}</span>}
    </span>
  );
}

function RowTable({ rows }: { readonly rows: readonly RequestRow[] }) {
  const t = useTexts(REQUEST_TEXTS);
  const language = useLanguage();
  return (
    <DataTable
      caption={t('rows.title')}
      rows={rows}
      keyOf={({ row }) => String(row)}
      columns={[
        {
          header: t('rows.row'),
          cell: ({ row }) => (
            <>
              <span className="row-word">{t('rows.row')} </span>
              {row}
            </>
          ),
        },
        { header: t('rows.name'), cell: ({ name }) => name },
        { header: t('rows.nik'), cell: ({ nik }) => nik },
        {
          header: t('rows.outcome'),
          cell: ({ outcome }) => <Tag data-color={COLOURS[outcome]}>{t(`outcome.${outcome}`)}</Tag>,
        },
        {
          header: t('rows.reasons'),
          cell: ({ reasons }) =>
            reasons.length === 0 ? (
              <Nothing />
            ) : (
              <span className="reasons">
                {reasons.map(({ text }) => (
                  <span key={text.id}>{text[language]}</span>
                ))}
              </span>
            ),
        },
        ...(rows.some(({ line }) => line !== undefined) ? [{ header: 'BPJS TK', cell: answerCell }] : []),
      ]}
    />
  );
}

function Reports({ request: { requestId, summary } }: { readonly request: RequestView }) {
  const t = useTexts(REQUEST_TEXTS);
  const api = useApi();
  const isOfficer = useMe().roles.includes('officer');
  const { download, failure } = useDownload();
  const report = (kind: 'rows' | 'bad-rows') => () => api.call(REPORT, { params: { requestId }, query: { kind } });
  if (summary === undefined) return null;
  return (
    <>
      <Button variant="secondary" onClick={() => download(report('rows'))}>
        {t('rows.report')}
      </Button>
      {summary.badRows === 0 || !isOfficer ? null : (
        <Button variant="secondary" onClick={() => download(report('bad-rows'))}>
          {t('rows.badRows')}
        </Button>
      )}
      {failure === null ? null : <FailureNotice error={failure} />}
    </>
  );
}
