import { Tag } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { TARIFFS } from '../../../api/administration.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../administrator.css';
import { BackLink } from '../back-link.tsx';
import { Loaded } from '../loaded.tsx';
import { PendingNote } from '../pending-note.tsx';
import { Section } from '../section.tsx';
import { ADMINISTRATOR_TEXTS } from '../texts.ts';
import { PremiumSection } from './premium-section.tsx';
import { TARIFF_TEXTS } from './texts.ts';
import { GROUPS, NO_SPAN, useFigures } from './use-figures.ts';
import type { Figure } from './use-figures.ts';

/** Every figure that premiums rest on, where it comes from, and how certain it is. */
export function TariffsPage() {
  const t = useTexts(TARIFF_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  const query = useQuery(readOf(useApi(), TARIFFS, {}));
  const figuresOf = useFigures();
  return (
    <>
      <BackLink to="/administrasi">{words('area')}</BackLink>
      <PageTitle lead={t('page.lead')}>{t('page.title')}</PageTitle>
      <PendingNote kinds={['figure']} />
      <Loaded query={query} lines={8}>
        {(tariffs) => (
          <div className="admin-parts">
            <PremiumSection sources={tariffs.fundingSources} />
            {GROUPS.map((group) => (
              <Section key={group} title={t(`group.${group}`)}>
                <Figures caption={t(`group.${group}`)} figures={figuresOf(tariffs, group)} />
              </Section>
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
}

interface FigureTableProps {
  readonly caption: string;
  readonly figures: readonly Figure[];
}

/** More than this many rows are a page of their own on a phone. */
const SHORT = 6;

/** A short table stands open, a long one is folded away until somebody wants it. */
function Figures(props: FigureTableProps) {
  const t = useTexts(TARIFF_TEXTS);
  const { length } = props.figures;
  if (length <= SHORT) return <FigureTable {...props} />;
  return (
    <details className="unchanged">
      <summary>{t('figures.show', { count: length })}</summary>
      <FigureTable {...props} />
    </details>
  );
}

const spanCell = ({ span }: Figure): string => span;

function FigureTable({ caption, figures }: FigureTableProps) {
  const t = useTexts(TARIFF_TEXTS);
  return (
    <DataTable
      caption={caption}
      rows={figures}
      keyOf={({ id }) => id}
      columns={[
        {
          header: t('figure.name'),
          cell: ({ name, id }) => (
            <>
              {name}
              <span className="below">{id}</span>
            </>
          ),
        },
        { header: t('figure.value'), cell: ({ value }) => value },
        ...(figures.some(({ span }) => span !== NO_SPAN) ? [{ header: t('figure.span'), cell: spanCell }] : []),
        { header: t('figure.source'), cell: ({ source }) => <span>{source}</span> },
        { header: t('figure.certainty'), cell: (figure) => <Standing figure={figure} /> },
      ]}
    />
  );
}

function Standing({ figure: { id, document, certainty, confirmed } }: { readonly figure: Figure }) {
  const t = useTexts(TARIFF_TEXTS);
  const words = useTexts(ADMINISTRATOR_TEXTS);
  if (certainty === 'certain') return <Tag data-color="success">{words('certainty.certain')}</Tag>;
  if (confirmed !== undefined) {
    return (
      <span>
        <Tag data-color="success">{t('figure.confirmed')}</Tag>
        <span className="below">{confirmed}</span>
      </span>
    );
  }
  return (
    <span>
      <Tag data-color="warning">{words(`certainty.${certainty}`)}</Tag>
      <span className="below">
        <Link to={`/administrasi/tarif/${document}/${id}`}>{t('figure.confirm')}</Link>
      </span>
    </span>
  );
}
