import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { OFFICES, POLICY } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { Choice } from '../../../components/choice.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { BackLink } from '../back-link.tsx';
import { ButtonLink } from '../button-link.tsx';
import { Loaded } from '../loaded.tsx';
import { PendingNote } from '../pending-note.tsx';
import { Section } from '../section.tsx';
import { useTelling } from '../telling.ts';
import { ADMINISTRATOR_TEXTS } from '../texts.ts';
import { Chain } from './chain.tsx';
import { DryRunSection } from './dry-run-section.tsx';
import './policy.css';
import { POLICY_TEXTS } from './texts.ts';

/** Who decides what: the chain in force or an earlier one, and who would be asked for an amount. */
export function PolicyPage() {
  const t = useTexts(POLICY_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  const [search, setSearch] = useSearchParams();
  const wanted = Number(search.get('versi') ?? '');
  const api = useApi();
  const policy = useQuery(readOf(api, POLICY, { query: wanted > 0 ? { version: wanted } : {} }));
  const places = useQuery(readOf(api, OFFICES, {})).data;
  const tell = useTelling(policy.data?.names ?? {}, places);
  return (
    <>
      <BackLink to="/administrasi">{words('area')}</BackLink>
      <PageTitle
        lead={t('page.lead')}
        actions={<ButtonLink to="/administrasi/kebijakan/baru">{t('page.change')}</ButtonLink>}
      >
        {t('page.title')}
      </PageTitle>
      <PendingNote kinds={['policy']} />
      <div className="admin-parts">
        <Loaded query={policy} lines={6}>
          {(data) => (
            <Section title={t('chain.title', { name: data.policy.version })}>
              <div className="filters">
                <Choice
                  label={t('chain.version')}
                  value={String(data.version)}
                  options={Array.from({ length: data.inForce }, (_, index) => data.inForce - index).map((version) => ({
                    value: String(version),
                    label: version === data.inForce ? t('chain.inForce', { version }) : t('chain.earlier', { version }),
                  }))}
                  onChoose={(version) => setSearch({ versi: version })}
                />
              </div>
              <Chain levels={data.policy.levels} tell={tell} />
            </Section>
          )}
        </Loaded>
        <DryRunSection />
      </div>
    </>
  );
}
