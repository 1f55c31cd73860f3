import { beforeEach, describe, expect, test } from 'vitest';
import { readLevel } from '../../../functions/adapters/dynamodb/level-store.ts';
import { decideApproval } from '../../../functions/http/decide-approval/step.ts';
import { showApproval } from '../../../functions/http/show-approval/step.ts';
import { withdrawRequest } from '../../../functions/http/withdraw-request/step.ts';
import { htmlAnswer } from '../../../functions/pages/answer.ts';
import { openNextLevel } from '../../../functions/steps/open-level/step.ts';
import { reviewLevel } from '../../../functions/steps/review-level/step.ts';
import { administrationWorld, caller } from '../../support/administration-world.ts';
import type { AdministrationWorld } from '../../support/administration-world.ts';
import { REVISION, WORKERS } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

/** Of each of the two that race, all at once. */
const TIMES = 50;
const ESCALATION = '2027-01-07T02:00:00.000Z';
const END = '2027-01-11T02:00:00.000Z';
const before = (instant: string, ms: number) => new Date(Date.parse(instant) - ms).toISOString();

let world: AdministrationWorld;

beforeEach(async () => {
  world = await administrationWorld(await newTable());
  await openNextLevel({ revisionId: REVISION }, world.deps);
});

const at = (instant: string) => ({ ...world.deps, now: () => new Date(instant) });
const show = async (secret: string) => {
  const answer = await showApproval(
    { method: 'GET', secret, query: { lang: undefined }, contentType: '', body: '' },
    world.deps,
  );
  return htmlAnswer(answer).body ?? '';
};
const formOf = async (secret: string) => /name="nonce" value="([^"]+)"/.exec(await show(secret))?.[1] ?? '';
const post = (secret: string, fields: Record<string, string>) => {
  const body = new URLSearchParams({ workers: String(WORKERS), ...fields }).toString();
  const contentType = 'application/x-www-form-urlencoded';
  return decideApproval({ method: 'POST', secret, query: { lang: undefined }, contentType, body }, world.deps);
};
const level = async (number = 1) => {
  const found = await readLevel(world.deps.table, { revisionId: REVISION, level: number });
  if (found === null) throw new Error(`no level ${number}`);
  return found;
};

type Act = () => Promise<unknown>;
type Racer = 'vote' | 'withdrawal' | 'delegation' | 'escalation' | 'expiry';
const EVENTS: Readonly<Record<Racer, string>> = {
  vote: 'level-voted',
  withdrawal: 'request-withdrawn',
  delegation: 'level-delegated',
  escalation: 'level-escalated',
  expiry: 'level-expired',
};

/** What each racer does once. The page's clock stands a minute before the turn that it races with. */
async function acts(pair: readonly [Racer, Racer]): Promise<Record<Racer, Act>> {
  const secret = await world.secretOf('kabid-hi');
  const turn = pair.includes('expiry') ? END : ESCALATION;
  world.setClock(before(turn, 60_000));
  const nonce = await formOf(secret);
  const officer = { ...caller('petugas-disnaker', 'officer'), officeId: 'disnaker' };
  const withdrawal = { params: { requestId: world.requestId }, body: { reason: 'salah unggah' }, caller: officer };
  const review = (instant: string) => reviewLevel({ revisionId: REVISION, level: 1 }, at(instant));
  return {
    vote: () => post(secret, { nonce, decision: 'approve' }),
    // Too late and too early are answers too.
    withdrawal: () => withdrawRequest(withdrawal, world.deps).catch(({ code }: { code: string }) => code),
    delegation: () => post(secret, { nonce, decision: 'delegate', delegateTo: 'kasi-jamsos' }),
    escalation: () => review(pair.includes('expiry') ? before(END, 1) : ESCALATION),
    expiry: () => review(END),
  };
}

async function race(pair: readonly [Racer, Racer]): Promise<(racer: Racer) => number> {
  const act = await acts(pair);
  const attempts = Array.from({ length: 2 * TIMES }, (_, index) => act[pair[index % 2 === 0 ? 0 : 1]]());
  await Promise.all(attempts);
  const types = await world.eventTypes();
  return (racer) => types.filter((type) => type === EVENTS[racer]).length;
}

/** What holds after any race, whoever won. */
async function nothingTwice(): Promise<void> {
  const [types, now, head] = [await world.eventTypes(), await level(), await world.head()];
  for (const type of Object.values(EVENTS)) expect(types.filter((one) => one === type).length).toBeLessThanOrEqual(1);
  const ends = types.filter((type) => /^request-(withdrawn|expired|rejected|returned)$/.test(type));
  expect(ends.length).toBeLessThanOrEqual(1);
  // One version for each change of the level, and one more when its end came from outside.
  const changes = types.filter((type) => type.startsWith('level-')).length;
  expect(now.version).toBe(changes + (now.status === 'closed' ? 1 : 0));
  expect(now.seats.filter(({ vote }) => vote !== undefined)).toHaveLength(types.includes('level-voted') ? 1 : 0);
  const money = { allocated: 3_000_000_000, reserved: ends.length === 1 ? 0 : 50_050_000 };
  expect(await world.allocation('JKK')).toMatchObject(money);
  expect(['approving', 'withdrawn', 'expired']).toContain(head.status);
  const templates = (await world.outbox()).map(({ template }) => template);
  const mailed = (of: string) => templates.filter((template) => template === of).length;
  const happened = (racer: Racer) => types.filter((type) => type === EVENTS[racer]).length;
  expect(mailed('approval-confirmation')).toBe(happened('vote'));
  expect(mailed('approval-delegation')).toBe(happened('delegation'));
  expect(mailed('approval-escalation')).toBe(happened('escalation'));
  expect(mailed('request-outcome')).toBe(ends.length);
}

describe('fifty against fifty at one moment', () => {
  test('votes against a withdrawal: the request is withdrawn, with the vote stored before it or not at all', async () => {
    const count = await race(['vote', 'withdrawal']);
    await nothingTwice();
    expect(count('withdrawal')).toBe(1);
    expect((await level()).status).toBe(count('vote') === 1 ? 'approved' : 'closed');
  });

  test('votes against passing on: the seat is either voted on or passed on, never both', async () => {
    const count = await race(['vote', 'delegation']);
    await nothingTwice();
    expect(count('vote') + count('delegation')).toBe(1);
  });

  test('votes against escalation: the vote counts once, and nobody is called in after it', async () => {
    const count = await race(['vote', 'escalation']);
    await nothingTwice();
    expect(count('vote')).toBe(1);
    expect((await level()).status).toBe('approved');
    const types = await world.eventTypes();
    expect(types.indexOf('level-escalated')).toBeLessThan(types.indexOf('level-voted'));
  });

  test('votes against expiry: either decided or expired', async () => {
    const count = await race(['vote', 'expiry']);
    await nothingTwice();
    expect(count('vote') + count('expiry')).toBe(1);
    expect((await level()).status).toBe(count('vote') === 1 ? 'approved' : 'expired');
  });

  test('a withdrawal against passing on: withdrawn, with the seat at whom it was last', async () => {
    const count = await race(['withdrawal', 'delegation']);
    await nothingTwice();
    expect(count('withdrawal')).toBe(1);
    const { status, seats } = await level();
    expect(status).toBe('closed');
    expect(seats[0]?.personId).toBe(count('delegation') === 1 ? 'kasi-jamsos' : 'kabid-hi');
  });

  test('a withdrawal against escalation: withdrawn, and nobody is called in after it', async () => {
    const count = await race(['withdrawal', 'escalation']);
    await nothingTwice();
    expect(count('withdrawal')).toBe(1);
    expect((await world.eventTypes()).at(-1)).toBe('request-withdrawn');
  });

  test('a withdrawal against expiry: withdrawn or expired, with the money given back once', async () => {
    const count = await race(['withdrawal', 'expiry']);
    await nothingTwice();
    const types = await world.eventTypes();
    expect(types.filter((type) => type.startsWith('request-'))).toHaveLength(1);
    expect((await world.head()).status).toBe(count('withdrawal') === 1 ? 'withdrawn' : 'expired');
  });

  test('passing on against escalation: both happen, each once, and nobody has two voices', async () => {
    const count = await race(['delegation', 'escalation']);
    await nothingTwice();
    expect([count('delegation'), count('escalation')]).toEqual([1, 1]);
    expect(await level()).toMatchObject({ status: 'open', seats: [{ personId: 'kasi-jamsos' }] });
  });

  test('passing on against expiry: expired, and nothing is passed on after it', async () => {
    const count = await race(['delegation', 'expiry']);
    await nothingTwice();
    expect(count('expiry')).toBe(1);
    const types = await world.eventTypes();
    expect(types.indexOf('level-delegated')).toBeLessThan(types.indexOf('level-expired'));
  });

  test('escalation against expiry: expired, and nobody is called in after it', async () => {
    const count = await race(['escalation', 'expiry']);
    await nothingTwice();
    expect(count('expiry')).toBe(1);
    const types = await world.eventTypes();
    expect(types.indexOf('level-escalated')).toBeLessThan(types.indexOf('level-expired'));
    expect((await world.head()).status).toBe('expired');
  });
});

describe('the last place of a quorum', () => {
  const words = async (secret: string) => /<h1>([^<]+)/.exec(await show(secret))?.[1];

  test('taken by fifty clicks of one person advances the request once', async () => {
    const secret = await world.secretOf('kabid-hi');
    const nonce = await formOf(secret);
    const clicks = Array.from({ length: TIMES }, () => post(secret, { nonce, decision: 'approve' }));
    expect(new Set((await Promise.all(clicks)).map(({ status }) => status))).toEqual(new Set([200]));
    await nothingTwice();
    const opened = await Promise.all([1, 2, 3].map(() => openNextLevel({ revisionId: REVISION }, world.deps)));
    expect(opened.map((one) => 'level' in one && one.level)).toEqual([2, 2, 2]);
    expect((await world.eventTypes()).filter((type) => type === 'level-opened')).toHaveLength(2);
  });

  test('wanted with two different words by one person stores the first and keeps it', async () => {
    const secret = await world.secretOf('kabid-hi');
    const nonce = await formOf(secret);
    const wishes = [{ decision: 'approve' }, { decision: 'reject', reason: 'ganda' }];
    await Promise.all(wishes.flatMap((wish) => Array.from({ length: TIMES }, () => post(secret, { nonce, ...wish }))));
    await nothingTwice();
    expect(['approved', 'rejected']).toContain((await level()).status);
  });

  test('wanted by two people at once goes to one of them; the other is told that nothing is left to decide', async () => {
    const first = await world.secretOf('kabid-hi');
    await post(first, { nonce: await formOf(first), decision: 'approve' });
    await openNextLevel({ revisionId: REVISION }, world.deps);
    const kadis = await world.secretOf('kadis-naker');
    await post(kadis, { nonce: await formOf(kadis), decision: 'approve' });
    expect((await level(2)).status).toBe('open');
    const rivals = [await world.secretOf('sekretaris-dinas'), await world.secretOf('kabid-anggaran')];
    const forms = await Promise.all(rivals.map(async (secret) => ({ secret, nonce: await formOf(secret) })));
    await Promise.all(
      Array.from({ length: TIMES }, () =>
        forms.map(({ secret, nonce }) => post(secret, { nonce, decision: 'approve' })),
      ).flat(),
    );
    const { status, seats } = await level(2);
    expect(status).toBe('approved');
    expect(seats.filter(({ vote }) => vote !== undefined)).toHaveLength(2);
    const told = new Set(await Promise.all(rivals.map(words)));
    expect(told).toEqual(new Set(['Keputusan Anda sudah tercatat', 'Tidak ada lagi yang perlu diputuskan']));
    expect((await world.eventTypes()).filter((type) => type === 'level-voted')).toHaveLength(3);
  });
});
