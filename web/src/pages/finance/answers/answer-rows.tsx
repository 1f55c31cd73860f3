import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ANSWER_ROWS } from '../../../api/answers.ts';
import type { AnswerCounts, AnswerRow } from '../../../api/answers.ts';
import { useApi } from '../../../api/provider.tsx';
import { Choice } from '../../../components/choice.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Nothing } from '../../../components/nothing.tsx';
import { Pager } from '../../../components/pager.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { decidedSince, waitsForDecision } from './decide/decisions.ts';
import { DECIDE_TEXTS } from './decide/texts.ts';
import { attentionIn, kindOf } from './outcome-kinds.ts';
import { OutcomeTag } from './outcome-list.tsx';
import { ANSWERS_TEXTS } from './texts.ts';

interface AnswerRowsProps {
  readonly batchId: string;
  readonly sha256: string;
  /** Which reading of the file; another one has other rows. */
  readonly readingId: string | undefined;
  readonly counts: AnswerCounts;
  /** Held rows can be ticked, to be decided. */
  readonly pick?: RowPick | undefined;
}

export interface RowPick {
  readonly chosen: readonly AnswerRow[];
  readonly toggle: (row: AnswerRow) => void;
}

type Only = 'all' | 'attention';

/** Every row of an answer file with what becomes of it, page by page; those to look at first, when there are any. */
export function AnswerRows({ batchId, sha256, readingId, counts, pick }: AnswerRowsProps) {
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
      {pick !== undefined && data?.rows.some(waitsForDecision) === true ? <PickHint /> : null}
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Waiting label={t('rows.loading')} /> : null}
      {data?.rows.length === 0 ? <p className="quiet">{t('rows.nothing')}</p> : null}
      {data === undefined || data.rows.length === 0 ? null : <Rows rows={data.rows} pick={pick} />}
      {data === undefined ? null : <Pager page={page} pages={data.pages} onPage={setPage} />}
    </>
  );
}

function PickHint() {
  const t = useTexts(DECIDE_TEXTS);
  return <p>{t('pick.hint')}</p>;
}

function Rows({ rows, pick }: { readonly rows: readonly AnswerRow[] } & Pick<AnswerRowsProps, 'pick'>) {
  const t = useTexts(ANSWERS_TEXTS);
  return (
    <DataTable
      caption={t('rows.title')}
      rows={rows}
      keyOf={({ row }) => String(row)}
      columns={[
        { header: t('rows.row'), cell: (row) => <RowName row={row} pick={pick} /> },
        { header: t('rows.nik'), cell: (row) => <Worker {...row} /> },
        { header: t('rows.word'), cell: ({ word }) => <q className="said">{word}</q> },
        {
          header: t('rows.outcome'),
          cell: (row) => (
            <span>
              <OutcomeTag outcome={row.outcome} />
              <Sentence row={row} />
              <Since row={row} />
            </span>
          ),
        },
        { header: t('rows.cell'), cell: (row) => <DecidingCell {...row} /> },
      ]}
    />
  );
}

/** The row's number, with a box to tick while the row waits for a decision. */
function RowName({ row, pick }: { readonly row: AnswerRow } & Pick<AnswerRowsProps, 'pick'>) {
  const t = useTexts(DECIDE_TEXTS);
  const format = useFormat();
  const number = format.count(row.row);
  const name = (
    <span>
      <span className="row-word">{t('row')} </span>
      {number}
    </span>
  );
  if (pick === undefined || !waitsForDecision(row)) return name;
  return (
    <label className="pick">
      <input
        type="checkbox"
        aria-label={t('pick', { row: number })}
        checked={pick.chosen.some((one) => one.row === row.row)}
        onChange={() => pick.toggle(row)}
      />
      {name}
    </label>
  );
}

/** By masked NIK, or by the number of the line where the file has no NIK. */
function Worker({ nik, lines: [line] }: AnswerRow) {
  if (nik === '' && line !== undefined) return <code className="nik">{line.lineId}</code>;
  return <span className="nik">{nik === '' ? '–' : nik}</span>;
}

/** What the outcome means, where the tag has not said it all. */
function Sentence({ row: { outcome, text } }: { readonly row: AnswerRow }) {
  const t = useTexts(ANSWERS_TEXTS);
  const sentence = text[useLanguage()];
  return sentence === `${t(`kind.${kindOf(outcome)}`)}.` ? null : <span className="below">{sentence}</span>;
}

/** What a held row has come to, by a later file or by a decision. */
function Since({ row }: { readonly row: AnswerRow }) {
  const t = useTexts(DECIDE_TEXTS);
  const status = decidedSince(row);
  if (status === undefined) return null;
  return <span className="below since">{t(`since.${status}`)}</span>;
}

/** Heading and content of the cell that decided the outcome. */
function DecidingCell({ column, value }: Pick<AnswerRow, 'column' | 'value'>) {
  if (column === undefined) return <Nothing />;
  return (
    <span className="deciding">
      <span className="quiet">{column}:</span> {value ?? ''}
    </span>
  );
}
