import { Card, Heading, Tag } from '@digdir/designsystemet-react';
import { Link } from 'react-router';
import { PageTitle } from '../../../components/page-title.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { OVERVIEW_TEXTS } from './texts.ts';
import { useWaiting } from './use-waiting.ts';
import type { Topic, WatchedTopic } from './use-waiting.ts';

const PATHS: Readonly<Record<Topic, string>> = {
  changes: '/perubahan',
  people: '/administrasi/orang',
  policy: '/administrasi/kebijakan',
  allocations: '/administrasi/pagu',
  absence: '/administrasi/ketidakhadiran',
  calendar: '/administrasi/kalender',
  workers: '/administrasi/pengecualian',
  tariffs: '/administrasi/tarif',
  stuck: '/administrasi/penanganan',
};

const TOPICS: readonly Topic[] = [
  'changes',
  'stuck',
  'people',
  'absence',
  'policy',
  'allocations',
  'calendar',
  'workers',
  'tariffs',
];

/** Every part of the administration, each with what waits there for an administrator. */
export function OverviewPage() {
  const t = useTexts(OVERVIEW_TEXTS);
  const waiting = useWaiting();
  return (
    <>
      <PageTitle lead={t('page.lead')}>{t('page.title')}</PageTitle>
      <div className="cards">
        {TOPICS.map((topic) => (
          <Card key={topic} className="home-card">
            <Heading level={2} data-size="xs">
              <Link to={PATHS[topic]}>{t(`title.${topic}`)}</Link>
            </Heading>
            <p>{t(`about.${topic}`)}</p>
            <Waits topic={topic} count={waiting[topic]} />
          </Card>
        ))}
      </div>
    </>
  );
}

const WATCHED: readonly Topic[] = ['changes', 'stuck', 'people', 'tariffs'];
const isWatched = (topic: Topic): topic is WatchedTopic => WATCHED.includes(topic);

function Waits({ topic, count }: { readonly topic: Topic; readonly count: number | undefined }) {
  const t = useTexts(OVERVIEW_TEXTS);
  if (count === undefined || count === 0 || !isWatched(topic)) return null;
  return (
    <p className="waits">
      <Tag data-color="warning">{t(`waiting.${topic}`, { count })}</Tag>
    </p>
  );
}
