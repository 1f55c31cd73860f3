import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountInWords, inEnglishWords, terbilang } from '../../../domain/terbilang/terbilang.ts';

describe('an amount in words', () => {
  test.each([
    [0, 'nol', 'zero'],
    [1, 'satu', 'one'],
    [10, 'sepuluh', 'ten'],
    [11, 'sebelas', 'eleven'],
    [12, 'dua belas', 'twelve'],
    [19, 'sembilan belas', 'nineteen'],
    [20, 'dua puluh', 'twenty'],
    [21, 'dua puluh satu', 'twenty-one'],
    [99, 'sembilan puluh sembilan', 'ninety-nine'],
    [100, 'seratus', 'one hundred'],
    [110, 'seratus sepuluh', 'one hundred ten'],
    [111, 'seratus sebelas', 'one hundred eleven'],
    [200, 'dua ratus', 'two hundred'],
    [999, 'sembilan ratus sembilan puluh sembilan', 'nine hundred ninety-nine'],
    [1_000, 'seribu', 'one thousand'],
    [1_100, 'seribu seratus', 'one thousand one hundred'],
    [2_000, 'dua ribu', 'two thousand'],
    [11_000, 'sebelas ribu', 'eleven thousand'],
    [16_800, 'enam belas ribu delapan ratus', 'sixteen thousand eight hundred'],
    [101_000, 'seratus satu ribu', 'one hundred one thousand'],
    [1_000_000, 'satu juta', 'one million'],
    [1_001_000, 'satu juta seribu', 'one million one thousand'],
    [84_084_000, 'delapan puluh empat juta delapan puluh empat ribu', 'eighty-four million eighty-four thousand'],
    [1_000_000_000, 'satu miliar', 'one billion'],
    [
      2_351_865_600,
      'dua miliar tiga ratus lima puluh satu juta delapan ratus enam puluh lima ribu enam ratus',
      'two billion three hundred fifty-one million eight hundred sixty-five thousand six hundred',
    ],
    [1_000_000_000_000, 'satu triliun', 'one trillion'],
    [
      Number.MAX_SAFE_INTEGER,
      'sembilan kuadriliun tujuh triliun seratus sembilan puluh sembilan miliar dua ratus lima puluh empat juta tujuh ratus empat puluh ribu sembilan ratus sembilan puluh satu',
      'nine quadrillion seven trillion one hundred ninety-nine billion two hundred fifty-four million seven hundred forty thousand nine hundred ninety-one',
    ],
  ])('%i', (amount, id, en) => {
    expect(amountInWords(amount)).toEqual({ id: `${id} rupiah`, en: `${en} rupiah` });
  });

  test.each([-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('is refused for %d', (amount) => {
    expect(() => terbilang(amount)).toThrow(RangeError);
  });

  test('can be read back to the same amount, in both languages', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (amount) => {
        expect([readIndonesian(terbilang(amount)), readEnglish(inEnglishWords(amount))]).toEqual([amount, amount]);
      }),
      { numRuns: 2_000 },
    );
  });
});

const DIGITS = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan'];
const SCALES = new Map([
  ['ribu', 1e3],
  ['juta', 1e6],
  ['miliar', 1e9],
  ['triliun', 1e12],
  ['kuadriliun', 1e15],
]);

/** Written apart from the speller: word by word, as one reads. */
function readIndonesian(text: string): number {
  let total = 0;
  let group = 0;
  let digit = 0;
  const spread = text
    .replace(/ rupiah$/, '')
    .replace(/seribu/g, 'satu ribu')
    .replace(/seratus/g, 'satu ratus')
    .replace(/sepuluh/g, 'satu puluh')
    .replace(/sebelas/g, 'satu belas');
  for (const word of spread.split(' ')) {
    const scale = SCALES.get(word);
    if (scale !== undefined) {
      total += (group + digit) * scale;
      group = 0;
      digit = 0;
    } else if (word === 'belas') [group, digit] = [group + 10 + digit, 0];
    else if (word === 'puluh') [group, digit] = [group + digit * 10, 0];
    else if (word === 'ratus') [group, digit] = [group + digit * 100, 0];
    else digit = DIGITS.indexOf(word);
  }
  return total + group + digit;
}

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ENGLISH_SCALES = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
  ['quadrillion', 1e15],
]);

function readEnglish(text: string): number {
  let total = 0;
  let group = 0;
  for (const word of text.replace(/ rupiah$/, '').split(/[ -]/)) {
    const scale = ENGLISH_SCALES.get(word);
    if (scale !== undefined) [total, group] = [total + group * scale, 0];
    else if (word === 'hundred') group *= 100;
    else group += TENS.includes(word) ? (TENS.indexOf(word) + 2) * 10 : SMALL.indexOf(word);
  }
  return total + group;
}
