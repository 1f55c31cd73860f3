import { beforeEach, describe, expect, test } from 'vitest';
import { levelToken, storeToken, tellToken, tokenDue } from '../../../functions/adapters/dynamodb/token-store.ts';
import { revisionKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { levelIsOpen, readLevel } from '../../../functions/adapters/dynamodb/level-store.ts';
import { transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { endRevision } from '../../../functions/adapters/dynamodb/end-revision.ts';
import { storeVote } from '../../../functions/http/decide-approval/store-decision.ts';
import { awaitDecision } from '../../../functions/steps/await-decision/step.ts';
import { openNextLevel } from '../../../functions/steps/open-level/step.ts';
import { reviewLevel } from '../../../functions/steps/review-level/step.ts';
import { approvalWorld, merantiConfiguration, person, REVISION, START } from '../../support/approval-world.ts';
import type { ApprovalWorld } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const HOUR = 3_600_000;
let world: ApprovalWorld;

beforeEach(async () => {
  world = await approvalWorld(await newTable());
});

const open = () => openNextLevel({ revisionId: REVISION }, world.deps);
const review = (level = 1) => reviewLevel({ revisionId: REVISION, level }, world.deps);
const level = async (number = 1) => {
  const found = await readLevel(world.deps.table, { revisionId: REVISION, level: number });
  if (found === null) throw new Error(`no level ${number}`);
  return found;
};
const vote = (
  personId: string,
  number: number,
  [word, reason]: ['approve' | 'reject' | 'return', string] = ['approve', ''],
) => {
  const place = { revisionId: REVISION, level: number };
  const at = world.deps.now().toISOString();
  const decider = { place, personId: person(personId), seatId: 's1', contentHash: 'c', at, utcOffsetMinutes: 420 };
  return storeVote(world.deps.table, decider, { word, reason });
};
const wait = (taskToken: string, enteredTime = START, retryCount = 0) =>
  awaitDecision({ revisionId: REVISION, level: 1, taskToken, enteredTime, retryCount }, world.deps);

describe('opening a level', () => {
  test('stores the level, the mails and the event together and waits until the first reminder', async () => {
    expect(await open()).toEqual({ outcome: 'open', level: 1, waitSeconds: 24 * 3600 });
    expect((await world.outbox()).map((mail) => mail.mailId)).toEqual([`${REVISION}-L1-kabid-hi-request`]);
    expect(await world.eventTypes()).toEqual(['level-opened']);
    expect((await world.head()).currentLevel).toBe(1);
  });

  test('done twice, it finds the open level and changes nothing', async () => {
    await open();
    const before = await world.head();
    world.moveClock(HOUR);
    expect(await open()).toEqual({ outcome: 'open', level: 1, waitSeconds: 23 * 3600 });
    expect(await world.head()).toEqual(before);
  });

  test('done by two executions at once, it opens one level', async () => {
    const answers = await Promise.all([open(), open(), open()]);
    expect(answers.map((one) => one.outcome)).toEqual(['open', 'open', 'open']);
    expect(await world.eventTypes()).toEqual(['level-opened']);
    expect(await world.outbox()).toHaveLength(1);
  });

  test('goes through the levels in order, and after the last one the request is approved', async () => {
    await open();
    await vote('kabid-hi', 1);
    expect(await open()).toMatchObject({ outcome: 'open', level: 2 });
    await vote('kadis-naker', 2);
    expect((await level(2)).status).toBe('open');
    await vote('kabid-anggaran', 2);
    expect(await open()).toMatchObject({ outcome: 'open', level: 3 });
    await vote('sekda', 3);
    expect(await open()).toEqual({ outcome: 'approved' });
    expect((await world.head()).status).toBe('approved');
    expect(await open()).toEqual({ outcome: 'approved' });
  });

  test('ends quietly on a request that was withdrawn', async () => {
    world = await approvalWorld(await newTable(), { head: { status: 'withdrawn' } });
    expect(await open()).toEqual({ outcome: 'ended' });
    expect(await world.eventTypes()).toEqual([]);
  });

  test('blocks when separation of duties leaves nobody for a level', async () => {
    world = await approvalWorld(await newTable(), { head: { officerId: person('kabid-hi') } });
    await expect(open()).rejects.toThrow(/nobody may decide level bidang/);
  });

  test('skips an empty level when the policy says so, and says it in the trail', async () => {
    const configuration = merantiConfiguration();
    const [first, ...others] = configuration.policy.levels;
    if (first === undefined) throw new Error('the sample policy has levels');
    const policy = { ...configuration.policy, levels: [{ ...first, onEmpty: 'skip' as const }, ...others] };
    world = await approvalWorld(await newTable(), {
      head: { officerId: person('kabid-hi') },
      configuration: { ...configuration, policy },
    });
    expect(await open()).toMatchObject({ outcome: 'open', level: 2 });
    expect(await world.events()).toMatchObject([{ type: 'level-opened', data: { level: 2, skipped: ['bidang'] } }]);
  });

  test('ends the request when a crash had left a rejected level without its consequence', async () => {
    await open();
    await vote('kabid-hi', 1, ['reject', 'data ganda']);
    expect(await open()).toEqual({ outcome: 'ended' });
    expect(await world.head()).toMatchObject({ status: 'rejected', outcome: { code: 'level-rejected' } });
  });
});

describe('awaiting a decision', () => {
  test('keeps the token while the level is open', async () => {
    await open();
    expect(await wait('token-1')).toEqual({ outcome: 'stored' });
    expect(world.told).toEqual([]);
  });

  test('answers the token at once when the level was decided before', async () => {
    await open();
    await vote('kabid-hi', 1);
    expect(await wait('token-1')).toEqual({ outcome: 'closed' });
    expect(world.told).toEqual(['token-1']);
  });

  test('a token that arrives late does not replace a later one, by entered time and then by retry', async () => {
    await open();
    await wait('second', '2027-01-05T00:00:00.000Z', 1);
    expect(await wait('first', '2027-01-04T00:00:00.000Z', 7)).toEqual({ outcome: 'older' });
    expect(await wait('same state, earlier try', '2027-01-05T00:00:00.000Z', 0)).toEqual({ outcome: 'older' });
    expect(await wait('second', '2027-01-05T00:00:00.000Z', 1)).toEqual({ outcome: 'stored' });
    expect(await wait('third', '2027-01-05T00:00:00.000Z', 2)).toEqual({ outcome: 'stored' });
    const tell = { pk: revisionKey(REVISION).pk, name: levelToken(1), output: {}, at: START };
    await tellToken(world.deps.table, tell, world.deps.answerToken);
    expect(world.told).toEqual(['third']);
  });

  test('a token that comes after something was decided is told at once, and is then forgotten', async () => {
    await open();
    const { table, answerToken } = world.deps;
    const at = { pk: revisionKey(REVISION).pk, name: 'FINANCE' };
    await transact(table, [tokenDue(table, at, START)]);
    expect(await tellToken(table, { ...at, output: {}, at: START }, answerToken)).toBe('no-token');
    const openCheck = levelIsOpen(table, { revisionId: REVISION, level: 1 });
    const token = { ...at, token: 'late', enteredTime: START, retryCount: 0, openCheck };
    expect(await storeToken(table, token)).toBe('pending');
    expect(await tellToken(table, { ...at, output: {}, at: START }, answerToken)).toBe('told');
    expect(await tellToken(table, { ...at, output: {}, at: START }, answerToken)).toBe('no-token');
    expect(world.told).toEqual(['late']);
  });

  test('a due time without a token is forgotten once it is overdue', async () => {
    const { table, answerToken } = world.deps;
    const at = { pk: revisionKey(REVISION).pk, name: 'FINANCE' };
    await transact(table, [tokenDue(table, at, START)]);
    await tellToken(table, { ...at, output: {}, at: '2027-01-04T02:02:00.000Z' }, answerToken);
    await open();
    const openCheck = levelIsOpen(table, { revisionId: REVISION, level: 1 });
    const token = { ...at, token: 'next', enteredTime: START, retryCount: 0, openCheck };
    expect(await storeToken(table, token)).toBe('stored');
  });
});

describe('reviewing a level', () => {
  test('a timer that fires too early changes nothing', async () => {
    await open();
    world.moveClock(24 * HOUR - 1);
    const before = await level();
    expect(await review()).toEqual({ outcome: 'open', level: 1, waitSeconds: 1 });
    expect(await level()).toEqual(before);
  });

  test('reminds at the exact moment, once, however often the timer fires', async () => {
    await open();
    world.moveClock(24 * HOUR);
    expect(await review()).toEqual({ outcome: 'open', level: 1, waitSeconds: 24 * 3600 });
    await review();
    await Promise.all([review(), review()]);
    expect((await world.outbox()).map((mail) => mail.template)).toEqual(['approval-request', 'approval-reminder']);
  });

  test('a timer that fires late makes one mail of two overdue reminders, and escalates', async () => {
    await open();
    world.moveClock(80 * HOUR);
    expect(await review()).toMatchObject({ outcome: 'open', waitSeconds: 88 * 3600 });
    const templates = (await world.outbox()).map((mail) => `${mail.template} to ${mail.personId}`);
    expect(templates.toSorted()).toEqual([
      'approval-escalation to asisten-pemerintahan',
      'approval-reminder to kabid-hi',
      'approval-request to kabid-hi',
    ]);
    expect(await world.eventTypes()).toEqual(['level-opened', 'level-reminded', 'level-escalated']);
  });

  test('after escalation the target may decide, and so may the person asked first', async () => {
    await open();
    world.moveClock(72 * HOUR);
    await review();
    expect(await vote('asisten-pemerintahan', 1)).toMatchObject({ kind: 'stored' });
    expect(await review()).toEqual({ outcome: 'decided' });
  });

  test('a level is open one millisecond before its end and expired at it', async () => {
    await open();
    world.setClock('2027-01-11T01:59:59.999Z');
    expect(await review()).toEqual({ outcome: 'open', level: 1, waitSeconds: 1 });
    world.setClock('2027-01-11T02:00:00.000Z');
    expect(await review()).toEqual({ outcome: 'ended' });
    expect(await world.head()).toMatchObject({ status: 'expired', outcome: { code: 'level-expired' } });
    expect((await world.allocation('JKK'))?.reserved).toBe(0);
    expect((await world.eventTypes()).filter((type) => type.endsWith('expired'))).toEqual([
      'level-expired',
      'request-expired',
    ]);
    expect(await review()).toEqual({ outcome: 'ended' });
  });

  test('a vote at the second of expiry is too late, and the millisecond before it counts', async () => {
    await open();
    world.setClock('2027-01-11T02:00:00.000Z');
    expect((await vote('kabid-hi', 1)).kind).toBe('overtaken');
    world.setClock('2027-01-11T01:59:59.999Z');
    expect((await vote('kabid-hi', 1)).kind).toBe('stored');
  });

  test('a level that holds once asks again, and expires at its second end', async () => {
    await open();
    await vote('kabid-hi', 1);
    await open();
    await vote('kadis-naker', 2);
    await vote('sekretaris-dinas', 2);
    await open();
    world.moveClock(168 * HOUR);
    expect(await review(3)).toEqual({ outcome: 'open', level: 3, waitSeconds: 72 * 3600 });
    expect((await world.outbox()).map((mail) => mail.mailId)).toContain(`${REVISION}-L3-sekda-hold`);
    expect(await review(3)).toMatchObject({ outcome: 'open' });
    world.moveClock(72 * HOUR);
    expect(await review(3)).toEqual({ outcome: 'ended' });
    expect((await world.head()).status).toBe('expired');
  });

  test('a rejection ends the request, gives the money back and tells the officer why', async () => {
    await open();
    await vote('kabid-hi', 1, ['reject', 'data ganda']);
    expect(await review()).toEqual({ outcome: 'ended' });
    const head = await world.head();
    expect(head.status).toBe('rejected');
    expect(head.outcome?.id).toContain('data ganda');
    expect((await world.allocation('JKM'))?.available).toBe(3_000_000_000);
    expect((await world.outbox()).filter((mail) => mail.template === 'request-outcome')).toHaveLength(1);
  });

  test('a return ends the request as returned', async () => {
    await open();
    await vote('kabid-hi', 1, ['return', 'lengkapi SK']);
    await review();
    expect(await world.head()).toMatchObject({ status: 'returned' });
  });

  test('on a request withdrawn meanwhile it ends quietly and reminds nobody', async () => {
    await open();
    await endRevision(world.deps.table, {
      revisionId: REVISION,
      to: 'withdrawn',
      outcome: { code: 'withdrawn', id: 'Ditarik', en: 'Withdrawn' },
      by: 'petugas-disnaker',
      now: world.deps.now(),
    });
    world.moveClock(30 * HOUR);
    expect(await review()).toEqual({ outcome: 'ended' });
    expect((await level()).status).toBe('closed');
    expect((await world.outbox()).map((mail) => mail.template)).not.toContain('approval-reminder');
  });
});
