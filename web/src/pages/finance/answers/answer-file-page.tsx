import { Alert, Button, Paragraph, Tag } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { ANSWERS } from '../../../api/answers.ts';
import type { AnswerFile } from '../../../api/answers.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useDownload } from '../../../components/use-download.ts';
import { HistoryLink } from '../../../components/history-link.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import '../finance.css';
import { Panel } from '../panel.tsx';
import './answers.css';
import { RowsAndDecisions } from './decide/rows-and-decisions.tsx';
import { OutcomeList } from './outcome-list.tsx';
import { ANSWERS_TEXTS } from './texts.ts';

const WHILE_IT_IS_APPLIED = 1_500;
const COLOURS = { stored: 'info', applied: 'success', refused: 'danger' } as const;

/** One answer file that was handed in: what became of it and of each of its rows. */
export function AnswerFilePage() {
  const t = useTexts(ANSWERS_TEXTS);
  const { batchId = '', sha256 = '' } = useParams();
  const { data, error, refetch } = useQuery({
    ...readOf(useApi(), ANSWERS, { params: { batchId, sha256 } }),
    refetchInterval: ({ state }) => (state.data?.status === 'stored' ? WHILE_IT_IS_APPLIED : false),
  });
  const ways = (
    <>
      <Link to={`/batch/${batchId}`}>{t('import.back', { batchId })}</Link>
      <HistoryLink kind="batch" id={batchId} about={batchId} />
    </>
  );
  return (
    <>
      <PageTitle lead={t('file.lead')} actions={ways}>
        {data?.fileName ?? t('file.title')}
      </PageTitle>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Waiting label={t('file.loading')} lines={6} /> : null}
      {/* Another file is another page: no ticks and no filter go with it. */}
      {data === undefined ? null : <Loaded key={sha256} file={data} />}
    </>
  );
}

function Loaded({ file }: { readonly file: AnswerFile }) {
  const t = useTexts(ANSWERS_TEXTS);
  const language = useLanguage();
  const format = useFormat();
  const { sha256, status, at, counts, problem } = file;
  return (
    <div className="batch">
      <dl className="batch-facts">
        <div>
          <dt>{t('file.status')}</dt>
          <dd>
            <Tag data-color={COLOURS[status]}>{t(`file.${status}`)}</Tag>
          </dd>
        </div>
        <div>
          <dt>{t('file.at')}</dt>
          <dd>{format.dateTime(at)}</dd>
        </div>
        <div>
          <dt>SHA-256</dt>
          <dd>
            <code className="sum">{sha256}</code>
          </dd>
        </div>
      </dl>
      {problem === undefined ? null : (
        <Alert data-color="danger">
          <Paragraph>
            <strong>{t('refused.title')}</strong>
          </Paragraph>
          <Paragraph>{problem[language]}</Paragraph>
        </Alert>
      )}
      {counts === undefined ? null : (
        <>
          <Panel title={t('counts.title')}>
            <OutcomeList counts={counts} />
            <Report file={file} />
          </Panel>
          <RowsAndDecisions file={file} counts={counts} />
        </>
      )}
    </div>
  );
}

/** Every row as CSV. */
function Report({ file: { batchId, sha256, report } }: { readonly file: AnswerFile }) {
  const t = useTexts(ANSWERS_TEXTS);
  const api = useApi();
  const { download, isAsking, failure } = useDownload();
  const ask = async () => (await api.call(ANSWERS, { params: { batchId, sha256 } })).report;
  if (report === undefined) return null;
  return (
    <div className="actions">
      <Button variant="secondary" data-size="sm" loading={isAsking} onClick={() => download(ask)}>
        {t('file.report')}
      </Button>
      {failure === null ? null : <FailureNotice error={failure} />}
    </div>
  );
}
