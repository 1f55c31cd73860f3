import { useQuery } from '@tanstack/react-query';
import { CHANGES } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { ChangeCard } from '../changes/change-card.tsx';
import { usePlaces } from '../changes/use-changes.ts';
import { Section } from '../section.tsx';
import { ABSENCE_TEXTS } from './texts.ts';

/** Absences that approvers have asked for by their link, and what administrators have proposed. */
export function Asked() {
  const t = useTexts(ABSENCE_TEXTS);
  const { data } = useQuery(readOf(useApi(), CHANGES, { query: { status: 'pending' } }));
  const { data: places } = usePlaces();
  const asked = data?.changes.filter(({ kind }) => kind === 'delegation' || kind === 'freeze') ?? [];
  if (data === undefined || asked.length === 0) return null;
  return (
    <Section title={t('asked.title')}>
      <ul className="changes">
        {asked.map((change) => (
          <ChangeCard key={change.changeId} change={change} names={data.names} places={places} level={3} />
        ))}
      </ul>
    </Section>
  );
}
