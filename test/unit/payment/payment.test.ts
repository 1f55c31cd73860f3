import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchLifecycle, lineLifecycle, lineStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { batchIdOf, slotKeyOf } from '../../../domain/batch/batch-id.ts';
import { createTally, lineTotal } from '../../../domain/batch/tally.ts';
import { calendarSchema } from '../../../domain/calendar/calendar.ts';
import { filesSchema } from '../../../domain/configuration/files.ts';
import { RefusedError } from '../../../domain/errors.ts';
import { canMove, statusesOf } from '../../../domain/lifecycle.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { readAnswerHeader } from '../../../domain/payment/answer-columns.ts';
import { readAnswerRow } from '../../../domain/payment/answer-row.ts';
import { answerOutcome } from '../../../domain/payment/answer-verdict.ts';
import { FACT_FOLLOWS, judgeFact } from '../../../domain/payment/facts.ts';
import type { Fact } from '../../../domain/payment/facts.ts';
import { spreadPayment } from '../../../domain/payment/spread.ts';
import { reminderPlan } from '../../../domain/payment/reminders.ts';
import { month } from '../../../domain/period/period.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(`config/meranti/${name}.json`, 'utf8'));
const format = filesSchema.parse(read('files')).answers;
const calendar = calendarSchema.parse(read('calendar'));

const rowOf = (heading: string, line: string) =>
  readAnswerRow(line.split('|'), readAnswerHeader(heading.split('|'), format), format);

describe('ids of batches', () => {
  it('names wadah, period, source and sequence, so that a person can read them', () => {
    const slot = {
      wadahId: 'SG',
      period: { firstMonth: month('2027-01'), months: 12 as const },
      sourceId: 'DBH-SAWIT',
    };
    expect(batchIdOf(slot, 2)).toBe('SG-202701-12-DBH-SAWIT-2');
    expect(slotKeyOf(slot)).toBe('SG#202701-12#DBH-SAWIT');
  });
});

describe('a tally', () => {
  it('adds up 5,005 workers of one month to the published Rp84,084,000', () => {
    const tally = createTally();
    const price = { JKK: [rupiah(10_000)], JKM: [rupiah(6_800)] };
    for (let line = 0; line < 5_005; line += 1) tally.add(price);
    expect(tally.result()).toEqual({
      lines: 5_005,
      total: 84_084_000,
      byProgramme: { JKK: 50_050_000, JKM: 34_034_000 },
    });
  });

  it('equals the sum of its lines, whatever they cost', () => {
    const amounts = fc.array(fc.nat(1_000_000).map(rupiah), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.record({ JKK: amounts, JKM: amounts })), (prices) => {
        const tally = createTally();
        for (const price of prices) tally.add(price);
        expect(tally.result().total).toBe(prices.reduce((sum, price) => sum + lineTotal(price), 0));
      }),
    );
  });
});

describe('reading an answer row', () => {
  it('finds columns by any configured heading, in any order and case', () => {
    const row = rowOf('No KPJ|Hasil Verifikasi|N.I.K|lain', '12345678901|DATA  COCOK|1410 0101 0190 0001|x');
    expect(row).toMatchObject({ nik: '1410010101900001', meaning: 'accepted', participant: '12345678901' });
  });

  it('understands dates and amounts as Indonesians write them, and says when it cannot', () => {
    const heading = 'NIK|status|mulai kepesertaan|jumlah iuran';
    const cells = (date: string, amount: string) => rowOf(heading, `1410010101900001|cocok|${date}|${amount}`);
    expect(cells('1/2/2027', 'Rp 16.800,-')).toMatchObject({ coverFrom: '2027-02-01', amount: 16_800 });
    expect(cells('2027-02-01', '16,800.00')).toMatchObject({ coverFrom: '2027-02-01', amount: 16_800 });
    expect(cells('31/02/2027', '16.8')).toMatchObject({ coverFrom: null, amount: null });
    expect(cells('', '')).toMatchObject({ coverFrom: undefined, amount: undefined });
  });

  it('takes no NIK from a number cell, because Excel has cut its digits', () => {
    const columns = readAnswerHeader(['NIK', 'status'], format);
    expect(readAnswerRow([1_410_010_101_900_001, 'cocok'], columns, format).nik).toBeUndefined();
  });
});

describe('the outcome of an answer', () => {
  const answer = (word: string, extra: object = {}) => ({
    ...rowOf('NIK|status', `1410010101900001|${word}`),
    ...extra,
  });

  it('follows the line lifecycle for every status and verdict', () => {
    for (const status of lineStatusSchema.options) {
      for (const [word, verdict] of [
        ['cocok', 'accepted'],
        ['ditolak', 'rejected'],
      ] as const) {
        const outcome = answerOutcome({ status, total: 16_800 }, answer(word), '2027-02-01');
        const expected = canMove(lineLifecycle, status, verdict) ? verdict : 'already-final';
        expect(outcome).toBe(status === verdict ? 'same' : expected);
      }
    }
  });

  it('holds what an administrator or finance must decide', () => {
    const line = { status: 'pending' as const, total: 16_800 };
    expect(answerOutcome(line, answer('sudah pernah ada'), '2027-02-01')).toBe('held');
    expect(answerOutcome(line, answer('???'), '2027-02-01')).toBe('held-unknown-word');
    expect(answerOutcome(line, answer('cocok', { amount: 1 }), '2027-02-01')).toBe('held-other-amount');
    expect(answerOutcome(line, answer('cocok', { amount: null }), '2027-02-01')).toBe('held-not-a-number');
    expect(answerOutcome(line, answer('cocok', { coverFrom: null }), '2027-02-01')).toBe('held-unreadable');
    expect(answerOutcome(line, answer('cocok', { coverFrom: '2027-02-01' }), '2027-02-01')).toBe('held-future-date');
    expect(answerOutcome(line, answer('cocok', { coverFrom: '2027-01-31' }), '2027-02-01')).toBe('accepted');
  });
});

/** What is said, or the code of the refusal. */
function answerTo(ask: () => string): string {
  try {
    return ask();
  } catch (error) {
    return error instanceof RefusedError ? error.code : String(error);
  }
}

describe('facts', () => {
  const facts: readonly Extract<Fact, { amount: unknown }>[] = [
    { kind: 'billed', kodeIuran: '12345678901', amount: rupiah(100) },
    { kind: 'sp2d', number: 'S-1', date: '2027-01-01', amount: rupiah(100) },
    { kind: 'paid', bankReference: 'R-1', date: '2027-01-02', amount: rupiah(100) },
  ];
  const before = {
    billed: { kodeIuran: '12345678901', amount: rupiah(100) },
    sp2d: { number: 'S-1', date: '2027-01-01', amount: rupiah(100) },
  };

  it('fit only the status before their own, which the batch lifecycle allows', () => {
    for (const fact of facts) {
      expect(canMove(batchLifecycle, FACT_FOLLOWS[fact.kind], fact.kind)).toBe(true);
      for (const status of statusesOf(batchLifecycle)) {
        const { [fact.kind as 'billed']: _own, ...others } = before;
        const target = { status, isApplying: false, acceptedTotal: rupiah(100), facts: others };
        const expected = status === FACT_FOLLOWS[fact.kind] ? 'enter' : 'fact-out-of-order';
        expect(answerTo(() => judgeFact(target, fact))).toBe(expected);
      }
    }
  });

  it('are refused while an answer file is being applied', () => {
    const target = { status: 'answered' as const, isApplying: true, acceptedTotal: rupiah(100), facts: {} };
    const [bill] = facts;
    if (bill === undefined) throw new Error('no fact');
    expect(() => judgeFact(target, bill)).toThrow('answers-being-applied');
  });
});

describe('a payment in parts', () => {
  it('gives each allocation, over all its parts, exactly what a whole payment would', () => {
    const amounts = fc.dictionary(fc.constantFrom('A-JKK', 'A-JKM', 'A-JHT'), fc.nat(1_000_000));
    fc.assert(
      fc.property(amounts, fc.array(fc.nat(999), { maxLength: 4 }), (due, shares) => {
        const total = Object.values(due).reduce((sum, amount) => sum + amount, 0);
        const stops = [...new Set([0, ...shares.map((share) => Math.floor((total * share) / 1000)), total])];
        stops.sort((a, b) => a - b);
        const sums: Record<string, number> = {};
        for (const [index, before] of stops.slice(0, -1).entries()) {
          const amount = (stops[index + 1] ?? 0) - before;
          const parts = spreadPayment(due, { before, amount });
          expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBe(amount);
          for (const [id, part] of Object.entries(parts)) sums[id] = (sums[id] ?? 0) + part;
        }
        expect(sums).toEqual(Object.fromEntries(Object.entries(due).filter(([, amount]) => amount > 0)));
      }),
    );
  });
});

describe('reminders to finance', () => {
  const batch = { period: { firstMonth: month('2027-01'), months: 1 as const }, sentAt: '2027-01-04T00:00:00.000Z' };
  const at = (now: string) => reminderPlan(batch, { now: new Date(now), utcOffsetMinutes: 420 }, calendar);

  it('go out at seven in the morning of each reminder day, and the wait ends exactly then', () => {
    const first = at('2027-02-01T00:00:00.000Z');
    const moment = new Date(Date.parse('2027-02-01T00:00:00.000Z') + first.waitSeconds * 1000);
    const due = at(moment.toISOString());
    expect(at(new Date(moment.getTime() - 1000).toISOString())).toMatchObject({ due: due.due - 1, waitSeconds: 1 });
    expect(moment.getUTCHours()).toBe(0);
  });

  it('are not sent late for days that had passed when finance got the batch', () => {
    const late = { ...batch, sentAt: '2027-02-20T00:00:00.000Z' };
    const plan = reminderPlan(late, { now: new Date('2027-02-21T00:00:00.000Z'), utcOffsetMinutes: 420 }, calendar);
    expect(plan).toEqual({ due: 0, waitSeconds: 7 * 86_400 });
  });

  it('never wait less than a second or longer than a week', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2027-01-01'), max: new Date('2027-06-01'), noInvalidDate: true }), (now) => {
        const { waitSeconds } = reminderPlan(batch, { now, utcOffsetMinutes: 420 }, calendar);
        expect(waitSeconds).toBeGreaterThanOrEqual(1);
        expect(waitSeconds).toBeLessThanOrEqual(7 * 86_400);
      }),
    );
  });
});
