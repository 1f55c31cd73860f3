import { describe, expect, test } from 'vitest';
import { levelStateSchema, type LevelState, type VoteWord } from '../../../domain/approval/level.ts';
import { castVote, type VoteInput } from '../../../domain/approval/vote.ts';
import { delegateItem, reassignSeat } from '../../../domain/approval/pass-on.ts';
import { escalate } from '../../../domain/approval/timers.ts';
import { hour, opened, openingOf, OPENED, person } from './levels.ts';

function vote(level: LevelState, who: string, more: Partial<VoteInput> = {}) {
  return castVote({ level, personId: person(who), word: 'approve', reason: 'sebab', at: hour(1), ...more });
}
function voted(level: LevelState, ...votes: [string, VoteWord?][]): LevelState {
  return votes.reduce((state, [who, word]) => {
    const result = vote(state, who, word === undefined ? {} : { word });
    if (result.kind === 'refused') throw new Error(`${who}: ${result.refusal}`);
    return result.level;
  }, level);
}
function refusal(result: { kind: string; refusal?: string }): string | undefined {
  return result.kind === 'refused' ? result.refusal : undefined;
}
function escalated(level: LevelState): LevelState {
  const result = escalate(level, hour(72));
  if (result.kind !== 'escalated') throw new Error(result.refusal);
  return result.level;
}

describe('opening a level', () => {
  test('stores absolute times, one seat per approver and what the schema reads back', () => {
    const level = opened();
    expect(level).toMatchObject({
      status: 'open',
      version: 1,
      openedAt: OPENED,
      expireAt: hour(168),
      escalateAt: hour(72),
      reminders: [hour(24), hour(48)],
    });
    expect(levelStateSchema.parse(JSON.parse(JSON.stringify(level)))).toEqual(level);
  });

  test('gives no seat to the submitter nor to one who decided another level', () => {
    const level = opened({ approvers: ['ani', 'petugas', 'budi', 'zaki', 'cici'] });
    expect(level.seats.map((seat) => seat.personId)).toEqual(['ani', 'budi', 'cici']);
  });

  test.each([
    ['too few are left for k', { approvers: ['ani', 'petugas'], quorum: { kind: 'k-of-n', k: 2 } }],
    ['nobody is left', { approvers: ['petugas', 'zaki'], quorum: { kind: 'all' } }],
    ['a required person is barred', { approvers: ['ani', 'zaki'], quorum: { kind: 'any', required: ['zaki'] } }],
  ])('is empty when %s', (_what, changes) => {
    expect(openingOf({ ...changes, onEmpty: 'skip' })).toEqual({ kind: 'empty', onEmpty: 'skip' });
  });

  test('has no escalation when its target may not decide, and says so', () => {
    const result = openingOf({ escalationTarget: 'petugas' });
    expect(result).toMatchObject({ kind: 'opened', escalationBarred: true });
    expect(result.kind === 'opened' && result.level.escalateAt).toBeUndefined();
  });
});

describe('a quorum', () => {
  test.each<[what: string, quorum: object, outcome: [votes: [string, VoteWord?][], status: string]]>([
    ['any is met by one approval', { kind: 'any' }, [[['budi']], 'approved']],
    [
      'any outlives two votes against',
      { kind: 'any' },
      [
        [
          ['ani', 'reject'],
          ['budi', 'return'],
        ],
        'open',
      ],
    ],
    [
      'any fails when all are against',
      { kind: 'any' },
      [
        [
          ['ani', 'reject'],
          ['budi', 'reject'],
          ['cici', 'reject'],
        ],
        'rejected',
      ],
    ],
    ['all needs everyone', { kind: 'all' }, [[['ani'], ['budi']], 'open']],
    ['all is met by everyone', { kind: 'all' }, [[['ani'], ['budi'], ['cici']], 'approved']],
    ['all fails with the first vote against', { kind: 'all' }, [[['ani'], ['budi', 'reject']], 'rejected']],
    ['all ends returned when that vote is a return', { kind: 'all' }, [[['budi', 'return']], 'returned']],
    ['two of three is met by two', { kind: 'k-of-n', k: 2 }, [[['ani'], ['budi', 'reject'], ['cici']], 'approved']],
    ['two of three still stands after one against', { kind: 'k-of-n', k: 2 }, [[['ani', 'reject']], 'open']],
    [
      'two of three fails as soon as it cannot be met',
      { kind: 'k-of-n', k: 2 },
      [
        [
          ['ani', 'reject'],
          ['budi', 'reject'],
        ],
        'rejected',
      ],
    ],
    [
      'two of three ends returned when any vote against was a return',
      { kind: 'k-of-n', k: 2 },
      [
        [
          ['ani', 'return'],
          ['budi', 'reject'],
        ],
        'returned',
      ],
    ],
    ['a required person is waited for', { kind: 'any', required: ['cici'] }, [[['ani'], ['budi']], 'open']],
    ['a required person completes it', { kind: 'any', required: ['cici'] }, [[['cici']], 'approved']],
    ['a required person against fails it', { kind: 'any', required: ['cici'] }, [[['cici', 'reject']], 'rejected']],
  ])('of %s', (_what, quorum, [votes, status]) => {
    expect(voted(opened({ quorum }), ...votes).status).toBe(status);
  });
});

describe('a vote is refused', () => {
  const level = opened();
  test.each<[string, () => { kind: string; refusal?: string }, string]>([
    ['at the second of expiry', () => vote(level, 'ani', { at: hour(168) }), 'expired'],
    ['in a freeze', () => vote(level, 'ani', { frozenUntil: hour(2) }), 'frozen'],
    ['of a stranger', () => vote(level, 'xena'), 'not-an-approver'],
    ['of the escalation target before escalation', () => vote(level, 'tari'), 'not-an-approver'],
    ['of the submitter', () => vote(level, 'petugas'), 'is-submitter'],
    ['of one who decided another level', () => vote(level, 'zaki'), 'decided-another-level'],
    [
      'of one who has decided another level meanwhile',
      () => vote(level, 'ani', { decidedElsewhere: [person('ani')] }),
      'decided-another-level',
    ],
    ['without a reason for rejecting', () => vote(level, 'ani', { word: 'reject', reason: '  ' }), 'reason-required'],
    ['without a comment for returning', () => vote(level, 'ani', { word: 'return', reason: '' }), 'reason-required'],
    [
      'when the same person voted before',
      () => vote(voted(level, ['ani']), 'ani', { word: 'reject' }),
      'already-voted',
    ],
    [
      'when the same person voted and the level is decided',
      () => vote(voted(level, ['ani'], ['budi']), 'ani'),
      'already-voted',
    ],
    ['when the level is decided', () => vote(voted(level, ['ani'], ['budi']), 'cici'), 'level-not-open'],
  ])('%s', (_what, cast, code) => {
    expect(refusal(cast())).toBe(code);
  });

  test('not in the last millisecond before expiry', () => {
    const at = new Date(Date.parse(hour(168)) - 1).toISOString();
    expect(vote(level, 'ani', { at }).kind).toBe('voted');
  });
});

describe('passing one item on', () => {
  const level = opened();
  const pass = (state: LevelState, from: string, to: string) =>
    delegateItem({ level: state, fromPersonId: person(from), toPersonId: person(to), at: hour(1) });
  const passed = (state: LevelState, from: string, to: string) => {
    const result = pass(state, from, to);
    if (result.kind === 'refused') throw new Error(result.refusal);
    return result.level;
  };

  test('lets the delegate decide and no longer the holder, with both names kept', () => {
    const after = passed(level, 'ani', 'dedi');
    expect(refusal(vote(after, 'ani'))).toBe('seat-passed-on');
    expect(voted(after, ['dedi']).seats[0]).toMatchObject({
      personId: 'dedi',
      passedBy: ['ani'],
      via: { kind: 'delegation', fromPersonId: 'ani' },
    });
  });

  test('keeps a required seat required', () => {
    const after = passed(opened({ quorum: { kind: 'any', required: ['ani'] } }), 'ani', 'dedi');
    expect(voted(after, ['budi']).status).toBe('open');
    expect(voted(after, ['dedi']).status).toBe('approved');
  });

  test.each<[string, () => { kind: string; refusal?: string }, string]>([
    ['to whom the policy does not name', () => pass(level, 'ani', 'xena'), 'delegate-not-allowed'],
    ['by a stranger', () => pass(level, 'xena', 'dedi'), 'not-an-approver'],
    ['after voting', () => pass(voted(level, ['ani']), 'ani', 'dedi'), 'already-voted'],
    ['a second time by the same person', () => pass(passed(level, 'ani', 'dedi'), 'ani', 'eka'), 'seat-passed-on'],
    ['to one who holds a seat', () => pass(passed(level, 'ani', 'dedi'), 'budi', 'dedi'), 'already-has-a-seat'],
    [
      'back to one who passed it on',
      () => pass(passed(opened({ mayDelegateTo: ['ani', 'dedi'] }), 'ani', 'dedi'), 'dedi', 'ani'),
      'too-many-moves',
    ],
    [
      'more than three times',
      () => pass(passed(passed(passed(level, 'ani', 'dedi'), 'dedi', 'eka'), 'eka', 'gita'), 'gita', 'hadi'),
      'too-many-moves',
    ],
    ['to the submitter', () => pass(opened({ mayDelegateTo: ['petugas'] }), 'ani', 'petugas'), 'is-submitter'],
    [
      'to one who decided another level',
      () => pass(opened({ mayDelegateTo: ['zaki'] }), 'ani', 'zaki'),
      'decided-another-level',
    ],
    ['to the escalation target', () => pass(opened({ mayDelegateTo: ['tari'] }), 'ani', 'tari'), 'already-has-a-seat'],
    ['when the level is decided', () => pass(voted(level, ['ani'], ['budi']), 'cici', 'dedi'), 'level-not-open'],
    [
      'at the second of expiry',
      () => delegateItem({ level, fromPersonId: person('ani'), toPersonId: person('dedi'), at: hour(168) }),
      'expired',
    ],
  ])('is refused %s', (_what, act, code) => {
    expect(refusal(act())).toBe(code);
  });

  test('an administrator may give a seat to somebody outside the policy, but not past separation of duties', () => {
    const reassign = (to: string) =>
      reassignSeat({ level, fromPersonId: person('ani'), toPersonId: person(to), at: hour(1) });
    expect(reassign('xena')).toMatchObject({
      kind: 'passed-on',
      level: { seats: [{ personId: 'xena', via: { kind: 'reassignment' } }, {}, {}] },
    });
    expect(refusal(reassign('petugas'))).toBe('is-submitter');
    expect(refusal(reassign('budi'))).toBe('already-has-a-seat');
  });
});

describe('after escalation', () => {
  test('the target votes in place of one silent person, and n and k stay', () => {
    const level = voted(escalated(voted(opened(), ['ani'])), ['tari']);
    expect(level.status).toBe('approved');
    expect(level.seats).toHaveLength(3);
    expect(level.seats[1]).toMatchObject({ personId: 'budi', vote: { byPersonId: 'tari' } });
  });

  test('the target stands in for a silent required person first', () => {
    const level = voted(escalated(opened({ quorum: { kind: 'any', required: ['cici'] } })), ['tari']);
    expect(level.status).toBe('approved');
    expect(level.seats[2]?.vote?.byPersonId).toBe('tari');
  });

  test('earlier links stay valid: the target’s vote moves to another silent seat', () => {
    const level = voted(escalated(opened({ quorum: { kind: 'all' } })), ['tari'], ['ani']);
    expect(level.seats.map((seat) => seat.vote?.byPersonId)).toEqual(['ani', 'tari', undefined]);
    expect(voted(level, ['cici']).status).toBe('approved');
  });

  test('a silent holder whose seat the target used may still pass the item on', () => {
    const level = voted(escalated(opened({ quorum: { kind: 'all' } })), ['tari']);
    const result = delegateItem({ level, fromPersonId: person('ani'), toPersonId: person('dedi'), at: hour(80) });
    expect(result).toMatchObject({
      kind: 'passed-on',
      level: { seats: [{ personId: 'dedi' }, { personId: 'budi', vote: { byPersonId: 'tari' } }, {}] },
    });
    expect(result.kind === 'passed-on' && result.level.seats[0]?.vote).toBeUndefined();
  });

  test('the target votes once', () => {
    expect(refusal(vote(voted(escalated(opened()), ['tari']), 'tari'))).toBe('already-voted');
  });

  test('a target who decided another level meanwhile may not vote', () => {
    expect(refusal(vote(escalated(opened()), 'tari', { decidedElsewhere: [person('tari')] }))).toBe(
      'decided-another-level',
    );
  });
});
