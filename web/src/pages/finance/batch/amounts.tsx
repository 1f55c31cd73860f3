import type { Batch } from '../../../api/batches.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { amountsOf } from './amount-entries.ts';
import { Panel } from '../panel.tsx';
import { BATCH_TEXTS } from './texts.ts';
import { FINANCE_TEXTS } from '../texts.ts';

/** Lines and rupiah of the batch, from its seal to the payment. */
export function Amounts({ batch }: { readonly batch: Batch }) {
  const t = useTexts(BATCH_TEXTS);
  const shared = useTexts(FINANCE_TEXTS);
  const format = useFormat();
  const entries = amountsOf(batch);
  return (
    <Panel title={t('amounts.title')}>
      {entries.length === 0 ? <EmptyState title={t('amounts.none')} next={t('amounts.noneNext')} /> : null}
      <dl className="amounts">
        {entries.map(({ name, amount, lines, reference }) => (
          <div key={name}>
            <dt>{t(`amounts.${name}`)}</dt>
            <dd>
              {amount === undefined ? null : <strong>{format.rupiah(amount)}</strong>}
              {lines === undefined ? null : (
                <span className="below">{shared('list.shownLines', { count: lines })}</span>
              )}
              {name === 'reversed' ? <span className="below">{t('amounts.reversedAbout')}</span> : null}
              {reference === undefined ? null : <span className="below">{reference}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
