import { useQuery } from '@tanstack/react-query';
import { COVERAGE, WORKER_TRAIL } from '../../../api/audit.ts';
import type { Coverage, WorkerName } from '../../../api/audit.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Topic } from '../../../components/topic.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { CoverMonths } from './cover-months.tsx';
import { Milestones } from './milestones.tsx';
import { Programmes } from './programmes.tsx';
import { WORKER_TEXTS } from './texts.ts';
import { WorkerTrail } from './worker-trail.tsx';

/** What one worker has had, and where the rupiah for it came from. The NIK goes in bodies only and is not kept. */
export function WorkerView({ worker }: { readonly worker: WorkerName }) {
  const t = useTexts(WORKER_TEXTS);
  const api = useApi();
  const coverage = useQuery({ ...readOf(api, COVERAGE, { body: worker }), gcTime: 0 });
  const trail = useQuery({ ...readOf(api, WORKER_TRAIL, { body: worker }), gcTime: 0 });
  const error = coverage.error ?? trail.error;
  if (error !== null) {
    return <FailureNotice error={error} onRetry={() => void Promise.all([coverage.refetch(), trail.refetch()])} />;
  }
  if (coverage.data === undefined || trail.data === undefined) return <Waiting label={t('loading')} lines={8} />;
  return (
    <>
      <Who coverage={coverage.data} />
      <CoverMonths coverage={coverage.data} />
      <Milestones coverage={coverage.data} />
      <WorkerTrail trail={trail.data} />
    </>
  );
}

function Who({ coverage }: { readonly coverage: Coverage }) {
  const t = useTexts(WORKER_TEXTS);
  const format = useFormat();
  const { nik, participant, coverFrom } = coverage;
  return (
    <Topic title={nik === undefined ? t('unnamed') : t('nik', { nik })}>
      {participant === undefined && coverFrom === undefined ? null : (
        <dl className="facts-line">
          {participant === undefined ? null : (
            <div>
              <dt>{t('participant')}</dt>
              <dd>{participant}</dd>
            </div>
          )}
          {coverFrom === undefined ? null : (
            <div>
              <dt>{t('coverFrom')}</dt>
              <dd>{format.date(coverFrom)}</dd>
            </div>
          )}
        </dl>
      )}
      <Programmes coverage={coverage} />
    </Topic>
  );
}
