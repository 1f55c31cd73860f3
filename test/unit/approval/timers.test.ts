import { describe, expect, test } from 'vitest';
import { delegationSchema, resolveDelegate, type Delegation } from '../../../domain/approval/delegation.ts';
import { applyFreeze, freezeSchema, frozenUntil } from '../../../domain/approval/freeze.ts';
import type { LevelState } from '../../../domain/approval/level.ts';
import {
  levelDiagram,
  levelLifecycle,
  levelStatusSchema,
  LEVEL_MOVES,
  LEVEL_TABLE,
  type LevelMove,
} from '../../../domain/approval/lifecycle.ts';
import { delegateItem, reassignSeat } from '../../../domain/approval/pass-on.ts';
import {
  awaitedPersons,
  closeLevel,
  dueActions,
  escalate,
  expire,
  markReminded,
} from '../../../domain/approval/timers.ts';
import { castVote } from '../../../domain/approval/vote.ts';
import { hour, opened, person } from './levels.ts';

const freeze = (from: string, until: string) =>
  freezeSchema.parse({ freezeId: 'f', from, until, reason: { id: 'tutup tahun', en: 'year end' } });

describe('what is due', () => {
  const level = opened();
  test.each([
    [0, [], 24],
    [23.999, [], 24],
    [24, ['remind'], 48],
    [48, ['remind'], 72],
    [72, ['remind', 'escalate'], 168],
    [167.999, ['remind', 'escalate'], 168],
    [168, ['expire'], null],
    [9_999, ['expire'], null],
  ] as const)('after %d hours is %j', (hours, due, next) => {
    expect(dueActions(level, hour(hours))).toEqual({ due, nextAt: next === null ? null : hour(next) });
  });

  test('is nothing once it is done', () => {
    const reminded = markReminded(level, hour(49));
    if (reminded.kind !== 'reminded') throw new Error('refused');
    expect(dueActions(reminded.level, hour(49))).toEqual({ due: [], nextAt: hour(72) });
    expect(markReminded(reminded.level, hour(49))).toMatchObject({ refusal: 'not-due' });
    const called = escalate(reminded.level, hour(72));
    if (called.kind !== 'escalated') throw new Error('refused');
    expect(dueActions(called.level, hour(72))).toEqual({ due: [], nextAt: hour(168) });
    expect(escalate(called.level, hour(72))).toMatchObject({ refusal: 'not-due' });
  });

  test('is nothing after the decision', () => {
    const closed = closeLevel(level, hour(1));
    if (closed.kind !== 'closed') throw new Error('refused');
    expect(dueActions(closed.level, hour(200))).toEqual({ due: [], nextAt: null });
    expect(awaitedPersons(closed.level)).toEqual([]);
  });

  test('concerns the silent holders, and the target once it is called in', () => {
    const after = castVote({ level, personId: person('ani'), word: 'approve', at: hour(1) });
    if (after.kind !== 'voted') throw new Error('refused');
    const called = escalate(after.level, hour(72));
    if (called.kind !== 'escalated') throw new Error('refused');
    expect([awaitedPersons(after.level), awaitedPersons(called.level)]).toEqual([
      ['budi', 'cici'],
      ['budi', 'cici', 'tari'],
    ]);
  });
});

describe('escalation', () => {
  test.each([
    ['early', 71.999, 'not-due'],
    ['at expiry', 168, 'not-due'],
  ])('is refused %s', (_what, hours, refusal) => {
    expect(escalate(opened(), hour(hours))).toMatchObject({ kind: 'refused', refusal });
  });

  test('is refused when the target has decided another level meanwhile', () => {
    expect(escalate(opened(), hour(72), [person('tari')])).toMatchObject({ refusal: 'decided-another-level' });
  });
});

describe('expiry', () => {
  test('does not come a millisecond early', () => {
    expect(expire(opened(), new Date(Date.parse(hour(168)) - 1).toISOString())).toMatchObject({ refusal: 'not-due' });
  });

  test('ends the level', () => {
    expect(expire(opened(), hour(168))).toMatchObject({
      kind: 'expired',
      level: { status: 'expired', closedAt: hour(168), version: 2 },
    });
  });

  test('holds once when the policy says so, and then ends', () => {
    const held = expire(opened({ onExpiry: 'hold-once', holdHours: 24 }), hour(170));
    expect(held).toMatchObject({ kind: 'held', level: { status: 'open', holdUsed: true, expireAt: hour(194) } });
    if (held.kind !== 'held') throw new Error('not held');
    expect(castVote({ level: held.level, personId: person('ani'), word: 'approve', at: hour(193) }).kind).toBe('voted');
    expect(expire(held.level, hour(193))).toMatchObject({ refusal: 'not-due' });
    expect(expire(held.level, hour(194))).toMatchObject({ kind: 'expired' });
  });
});

describe('a freeze', () => {
  const level = opened();

  test('moves every time that lies in or after it by its length', () => {
    expect(applyFreeze(level, freeze(hour(30), hour(40)))).toMatchObject({
      kind: 'moved',
      level: { version: 2, reminders: [hour(24), hour(58)], escalateAt: hour(82), expireAt: hour(178) },
    });
  });

  test('leaves alone what expires before it', () => {
    expect(applyFreeze(level, freeze(hour(169), hour(200)))).toMatchObject({ refusal: 'not-due' });
  });

  test('holds from its first instant to the one before its end', () => {
    const freezes = [freeze(hour(1), hour(3)), freeze(hour(2), hour(5))];
    expect([0.5, 1, 2, 4.999, 5].map((at) => frozenUntil(freezes, hour(at)))).toEqual([
      undefined,
      hour(3),
      hour(5),
      hour(5),
      undefined,
    ]);
  });
});

describe('dated delegations', () => {
  const delegation = (changes: Record<string, unknown>): Delegation =>
    delegationSchema.parse({
      delegationId: 'd1',
      fromPersonId: 'ani',
      toPersonId: 'dedi',
      from: hour(0),
      until: hour(10),
      createdAt: hour(-5),
      confirmedBy: 'admin',
      ...changes,
    });
  const holder = (delegations: Delegation[], at = 5) =>
    resolveDelegate({ personId: person('ani'), at: hour(at), delegations });

  test('begin with their start and end before their end', () => {
    expect([-0.001, 0, 9.999, 10].map((at) => holder([delegation({})], at).personId)).toEqual([
      'ani',
      'dedi',
      'dedi',
      'ani',
    ]);
  });

  test('have no effect until an administrator confirms them', () => {
    const { confirmedBy: _, ...asked } = delegation({});
    expect(holder([asked as Delegation]).personId).toBe('ani');
  });

  test('give way to the one created last', () => {
    expect(holder([delegation({ toPersonId: 'eka', createdAt: hour(-1) }), delegation({})]).personId).toBe('eka');
  });

  test('are followed in a chain of at most three', () => {
    const chain = ['ani', 'b1', 'c1', 'd1', 'e1'].flatMap((from, i, all) =>
      all[i + 1] === undefined
        ? []
        : [delegation({ delegationId: `x${i}`, fromPersonId: from, toPersonId: all[i + 1] })],
    );
    expect(holder(chain)).toEqual({ personId: 'd1', passedBy: ['ani', 'b1', 'c1'] });
  });

  test('that lead in a circle end before they close it', () => {
    expect(holder([delegation({}), delegation({ fromPersonId: 'dedi', toPersonId: 'ani' })])).toEqual({
      personId: 'dedi',
      passedBy: ['ani'],
    });
  });

  test('seat the delegate when the level opens, unless that person may not decide', () => {
    const seats = (toPersonId: string) =>
      opened({}, { delegations: [delegation({ toPersonId })], at: hour(0) }).seats.map((seat) => seat.personId);
    expect([seats('dedi'), seats('petugas'), seats('zaki'), seats('budi')].map((one) => one[0])).toEqual([
      'dedi',
      'ani',
      'ani',
      'ani',
    ]);
  });

  test('do not let the submitter’s stand-in decide', () => {
    const level = opened(
      { approvers: ['petugas', 'budi', 'cici'] },
      { delegations: [delegation({ fromPersonId: 'petugas' })] },
    );
    expect(level.seats.map((seat) => seat.personId)).toEqual(['budi', 'cici']);
  });
});

describe('the table of statuses and moves', () => {
  const at = hour(100);
  const late = hour(168);
  const acts: Record<LevelMove, (level: LevelState) => { kind: string; level?: LevelState; refusal?: string }> = {
    vote: (level) => castVote({ level, personId: person('ani'), word: 'approve', at }),
    delegate: (level) => delegateItem({ level, fromPersonId: person('ani'), toPersonId: person('dedi'), at }),
    reassign: (level) => reassignSeat({ level, fromPersonId: person('ani'), toPersonId: person('xena'), at }),
    remind: (level) => markReminded(level, at),
    escalate: (level) => escalate(level, at),
    freeze: (level) => applyFreeze(level, freeze(at, hour(101))),
    hold: (level) => expire({ ...level, onExpiry: 'hold-once', holdHours: 1 }, late),
    expire: (level) => expire(level, late),
    close: (level) => closeLevel(level, at),
  };
  const pairs = levelStatusSchema.options.flatMap((status) => LEVEL_MOVES.map((move) => [status, move] as const));

  test.each(pairs)('a level that is %s meets the move %s as the table says', (status, move) => {
    const level: LevelState = { ...opened(), status };
    const result = acts[move](level);
    const isAllowed = LEVEL_TABLE[move].from === status;
    const { level: after, refusal } = result;
    expect({
      refusal,
      version: after?.version,
      isKnownEnd: after !== undefined && LEVEL_TABLE[move].to.includes(after.status),
    }).toEqual(
      isAllowed
        ? { refusal: undefined, version: level.version + 1, isKnownEnd: true }
        : { refusal: 'level-not-open', version: undefined, isKnownEnd: false },
    );
  });

  test('every status but open is an end', () => {
    expect(levelLifecycle.moves).toEqual({
      open: ['approved', 'rejected', 'returned', 'expired', 'closed'],
      approved: [],
      rejected: [],
      returned: [],
      expired: [],
      closed: [],
    });
  });

  test('draws itself', () => {
    expect(levelDiagram()).toContain('  open --> approved: vote');
    expect(levelDiagram().split('\n')).toHaveLength(14);
  });
});
