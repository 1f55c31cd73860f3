import { useFormat } from '../../format/format.ts';
import { useTexts } from '../../i18n/texts.ts';
import { CHART_TEXTS } from './texts.ts';
import './charts.css';

/** From what has left to what is still free. */
export const STATES = ['disbursed', 'committed', 'reserved', 'overpaid', 'available'] as const;

/** Whole rupiah of one allocation or source; the states add up to `allocated`. */
export type Balances = Readonly<Record<(typeof STATES)[number] | 'allocated', number>>;

/** As wide as a state that is not empty must be to be seen, in parts of a hundred. */
const LEAST = 1.5;

/** Where each part begins and how wide it is, in parts of a hundred. */
function partsOf(balances: Balances): readonly { state: (typeof STATES)[number]; from: number; width: number }[] {
  const shares = STATES.map((state) => ({ state, share: balances[state] / Math.max(1, balances.allocated) }));
  const wide = shares.map(({ state, share }) => ({ state, width: share === 0 ? 0 : Math.max(LEAST, share * 100) }));
  const sum = Math.max(
    1,
    wide.reduce((before, { width }) => before + width, 0),
  );
  let from = 0;
  return wide.flatMap(({ state, width }) => {
    const part = { state, from, width: (width / sum) * 100 };
    from += part.width;
    return width === 0 ? [] : [part];
  });
}

/** Money by state as one bar, with every state's amount below it. */
export function MoneyBar({ name, balances }: { readonly name: string; readonly balances: Balances }) {
  const t = useTexts(CHART_TEXTS);
  const { rupiah } = useFormat();
  const said = STATES.map((state) => t('part', { name: t(`money.${state}`), amount: rupiah(balances[state]) }));
  return (
    <div className="money">
      <svg
        className="money-bar"
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${name}: ${said.join(', ')}`}
      >
        <rect className="track" width="100" height="10" />
        {partsOf(balances).map(({ state, from, width }) => (
          <rect key={state} data-state={state} x={from} width={width} height="10" />
        ))}
      </svg>
      <ul className="legend">
        {STATES.map((state) => (
          <li key={state} data-empty={balances[state] === 0}>
            <span className="key" data-state={state} aria-hidden="true" />
            <span className="legend-name">{t(`money.${state}`)}</span>
            <span className="legend-amount">{rupiah(balances[state])}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
