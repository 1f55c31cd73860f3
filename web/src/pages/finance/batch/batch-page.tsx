import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useParams } from 'react-router';
import { BATCH } from '../../../api/batches.ts';
import type { Batch } from '../../../api/batches.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { HistoryLink } from '../../../components/history-link.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { Amounts } from './amounts.tsx';
import { AnswerFiles } from './answer-files.tsx';
import { isCarrying } from '../carrying.ts';
import { DueDate } from '../due-date.tsx';
import { BatchFiles } from './batch-files.tsx';
import { BatchStatusTag } from '../batch-status.tsx';
import '../finance.css';
import { NextStep } from './next-step.tsx';
import { OpenLines } from './open-lines.tsx';
import { isSettling } from '../settling.ts';
import { Steps } from './steps.tsx';
import { BATCH_TEXTS } from './texts.ts';
import { FINANCE_TEXTS } from '../texts.ts';
import { Timeline } from '../history/timeline.tsx';

/** A batch has facts only late in its life. */
const EnteredFacts = lazy(() =>
  import('../facts/entered-facts.tsx').then(({ EnteredFacts: part }) => ({ default: part })),
);

const WHILE_IT_MOVES = 3000;
/** Sooner than the addresses of the files end. */
const OTHERWISE = 600_000;

const isMoving = (batch: Batch | undefined): boolean =>
  batch !== undefined &&
  (batch.next.turn === 'system' || batch.applying !== undefined || isSettling(batch) || isCarrying(batch));

/** One payment batch: where it stands, what to do next, its money, files, answers and history. */
export function BatchPage() {
  const t = useTexts(BATCH_TEXTS);
  const { batchId = '' } = useParams();
  const { data, error, refetch } = useQuery({
    ...readOf(useApi(), BATCH, { params: { batchId } }),
    refetchInterval: ({ state }) => (isMoving(state.data) ? WHILE_IT_MOVES : OTHERWISE),
  });
  return (
    <>
      <PageTitle actions={<HistoryLink kind="batch" id={batchId} about={batchId} />}>
        {t('batch.title', { batchId })}
      </PageTitle>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Waiting label={t('batch.loading')} lines={8} /> : null}
      {data === undefined ? null : <Parts batch={data} />}
    </>
  );
}

function Parts({ batch }: { readonly batch: Batch }) {
  return (
    <div className="batch">
      <Facts batch={batch} />
      <Steps status={batch.status} />
      <NextStep batch={batch} />
      <OpenLines batch={batch} />
      <Amounts batch={batch} />
      {batch.facts === undefined ? null : (
        <Suspense fallback={null}>
          <EnteredFacts batch={batch} />
        </Suspense>
      )}
      <BatchFiles batch={batch} />
      <AnswerFiles batch={batch} />
      <Timeline batch={batch} />
    </div>
  );
}

function Facts({ batch }: { readonly batch: Batch }) {
  const t = useTexts(FINANCE_TEXTS);
  const format = useFormat();
  return (
    <dl className="batch-facts">
      <div>
        <dt>{t('list.status')}</dt>
        <dd>
          <BatchStatusTag {...batch} />
        </dd>
      </div>
      <div>
        <dt>{t('list.due')}</dt>
        <dd>
          <DueDate {...batch} />
        </dd>
      </div>
      <div>
        <dt>{t('list.period')}</dt>
        <dd>{format.period(batch.firstMonth, batch.months)}</dd>
      </div>
      <div>
        <dt>{t('list.source')}</dt>
        <dd>{batch.sourceId}</dd>
      </div>
    </dl>
  );
}
