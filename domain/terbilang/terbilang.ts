import type { Text } from '../text.ts';

const UNITS = [
  '',
  'satu',
  'dua',
  'tiga',
  'empat',
  'lima',
  'enam',
  'tujuh',
  'delapan',
  'sembilan',
  'sepuluh',
  'sebelas',
];
const SCALES_ID = ['', 'ribu', 'juta', 'miliar', 'triliun', 'kuadriliun'];
const ONES_EN =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS_EN = 'x x twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES_EN = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion'];

/**
 * An amount in words, as papers for signature demand it: `delapan puluh empat juta delapan puluh empat ribu rupiah`.
 * @param amount whole rupiah, 0 .. 2^53 − 1.
 * @throws RangeError for anything else.
 */
export function terbilang(amount: number): string {
  return `${indonesian(checked(amount))} rupiah`;
}

export function inEnglishWords(amount: number): string {
  return `${english(checked(amount))} rupiah`;
}

export function amountInWords(amount: number): Text {
  return { id: terbilang(amount), en: inEnglishWords(amount) };
}

function checked(amount: number): number {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('not a whole amount between 0 and 2^53 - 1');
  return amount;
}

/** Groups of three digits, lowest first. */
function groupsOf(amount: number): number[] {
  const groups: number[] = [];
  for (let rest = amount; rest > 0; rest = Math.floor(rest / 1000)) groups.push(rest % 1000);
  return groups;
}

function spell(amount: number, word: (group: number, scale: number) => string): string {
  return groupsOf(amount)
    .map((group, scale) => (group === 0 ? '' : word(group, scale)))
    .toReversed()
    .filter((text) => text !== '')
    .join(' ');
}

function indonesian(amount: number): string {
  if (amount === 0) return 'nol';
  // One thousand alone is "seribu"; one million is "satu juta".
  return spell(amount, (group, scale) =>
    group === 1 && scale === 1 ? 'seribu' : `${hundredsId(group)} ${SCALES_ID[scale] ?? ''}`.trimEnd(),
  );
}

function hundredsId(value: number): string {
  if (value < 12) return UNITS[value] ?? '';
  if (value < 20) return `${hundredsId(value - 10)} belas`;
  if (value < 100) return `${hundredsId(Math.floor(value / 10))} puluh ${hundredsId(value % 10)}`.trimEnd();
  if (value < 200) return `seratus ${hundredsId(value - 100)}`.trimEnd();
  return `${hundredsId(Math.floor(value / 100))} ratus ${hundredsId(value % 100)}`.trimEnd();
}

function english(amount: number): string {
  if (amount === 0) return 'zero';
  return spell(amount, (group, scale) => `${hundredsEn(group)} ${SCALES_EN[scale] ?? ''}`.trimEnd());
}

function hundredsEn(value: number): string {
  if (value < 20) return value === 0 ? '' : (ONES_EN[value] ?? '');
  if (value < 100)
    return `${TENS_EN[Math.floor(value / 10)] ?? ''}${value % 10 === 0 ? '' : `-${ONES_EN[value % 10] ?? ''}`}`;
  return `${ONES_EN[Math.floor(value / 100)] ?? ''} hundred ${hundredsEn(value % 100)}`.trimEnd();
}
