import { describe, expect, it } from 'vitest';
import { daysUntil, todayIn } from '../../../web/src/format/days.ts';
import { parseRupiah } from '../../../web/src/format/parse-rupiah.ts';
import { compareAmount } from '../../../web/src/pages/finance/entering/amount.ts';
import { factOf, NO_FIELDS, problemsOf } from '../../../web/src/pages/finance/entering/fact-fields.ts';

describe('an amount as it is typed', () => {
  it.each([
    ['1234567', 1_234_567],
    ['1.234.567', 1_234_567],
    ['Rp1.234.567', 1_234_567],
    [' rp. 16.800,00 ', 16_800],
    ['16.800,-', 16_800],
    ['0', 0],
  ])('%s is understood', (typed, amount) => {
    expect(parseRupiah(typed)).toBe(amount);
  });

  it.each(['', '1.23', '12.34.567', '1,234,567', '16.800,50', '-5', 'seribu', '99999999999999999999'])(
    '%s is no whole number of rupiah',
    (typed) => {
      expect(parseRupiah(typed)).toBeUndefined();
    },
  );

  it('tells by how much a bill is too small or too large', () => {
    expect(compareAmount('16.000', 16_800, false)).toEqual({ verdict: 'less', difference: 800 });
    expect(compareAmount('168.000', 16_800, false)).toEqual({ verdict: 'more', difference: 151_200 });
    expect(compareAmount('16.800', 16_800, false)).toEqual({ verdict: 'equal', difference: 0 });
  });

  it('calls a smaller payment a part, but not one of nothing', () => {
    expect(compareAmount('16.000', 16_800, true)).toEqual({ verdict: 'part', difference: 800 });
    expect(compareAmount('0', 16_800, true)).toEqual({ verdict: 'less', difference: 16_800 });
  });
});

describe('a payment fact', () => {
  it('is complete when each field is right, and goes with whole rupiah', () => {
    const fields = { ...NO_FIELDS, reference: ' 27010000001 ', amount: 'Rp16.800' };
    expect(problemsOf('billed', fields, 16_800)).toEqual({});
    expect(factOf('billed', fields)).toEqual({ kind: 'billed', kodeIuran: '27010000001', amount: 16_800 });
  });

  it('names every field that is not right', () => {
    expect(problemsOf('billed', { ...NO_FIELDS, reference: '2701000000' }, 16_800)).toEqual({
      reference: 'kodeIuran',
      amount: 'amount',
    });
    expect(problemsOf('sp2d', { ...NO_FIELDS, amount: '16.000' }, 16_800)).toEqual({
      reference: 'reference',
      date: 'date',
      amount: 'amount',
    });
  });

  it('cannot wait for rejections until a day before the payment', () => {
    const fields = { reference: 'BRKS-1', date: '2027-01-10', amount: '16000', holdUntil: '2027-01-09' };
    expect(problemsOf('paid', fields, 16_800)).toEqual({ holdUntil: 'holdUntil' });
  });
});

describe('a due date', () => {
  it('is counted in days of the regency', () => {
    const today = todayIn('Asia/Jakarta', new Date('2027-01-09T18:00:00Z'));
    expect(today).toBe('2027-01-10');
    expect(daysUntil('2027-01-15', today)).toBe(5);
    expect(daysUntil('2027-01-08', today)).toBe(-2);
  });
});
