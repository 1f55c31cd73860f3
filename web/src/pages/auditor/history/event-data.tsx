import type { Audit } from '../../../api/audit.ts';
import { Nothing } from '../../../components/nothing.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { HISTORY_TEXTS } from './texts.ts';
import { toldBy } from './told.ts';
import type { Difference, Fact } from './told.ts';

/** As many values stand open; the others behind a word. */
const OPEN = 6;

/** What an event says besides who and when: its values, and before and after of what it changed. */
export function EventData({ data }: Pick<Audit['events'][number], 'data'>) {
  const t = useTexts(HISTORY_TEXTS);
  const { facts, differences } = toldBy(data, useFormat());
  if (facts.length + differences.length === 0) return <Nothing />;
  return (
    <div className="event-data">
      <Changed differences={differences.slice(0, OPEN)} />
      <Plain facts={facts.slice(0, OPEN)} />
      {facts.length > OPEN || differences.length > OPEN ? (
        <details>
          <summary>
            {t('data.more', { count: Math.max(0, facts.length - OPEN) + Math.max(0, differences.length - OPEN) })}
          </summary>
          <Changed differences={differences.slice(OPEN)} />
          <Plain facts={facts.slice(OPEN)} />
        </details>
      ) : null}
    </div>
  );
}

function Plain({ facts }: { readonly facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <dl>
      {facts.map(({ path, value }) => (
        <div key={path}>
          <dt>{path}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Changed({ differences }: { readonly differences: readonly Difference[] }) {
  const t = useTexts(HISTORY_TEXTS);
  if (differences.length === 0) return null;
  return (
    <dl>
      {differences.map(({ path, before, after }) => (
        <div key={path}>
          <dt>{path}</dt>
          <dd>
            <span className="ds-sr-only">{t('data.before')} </span>
            <del>{before ?? t('data.nothing')}</del> <span className="ds-sr-only">{t('data.after')} </span>
            <ins>{after ?? t('data.nothing')}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
