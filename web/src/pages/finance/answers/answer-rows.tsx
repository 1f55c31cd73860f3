import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ANSWER_ROWS } from '../../../api/answers.ts';
import type { AnswerCounts, AnswerRow } from '../../../api/answers.ts';
import { useApi } from '../../../api/provider.tsx';
import { Choice } from '../../../components/choice.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Pager } from '../../../components/pager.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { attentionIn } from './outcome-kinds.ts';
import { OutcomeTag } from './outcome-list.tsx';
import { ANSWERS_TEXTS } from './texts.ts';

interface AnswerRowsProps {
  readonly batchId: string;
  readonly sha256: string;
  /** Which reading of the file; another one has other rows. */
  readonly readingId: string | undefined;
  readonly counts: AnswerCounts;
}

type Only = 'all' | 'attention';

/** Every row of an answer file with what becomes of it, page by page; those to look at first, when there are any. */
export function AnswerRows({ batchId, sha256, readingId, counts }: AnswerRowsProps) {
  const t = useTexts(ANSWERS_TEXTS);
  const attention = attentionIn(counts);
  const [only, setOnly] = useState<Only>(attention > 0 ? 'attention' : 'all');
  const [page, setPage] = useState(0);
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: [ANSWER_ROWS.path, batchId, sha256, readingId, page, only],
    queryFn: ({ signal }) =>
      api.call(ANSWER_ROWS, { params: { batchId, sha256 }, query: { page: page + 1, only } }, { signal }),
  });
  return (
    <>
      <div className="filters">
        <Choice
          label={t('rows.show')}
          value={only}
          options={[
            { value: 'attention', label: t('rows.attention', { count: attention }) },
            { value: 'all', label: t('rows.all') },
          ]}
          onChoose={(value) => {
            setOnly(value === 'all' ? 'all' : 'attention');
            setPage(0);
          }}
        />
      </div>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Waiting label={t('rows.loading')} /> : null}
      {data?.rows.length === 0 ? <p className="quiet">{t('rows.nothing')}</p> : null}
      {data === undefined || data.rows.length === 0 ? null : <Rows rows={data.rows} />}
      {data === undefined ? null : <Pager page={page} pages={data.pages} onPage={setPage} />}
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly AnswerRow[] }) {
  const t = useTexts(ANSWERS_TEXTS);
  const format = useFormat();
  const language = useLanguage();
  return (
    <DataTable
      caption={t('rows.title')}
      rows={rows}
      keyOf={({ row }) => String(row)}
      columns={[
        { header: t('rows.row'), cell: ({ row }) => format.count(row) },
        { header: t('rows.nik'), cell: ({ nik }) => <span className="nik">{nik === '' ? '–' : nik}</span> },
        { header: t('rows.word'), cell: ({ word }) => <q className="said">{word}</q> },
        {
          header: t('rows.outcome'),
          cell: ({ outcome, text }) => (
            <span>
              <OutcomeTag outcome={outcome} />
              <span className="below">{text[language]}</span>
            </span>
          ),
        },
        { header: t('rows.cell'), cell: (row) => <DecidingCell {...row} /> },
      ]}
    />
  );
}

/** Heading and content of the cell that decided the outcome. */
function DecidingCell({ column, value }: Pick<AnswerRow, 'column' | 'value'>) {
  if (column === undefined) return <span className="quiet">–</span>;
  return (
    <span className="deciding">
      <span className="quiet">{column}:</span> {value ?? ''}
    </span>
  );
}
