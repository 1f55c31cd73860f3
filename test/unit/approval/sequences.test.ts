import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LevelState, VoteWord } from '../../../domain/approval/level.ts';
import { neededApprovals } from '../../../domain/approval/open-level.ts';
import { delegateItem, reassignSeat } from '../../../domain/approval/pass-on.ts';
import { closeLevel, dueActions, escalate, expire, markReminded } from '../../../domain/approval/timers.ts';
import { castVote, judge } from '../../../domain/approval/vote.ts';
import { hour, opened, person } from './levels.ts';

const PEOPLE = ['ani', 'budi', 'cici', 'tari', 'dedi', 'eka', 'gita', 'petugas', 'zaki', 'xena'];
const who = fc.constantFrom(...PEOPLE);
const hours = fc.integer({ min: 0, max: 200 });

type Act = (level: LevelState) => { kind: string; level?: LevelState };
const act: fc.Arbitrary<[string, Act]> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(who, fc.constantFrom<VoteWord>('approve', 'approve', 'reject', 'return'), hours)
      .map(([one, word, h]): [string, Act] => [
        `${one} ${word} ${h}`,
        (level) => castVote({ level, personId: person(one), word, reason: 'sebab', at: hour(h) }),
      ]),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(who, who, hours)
      .map(([from, to, h]): [string, Act] => [
        `${from} delegates to ${to} ${h}`,
        (level) => delegateItem({ level, fromPersonId: person(from), toPersonId: person(to), at: hour(h) }),
      ]),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(who, who)
      .map(([from, to]): [string, Act] => [
        `${from} is replaced by ${to}`,
        (level) => reassignSeat({ level, fromPersonId: person(from), toPersonId: person(to), at: hour(1) }),
      ]),
  },
  { weight: 2, arbitrary: hours.map((h): [string, Act] => [`escalate ${h}`, (level) => escalate(level, hour(h))]) },
  { weight: 1, arbitrary: hours.map((h): [string, Act] => [`remind ${h}`, (level) => markReminded(level, hour(h))]) },
  { weight: 1, arbitrary: hours.map((h): [string, Act] => [`expire ${h}`, (level) => expire(level, hour(h))]) },
  { weight: 1, arbitrary: fc.constant<[string, Act]>(['close', (level) => closeLevel(level, hour(1))]) },
);
const quorum = fc.constantFrom(
  { kind: 'any' },
  { kind: 'all' },
  { kind: 'k-of-n', k: 2 },
  { kind: 'k-of-n', k: 2, required: ['cici'] },
  { kind: 'any', required: ['ani'] },
);
const history = fc.tuple(quorum, fc.boolean(), fc.array(act, { maxLength: 25 }));

function last<Item>(items: readonly Item[]): Item {
  const item = items.at(-1);
  if (item === undefined) throw new Error('nothing there');
  return item;
}

function play([rule, holds, acts]: [object, boolean, [string, Act][]]): LevelState[] {
  const states = [opened({ quorum: rule, ...(holds ? { onExpiry: 'hold-once', holdHours: 10 } : {}) })];
  for (const [, perform] of acts) {
    const result = perform(last(states));
    if (result.level !== undefined) states.push(result.level);
  }
  return states;
}
const votesOf = (level: LevelState) => level.seats.flatMap((seat) => (seat.vote === undefined ? [] : [seat.vote]));

describe('whatever happens in whatever order', () => {
  test('a level that has ended never changes again', () => {
    fc.assert(
      fc.property(history, (events) => {
        const ended = play(events).filter((level) => level.status !== 'open');
        expect(ended.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2_000 },
    );
  });

  test('nobody votes twice, nobody holds two seats, and neither submitter nor a decider of another level has a voice', () => {
    fc.assert(
      fc.property(history, (events) => {
        const level = last(play(events));
        const voters = votesOf(level).map((vote) => vote.byPersonId);
        const holders = level.seats.map((seat) => seat.personId);
        expect(new Set(voters).size).toBe(voters.length);
        expect(new Set(holders).size).toBe(holders.length);
        expect([...voters, ...holders].filter((one) => one === 'petugas' || one === 'zaki')).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('n and k stay, and no stored vote is lost or changed', () => {
    fc.assert(
      fc.property(history, (events) => {
        const states = play(events);
        for (const [index, level] of states.entries()) {
          expect(level.seats).toHaveLength(3);
          expect(level.version).toBe(index + 1);
          const before = states.slice(Math.max(index - 1, 0), index).flatMap(votesOf);
          expect(votesOf(level)).toEqual(expect.arrayContaining(before));
          expect(votesOf(level).length - before.length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('a level is approved exactly when its quorum is met and open exactly while it can still be', () => {
    fc.assert(
      fc.property(history, (events) => {
        const level = last(play(events));
        fc.pre(level.status !== 'expired' && level.status !== 'closed');
        const words = level.seats.map((seat) => seat.vote?.word);
        const approvals = words.filter((word) => word === 'approve').length;
        const silent = words.filter((word) => word === undefined).length;
        const required = level.seats.filter((seat) => seat.required).map((seat) => seat.vote?.word);
        const isMet = approvals >= neededApprovals(level.quorum, 3) && required.every((word) => word === 'approve');
        const canBeMet =
          approvals + silent >= neededApprovals(level.quorum, 3) &&
          required.every((word) => word === undefined || word === 'approve');
        const failed = words.includes('return') ? 'returned' : 'rejected';
        expect(level.status).toBe([isMet && 'approved', canBeMet && 'open', failed].find((one) => one !== false));
        expect(judge(level)).toBe(level.status);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the next time to look is never in the past', () => {
    fc.assert(
      fc.property(history, hours, (events, h) => {
        const { due, nextAt } = dueActions(last(play(events)), hour(h));
        expect(nextAt === null || nextAt > hour(h)).toBe(true);
        expect(due.includes('expire') && due.length > 1).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});
