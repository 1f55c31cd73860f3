import { formatRupiah } from '../money/money.ts';
import type { Text } from '../text.ts';
import type { PriceLine } from './price.ts';
import { citationIn } from './provenance.ts';

/** The line in words: programme, basis and rate with their source, and the discount with its own or why there is none. */
export function explainLine(line: PriceLine): Text {
  return { id: explain(line, 'id'), en: explain(line, 'en') };
}

const WORDS = {
  id: { comma: ',', of: 'dari dasar', flat: 'tetap', less: 'keringanan', full: 'tanpa keringanan' },
  en: { comma: '.', of: 'of the basis', flat: 'flat', less: 'discount', full: 'without discount' },
} as const;
const WITHHELD = {
  'counts-as-apbn': { id: 'dana dihitung sebagai APBN/APBD', en: 'the money counts as APBN/APBD' },
  'source-not-confirmed': {
    id: 'status sumber dana belum dikonfirmasi',
    en: 'the status of the funding source is not confirmed',
  },
} as const;

function explain(line: PriceLine, language: keyof Text): string {
  const base = `${line.programme}: ${explainFull(line, language)} (${citationIn(line.source, language)})`;
  return `${base}${explainDiscount(line, language)}`;
}

function explainFull({ basis, basisPoints, full }: PriceLine, language: keyof Text): string {
  const { comma, of, flat } = WORDS[language];
  if (basis === undefined || basisPoints === undefined) return `${flat} ${formatRupiah(full)}`;
  const percent = String(basisPoints / 100).replace('.', comma);
  return `${percent}% ${of} ${formatRupiah(basis)} = ${formatRupiah(full)}`;
}

function explainDiscount(line: PriceLine, language: keyof Text): string {
  const { less, full } = WORDS[language];
  const { discount, discountSource, withheldBecause, amount } = line;
  if (withheldBecause !== undefined) return `, ${full}: ${WITHHELD[withheldBecause][language]}`;
  if (discountSource === undefined) return '';
  return `, ${less} ${formatRupiah(discount)} (${citationIn(discountSource, language)}) → ${formatRupiah(amount)}`;
}
