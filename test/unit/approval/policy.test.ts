import { describe, expect, test } from 'vitest';
import { levelsFor, policySchema } from '../../../domain/approval/policy.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { levelPolicy } from './levels.ts';

const policyOf = (...levels: Record<string, unknown>[]) =>
  policySchema.safeParse({
    version: '1',
    levels: levels.map((level, i) => levelPolicy({ id: `l${i + 1}`, step: i + 1, ...level })),
  });
const complaints = (...levels: Record<string, unknown>[]) =>
  policyOf(...levels).error?.issues.map((one) => `${one.path.join('.')}: ${one.message}`) ?? [];

describe('a policy is refused when', () => {
  test.each([
    [
      'escalation comes with expiry',
      { escalateAfterHours: 168 },
      'levels.0.escalateAfterHours: escalation must come before expiry',
    ],
    [
      'escalation has no target',
      { escalationTarget: undefined },
      'levels.0.escalateAfterHours: escalateAfterHours and escalationTarget belong together',
    ],
    [
      'a target has no time',
      { escalateAfterHours: undefined },
      'levels.0.escalateAfterHours: escalateAfterHours and escalationTarget belong together',
    ],
    [
      'an approver stands twice',
      { approvers: ['ani', 'ani', 'budi'] },
      'levels.0.approvers: an approver is named twice',
    ],
    [
      'a required person is no approver',
      { quorum: { kind: 'any', required: ['xena'] } },
      'levels.0.quorum: required person xena is not an approver',
    ],
    [
      'k is greater than n',
      { quorum: { kind: 'k-of-n', k: 4 } },
      'levels.0.quorum: k is 4 but there are only 3 approvers',
    ],
    [
      'more persons are required than k',
      { quorum: { kind: 'k-of-n', k: 1, required: ['ani', 'budi'] } },
      'levels.0.quorum: more persons are required than k',
    ],
    [
      'the escalation target is an approver',
      { escalationTarget: 'ani' },
      'levels.0.escalationTarget: the escalation target is already an approver of this level',
    ],
    [
      'hold-once has no hours',
      { onExpiry: 'hold-once' },
      'levels.0.holdHours: holdHours is needed for hold-once and only there',
    ],
    [
      'a reminder comes after expiry',
      { reminderHours: [24, 168] },
      'levels.0.reminderHours: reminders must ascend and come before expiry',
    ],
    [
      'reminders do not ascend',
      { reminderHours: [48, 24] },
      'levels.0.reminderHours: reminders must ascend and come before expiry',
    ],
    [
      'a range is empty',
      { amountFrom: 5, amountBelow: 5 },
      'levels.0.amountBelow: amountBelow must be greater than amountFrom',
    ],
  ])('%s', (_what, changes, complaint) => {
    const raw = { ...levelPolicy(), ...changes };
    const parsed = policySchema.safeParse({ version: '1', levels: [JSON.parse(JSON.stringify(raw))] });
    expect(parsed.error?.issues.map((one) => `${one.path.join('.')}: ${one.message}`)).toContain(complaint);
  });

  test('two levels have one id', () => {
    expect(complaints({ id: 'x' }, { id: 'x' })).toEqual(['levels.1.id: level id x is used twice']);
  });

  test('alternatives of one step overlap', () => {
    expect(complaints({ step: 1, amountBelow: 101 }, { step: 1, amountFrom: 100 })).toEqual([
      'levels.1.amountFrom: step 1: l2 overlaps l1',
    ]);
  });

  test('alternatives of one step leave a gap', () => {
    expect(complaints({ step: 1, amountBelow: 100 }, { step: 1, amountFrom: 101 })).toEqual([
      'levels.1.amountFrom: step 1: l2 leaves a gap after l1',
      'levels: no level decides an amount of 100 rupiah: the ranges leave a gap',
    ]);
  });

  test('large amounts meet no level at all', () => {
    expect(complaints({ amountBelow: 1000 })).toEqual([
      'levels: no level decides an amount of 1000 rupiah: the ranges leave a gap',
    ]);
  });
});

describe('the levels of an amount', () => {
  const policy = policyOf(
    { step: 1, amountBelow: 100 },
    { step: 3, amountFrom: 500 },
    { step: 1, amountFrom: 100 },
    { step: 2 },
  );

  test.each([
    [0, ['l1', 'l4']],
    [99, ['l1', 'l4']],
    [100, ['l3', 'l4']],
    [499, ['l3', 'l4']],
    [500, ['l3', 'l4', 'l2']],
  ])('of %i rupiah are %j: the lower edge belongs to the range, the upper does not', (amount, ids) => {
    if (policy.data === undefined) throw policy.error;
    expect(levelsFor(policy.data, rupiah(amount)).map((level) => level.id)).toEqual(ids);
  });
});
