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
import { ADMINISTRATOR_TEXTS } from '../texts.ts';
import { TARIFF_TEXTS } from './texts.ts';
import { GROUPS, NO_SPAN, useFigures } from './use-figures.ts';
import type { Figure } from './use-figures.ts';

const SHORTEST = 3;
const FACTS = ['name', 'value', 'span', 'source', 'certainty'] as const;

/** Confirms a figure that is not certain, with the paper that settles it. */
export function FigurePage() {
  const t = useTexts(TARIFF_TEXTS);
  const { id = '' } = useParams();
  const query = useQuery(readOf(useApi(), TARIFFS, {}));
  const figuresOf = useFigures();
  return (
    <>
      <BackLink to="/administrasi/tarif">{t('page.title')}</BackLink>
      <PageTitle lead={t('confirm.lead')}>{t('confirm.title')}</PageTitle>
      <Loaded query={query}>
        {(tariffs) => {
          const figure = GROUPS.flatMap((group) => figuresOf(tariffs, group)).find((one) => one.id === id);
          return figure === undefined || !tariffs.unsettled.includes(id) ? (
            <p>{t('confirm.settled')}</p>
          ) : (
            <PaperForm figure={figure} />
          );
        }}
      </Loaded>
    </>
  );
}

/** What is confirmed stands above the paper that confirms it. */
function PaperForm({ figure }: { readonly figure: Figure }) {
  const t = useTexts(TARIFF_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  const [paper, setPaper] = useState('');
  const { id, document, name, value, span, source, certainty } = figure;
  const told = { name, value, span, source, certainty: words(`certainty.${certainty}`) };
  return (
    <ProposalForm
      problems={{ paper: paper.trim().length < SHORTEST ? t('problem.paper') : undefined }}
      wish={() => ({ kind: 'figure', content: { document, id, paper: paper.trim() } })}
    >
      {(problemAt) => (
        <>
          <dl className="figure-facts">
            {FACTS.filter((fact) => told[fact] !== NO_SPAN).map((fact) => (
              <div key={fact}>
                <dt>{t(`figure.${fact}`)}</dt>
                <dd>{told[fact]}</dd>
              </div>
            ))}
          </dl>
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
  );
}
