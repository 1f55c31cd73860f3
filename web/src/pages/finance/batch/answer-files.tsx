import { Tag } from '@digdir/designsystemet-react';
import { Link } from 'react-router';
import { ANSWER_TEXTS } from '../../../../../domain/payment/answer-texts.ts';
import { ANSWER_OUTCOMES } from '../../../../../domain/payment/answer-verdict.ts';
import type { Batch } from '../../../api/batches.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Nothing } from '../../../components/nothing.tsx';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { Panel } from '../panel.tsx';
import { BATCH_TEXTS } from './texts.ts';
import { FINANCE_TEXTS } from '../texts.ts';

const COLOURS = { stored: 'info', applied: 'success', refused: 'danger' } as const;

/** The files in which BPJS TK answered, and what became of their rows. */
export function AnswerFiles({ batch: { batchId, answers, people } }: { readonly batch: Batch }) {
  const t = useTexts(BATCH_TEXTS);
  const shared = useTexts(FINANCE_TEXTS);
  const format = useFormat();
  if (answers.length === 0) {
    return (
      <Panel title={t('answers.title')}>
        <EmptyState title={t('answers.none')} next={t('answers.noneNext')} />
      </Panel>
    );
  }
  return (
    <Panel title={t('answers.title')}>
      <DataTable
        caption={t('answers.title')}
        rows={answers}
        keyOf={({ sha256 }) => sha256}
        columns={[
          {
            header: t('answers.file'),
            cell: ({ fileName, sha256 }) => <Link to={`/batch/${batchId}/jawaban/${sha256}`}>{fileName}</Link>,
          },
          {
            header: shared('list.status'),
            cell: ({ status }) => <Tag data-color={COLOURS[status]}>{t(`answers.${status}`)}</Tag>,
          },
          { header: t('answers.rows'), cell: ({ counts }) => <Counts counts={counts} /> },
          {
            header: t('answers.uploaded'),
            cell: ({ at, by }) => (
              <span>
                {format.dateTime(at)}
                <span className="below">{people[by] ?? by}</span>
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Counts({ counts = {} }: { readonly counts: Batch['answers'][number]['counts'] }) {
  const format = useFormat();
  const language = useLanguage();
  const present = ANSWER_OUTCOMES.flatMap((outcome) => {
    const count = counts[outcome];
    return count === undefined || count === 0 ? [] : [{ outcome, count }];
  });
  if (present.length === 0) return <Nothing />;
  return (
    <ul className="answer-counts">
      {present.map(({ outcome, count }) => (
        <li key={outcome}>
          <strong>{format.count(count)}</strong> {ANSWER_TEXTS[outcome][language]}
        </li>
      ))}
    </ul>
  );
}
