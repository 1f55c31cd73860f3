import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { ANSWER_ROWS, ANSWERS } from '../../../../api/answers.ts';
import { BATCH, BATCHES } from '../../../../api/batches.ts';
import { useApi } from '../../../../api/provider.tsx';
import { readOf } from '../../../../api/queries.ts';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { useLanguage } from '../../../../i18n/language.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import { useAnnounce } from '../../../../shell/announcer.tsx';
import { DECIDE_TEXTS } from './texts.ts';

const LOOK_AGAIN_MS = 1_000;

interface DecisionStateProps {
  readonly batchId: string;
  /** Of the decisions that were sent. */
  readonly sha256: string;
}

/** How far the decisions are that were just sent; once they are applied, what the page shows is read anew. */
export function DecisionState({ batchId, sha256 }: DecisionStateProps) {
  const t = useTexts(DECIDE_TEXTS);
  const language = useLanguage();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    ...readOf(useApi(), ANSWERS, { params: { batchId, sha256 } }),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.status === 'stored' ? LOOK_AGAIN_MS : false,
  });
  const status = data?.status ?? 'stored';
  const told = useRef('stored');
  useEffect(() => {
    if (status === told.current) return;
    told.current = status;
    if (status === 'applied') announce(t('done'));
    for (const { path } of [ANSWER_ROWS, BATCH, BATCHES]) void queries.invalidateQueries({ queryKey: [path] });
  }, [status, announce, t, queries]);
  if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (status === 'stored') {
    return (
      <div className="checking" role="status">
        <progress aria-label={t('under.way')} />
        <span>{t('under.way')}</span>
      </div>
    );
  }
  return (
    <Alert data-color={status === 'applied' ? 'success' : 'danger'}>
      <Paragraph>
        <strong>{status === 'applied' ? t('done') : data?.problem?.[language]}</strong>
      </Paragraph>
      <Paragraph className="actions">
        <Link to={`/batch/${batchId}/jawaban/${sha256}`}>{t('done.see')}</Link>
        <Link to={`/batch/${batchId}`}>{t('done.batch')}</Link>
      </Paragraph>
    </Alert>
  );
}
