import { describe, expect, it } from 'vitest';
import { month as monthOf } from '../../../domain/period/period.ts';
import { dueReasonOf } from '../../../web/src/pages/finance/calendar/due-reason.ts';
import { correctionOf, correctionProblems } from '../../../web/src/pages/finance/facts/entered-facts-list.ts';
import type { EnteredFact } from '../../../web/src/pages/finance/facts/entered-facts-list.ts';

describe('the reason for a due date', () => {
  const month = (of: string, payBy: string, dueDate = payBy) => ({
    month: monthOf(of),
    dueDate,
    payBy,
    opensOn: payBy,
    reminders: [],
    isClosed: false,
  });
  const calendar = {
    version: 1,
    dueDay: { day: 15, source: 'handbook', certainty: 'certain' as const },
    weekend: [0, 6],
    holidays: [{ date: '2027-06-15', name: 'Libur', source: 'decree', certainty: 'certain' as const }],
    months: [
      month('2027-01', '2027-02-15'),
      month('2027-04', '2027-05-17'),
      month('2027-05', '2027-06-16'),
      month('2027-12', '2027-12-31', '2028-01-17'),
    ],
  };

  it('is none on the regular day', () => {
    expect(dueReasonOf('2027-02-15', calendar)).toEqual({ kind: 'regular' });
  });

  it('is the weekend or the holiday on which the regular day falls', () => {
    expect(dueReasonOf('2027-05-17', calendar)).toEqual({ kind: 'weekend', regular: '2027-05-15' });
    expect(dueReasonOf('2027-06-16', calendar)).toEqual({ kind: 'holiday', regular: '2027-06-15', holiday: 'Libur' });
  });

  it('is the end of the budget year when the premium itself is due later', () => {
    expect(dueReasonOf('2027-12-31', calendar)).toEqual({ kind: 'year-end', due: '2028-01-17' });
  });

  it('is not made up for a day that the calendar does not know', () => {
    expect(dueReasonOf('2027-02-16', calendar)).toBeUndefined();
  });
});

describe('a correction of a payment fact', () => {
  const sp2d: EnteredFact = {
    kind: 'sp2d',
    key: 'sp2d',
    reference: '00123/SP2D',
    date: '2027-01-10',
    amount: 16_800,
    at: '2027-01-10T02:00:00.000Z',
    by: 'bendahara',
    paper: undefined,
    reversed: undefined,
  };

  it('holds only what changed', () => {
    const fields = { reference: ' 00124/SP2D ', date: '2027-01-10', reason: 'Salah ketik' };
    expect(correctionProblems(sp2d, fields, false)).toEqual({});
    expect(correctionOf(sp2d, fields, false)).toEqual({ fact: 'sp2d', number: '00124/SP2D', reason: 'Salah ketik' });
  });

  it('names a payment by the reference that it has now', () => {
    const fields = { reference: 'BRKS-2', date: '2027-01-10', reason: 'Salah ketik' };
    expect(correctionOf({ ...sp2d, kind: 'payment' }, fields, false)).toMatchObject({
      of: '00123/SP2D',
      bankReference: 'BRKS-2',
    });
  });

  it('may be a paper alone, for which a bill keeps its kode iuran', () => {
    const fields = { reference: '00123/SP2D', date: '2027-01-10', reason: 'Pindaian keliru' };
    expect(correctionProblems(sp2d, fields, true)).toEqual({});
    expect(correctionOf(sp2d, fields, true)).toEqual({ fact: 'sp2d', reason: 'Pindaian keliru' });
    const bill: EnteredFact = { ...sp2d, kind: 'billed', reference: '27010000001', date: undefined };
    expect(correctionOf(bill, { reference: '27010000001', date: '', reason: 'Pindaian keliru' }, true)).toEqual({
      fact: 'billed',
      kodeIuran: '27010000001',
      reason: 'Pindaian keliru',
    });
  });

  it('is nothing while nothing differs, and wants a reason', () => {
    expect(correctionProblems(sp2d, { reference: '00123/SP2D', date: '2027-01-10', reason: '' }, false)).toEqual({
      reference: 'same',
      reason: 'reason',
    });
    expect(
      correctionProblems({ ...sp2d, kind: 'billed' }, { reference: '12', date: '', reason: 'Keliru' }, false),
    ).toEqual({
      reference: 'kodeIuran',
    });
  });
});
