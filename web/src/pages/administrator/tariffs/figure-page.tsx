import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { TARIFFS } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { PageTitle } from '../../../components/page-title.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { BackLink } from '../back-link.tsx';
import { TextField } from '../fields.tsx';
import { Loaded } from '../loaded.tsx';
import { ProposalForm } from '../proposal-form.tsx';
import { TARIFF_TEXTS } from './texts.ts';

const SHORTEST = 3;

/** Confirms a figure that is not certain, with the paper that settles it. */
export function FigurePage() {
  const t = useTexts(TARIFF_TEXTS);
  const { document = '', id = '' } = useParams();
  const [paper, setPaper] = useState('');
  const query = useQuery(readOf(useApi(), TARIFFS, {}));
  const kind = document === 'fundingSources' ? 'fundingSources' : 'tariffs';
  return (
    <>
      <BackLink to="/administrasi/tarif">{t('page.title')}</BackLink>
      <PageTitle lead={t('confirm.lead')}>{t('confirm.title', { id })}</PageTitle>
      <Loaded query={query}>
        {({ unsettled, fundingSources, bpu, bands, discounts, pu }) =>
          unsettled.includes(id) ? (
            <ProposalForm
              problems={{ paper: paper.trim().length < SHORTEST ? t('problem.paper') : undefined }}
              wish={() => ({ kind: 'figure', content: { document: kind, id, paper: paper.trim() } })}
            >
              {(problemAt) => (
                <>
                  <p className="section-lead">
                    {[...bpu, ...bands, ...discounts, ...pu].find((row) => row.id === id)?.source ??
                      fundingSources.find((row) => row.sourceId === id)?.source}
                  </p>
                  <TextField
                    label={t('confirm.paper')}
                    hint={t('confirm.paperHint')}
                    maxLength={300}
                    value={paper}
                    problem={problemAt('paper')}
                    onType={setPaper}
                  />
                </>
              )}
            </ProposalForm>
          ) : (
            <p>{t('confirm.settled')}</p>
          )
        }
      </Loaded>
    </>
  );
}
