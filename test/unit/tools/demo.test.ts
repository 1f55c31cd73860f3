import { describe, expect, it } from 'vitest';
import { levelsFor } from '../../../domain/approval/policy.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { readSampleConfiguration } from '../../../tools/configuration-folder.ts';
import { fatesOf, partsOf } from '../../../tools/demo/chapters/rough-batch.ts';
import { hurriedPolicy } from '../../../tools/demo/chapters/hurried-policy.ts';
import { makeOtherRows } from '../../../tools/demo/chapters/roster.ts';
import { openChecks } from '../../../tools/demo/checks.ts';
import { linksIn } from '../../../tools/demo/inbox.ts';
import { readOptions } from '../../../tools/demo/options.ts';
import { FEWEST_ROUGH_WORKERS, planOf } from '../../../tools/demo/plan.ts';
import { holdingsAt } from '../../../tools/demo/verify-books.ts';
import { generateRoster } from '../../../tools/roster/generate.ts';

const ROUGH = planOf({ rough: true });
const VILLAGES = ['14.10.01.2001'];
const exported = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ rowId: `A-${index}`, nik: `${index}`, total: 16_800 }));

describe('the options of the demo', () => {
  it('name the one that does not fit', () => {
    expect(() => readOptions(['--months', '2'])).toThrow(/^--months/);
    expect(() => readOptions(['--workers', 'many'])).toThrow(/^--workers/);
  });

  it('refuse a rough life for so few workers that not everything can happen to somebody', () => {
    expect(() => readOptions(['--rough', '--workers', '39'])).toThrow(/at least 40/);
    expect(readOptions(['--rough', '--workers', '40'])).toMatchObject({ rough: true, workers: 40 });
  });
});

describe('the hurried policy', () => {
  const { policy } = readSampleConfiguration(2026).parsed;
  const hurried = hurriedPolicy(policy, 352_800);
  const levels = (amount: number) => levelsFor(hurried, rupiah(amount));

  it('has one short level for small amounts, and all of the sample policy from its edge on', () => {
    expect(levels(352_799).map(({ id }) => id)).toEqual(['bidang-kecil']);
    expect(levels(352_800).map(({ id }) => id)).toEqual(policy.levels.map(({ id }) => id));
    expect(levels(352_799)[0]?.escalationTarget).toBeUndefined();
  });

  it('calls in the target of the last level within seconds, and leaves the other levels their time', () => {
    const [first, , last] = levels(8_400_000);
    expect(first?.escalateAfterHours).toBe(72);
    expect(last?.escalateAfterHours).toBeCloseTo(4 / 3600);
    expect(last?.expireAfterHours).toBe(168);
  });
});

describe('what the demo expects of the money', () => {
  it('is worked out by hand for 500 workers of a rough life', () => {
    const at = holdingsAt(500, ROUGH);
    expect(at.get('premiums recorded')).toMatchObject({ committed: 495 });
    expect(at.get('paid in full')).toMatchObject({ committed: 5, disbursed: 483 });
    expect(at.get('rejected after payment')).toMatchObject({ committed: 5, disbursed: 479, overpaid: 4 });
    expect(at.get('follow-up batch closed')).toEqual({ reserved: 0, committed: 0, disbursed: 484, overpaid: 0 });
    expect(at.get('at the end')).toEqual({ reserved: 0, committed: 31, disbursed: 484, overpaid: 0 });
  });

  it('is everybody paid and nothing else in a calm life', () => {
    const atTheEnd = holdingsAt(5005, planOf({ rough: false })).get('at the end');
    expect(atTheEnd).toEqual({ reserved: 0, committed: 0, disbursed: 5005, overpaid: 0 });
  });

  it('lets the two parts of a payment be the whole, both of them something', () => {
    for (const amount of [16_800, 8_114_400]) {
      const { first, rest } = partsOf(amount);
      expect([first + rest, first > 0, rest > 0]).toEqual([amount, true, true]);
    }
  });
});

describe('the fates of the exported rows', () => {
  it('fall on different workers, and the smallest rough demo has enough of them', () => {
    const rows = exported(FEWEST_ROUGH_WORKERS - ROUGH.excluded);
    const { answered, rejected, late } = fatesOf(rows, ROUGH);
    expect(rejected).toEqual(rows.slice(0, 7));
    expect(answered.slice(0, 9)).toEqual(rows.slice(0, 9));
    expect(answered).toHaveLength(rows.length - ROUGH.unanswered);
    expect(late).toEqual(rows.slice(12, 16));
  });
});

describe('workers beside the roster', () => {
  it('are none of its own, whatever the seed', () => {
    const options = { workers: 3, badRows: 0, months: 1, json: false, rough: true, format: 'csv', seed: 7 } as const;
    const niks = [...generateRoster({ workers: 6, badRows: 0, seed: 8, villages: VILLAGES })].map(
      ({ cells }) => cells[0],
    );
    const good = new Map([[niks[0] ?? '', {}]]);
    const rows = makeOtherRows({ options, folder: '', villages: VILLAGES }, { good }, 3);
    expect(rows.map((row) => row['nik'])).toEqual(niks.slice(1, 4));
  });
});

describe('the links of mails', () => {
  it('are each told once, though a mail names its link twice and may be delivered twice', () => {
    const link = 'http://127.0.0.1:4100/approval/abc_-1';
    const mail = { messageId: '1', subject: '', destination: { to: [] }, at: 0, body: { text: `${link}\n${link}` } };
    expect(linksIn([mail, mail])).toEqual([link]);
  });
});

describe('the checks', () => {
  it('tell what was found and what was expected of the one that fails, and count the others', () => {
    const checks = openChecks();
    checks.equal('lines', 3, 3);
    checks.equal('lines', { a: 1 }, { a: 2 });
    expect([checks.made(), checks.differences()]).toEqual([2, ['lines: found {"a":1}, expected {"a":2}']]);
  });
});
