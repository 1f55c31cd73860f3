import type { Batch } from '../../../api/batches.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { correctionsOf } from './entered-facts-list.ts';
import type { CorrectedFact } from './entered-facts-list.ts';
import { PaperButton } from './paper-button.tsx';
import { FACTS_TEXTS } from './texts.ts';

/** What was put right, both values side by side, by whom and why. */
export function Corrections({ batch }: { readonly batch: Batch }) {
  const t = useTexts(FACTS_TEXTS);
  const format = useFormat();
  const corrections = correctionsOf(batch);
  if (corrections.length === 0) return null;
  return (
    <section className="corrected" aria-labelledby="corrected-title">
      <h3 id="corrected-title">{t('corrected.title')}</h3>
      <ul>
        {corrections.map((correction) => (
          <li key={correction.seq}>
            <Change correction={correction} />
            <span className="below">
              {format.dateTime(correction.at)} · {batch.people[correction.by] ?? correction.by} · {correction.reason}
            </span>
            {correction.paper === undefined ? null : <PaperButton batchId={batch.batchId} sha256={correction.paper} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Change({ correction: { fact, before, after } }: { readonly correction: CorrectedFact }) {
  const t = useTexts(FACTS_TEXTS);
  const format = useFormat();
  const changes = Object.entries(after).filter(([name, value]) => before[name] !== value);
  return changes.map(([name, value]) => {
    const shown = (text: string): string => (name === 'date' ? format.date(text) : text);
    return (
      <span key={name} className="change">
        {name === 'date' ? t(`date.${fact}`) : t(`reference.${fact}`)}: <del>{shown(before[name] ?? '')}</del>{' '}
        <ins>{shown(value)}</ins>
      </span>
    );
  });
}
