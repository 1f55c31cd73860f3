import { useLocation } from 'react-router';
import * as z from 'zod';
import { EmptyState } from '../../../components/empty-state.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../auditor.css';
import { Link } from 'react-router';
import { WORKER_TEXTS } from './texts.ts';
import { WorkerView } from './worker-view.tsx';

/** Handed over beside the address, which ends up in logs. */
const handedSchema = z.object({ worker: z.string() });

/** One worker as a trail's row names one, without anybody having to know the NIK. */
export function WorkerPage() {
  const t = useTexts(WORKER_TEXTS);
  const handed = handedSchema.safeParse(useLocation().state).data;
  return (
    <>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      {handed === undefined ? (
        <EmptyState title={t('nobody')} next={t('nobodyNext')} action={<Link to="/telusur">{t('toSearch')}</Link>} />
      ) : (
        <div className="topics">
          <WorkerView key={handed.worker} worker={handed} />
        </div>
      )}
    </>
  );
}
