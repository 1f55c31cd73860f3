import type { Rupiah } from '../money/money.ts';
import type { Text } from '../text.ts';
import type { PriceLine } from './price.ts';

const percent = (basisPoints: number, comma: string) => `${String(basisPoints / 100).replace('.', comma)}%`;
const grouped = (amount: Rupiah, mark: string) => `Rp${String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, mark)}`;

/** The line in words: programme, month, basis, rate, discount, rule and source. */
export function explainLine(line: PriceLine): Text {
  return { id: explain(line, INDONESIAN), en: explain(line, ENGLISH) };
}

const INDONESIAN = { mark: '.', comma: ',', of: 'dari dasar', flat: 'tetap', less: 'potongan', full: 'tanpa potongan' };
const ENGLISH = { mark: ',', comma: '.', of: 'of the basis', flat: 'flat', less: 'discount', full: 'without discount' };
const WITHHELD = {
  'counts-as-apbn': { id: 'dana dihitung sebagai APBN/APBD', en: 'the money counts as APBN/APBD' },
  'source-not-confirmed': {
    id: 'status sumber dana belum dikonfirmasi',
    en: 'the status of the funding source is not confirmed',
  },
} as const;

function explain(line: PriceLine, words: typeof INDONESIAN): string {
  const money = (amount: Rupiah) => grouped(amount, words.mark);
  const base =
    line.basis === undefined || line.basisPoints === undefined
      ? `${words.flat} ${money(line.full)}`
      : `${percent(line.basisPoints, words.comma)} ${words.of} ${money(line.basis)} = ${money(line.full)}`;
  const cut =
    line.discountId === undefined
      ? ''
      : `, ${words.less} ${money(line.discount)} (${line.discountId}; ${line.discountSource ?? ''})`;
  const why =
    line.withheldBecause === undefined ? '' : WITHHELD[line.withheldBecause][words === INDONESIAN ? 'id' : 'en'];
  const kept = why === '' ? '' : `, ${words.full} ${line.withheldDiscountId ?? ''}: ${why}`;
  const ids = [line.rowId, line.bandId].filter((id) => id !== undefined).join(', ');
  return `${line.programme} ${line.month}: ${base}${cut}${kept} → ${money(line.amount)} [${ids}; ${line.source}]`;
}
