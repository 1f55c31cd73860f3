import { beforeAll, describe, expect, it } from 'vitest';
import { RefusedError } from '../../../domain/errors.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { submitWorld } from '../../support/submit-world.ts';
import type { Submit, SubmitWorld } from '../../support/submit-world.ts';

let world: SubmitWorld;

beforeAll(async () => {
  world = await submitWorld(await newTable());
});

const AT_ONCE = 20;
const all = (submit: (index: number) => Submit) =>
  Promise.allSettled(Array.from({ length: AT_ONCE }, (_, index) => world.submit(submit(index))));

type Settled = Awaited<ReturnType<typeof all>>;
const taken = (settled: Settled) => settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
const codes = (settled: Settled) =>
  settled.flatMap((one) => {
    if (one.status === 'fulfilled') return [];
    if (one.reason instanceof RefusedError) return [one.reason.code];
    throw one.reason;
  });
const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

async function deadRequest(key: string) {
  const first = await world.submit({ key });
  await world.move(first.revisionId, { status: 'rejected' });
  return first;
}

describe('twenty submits at once', () => {
  it('with the same key and content are one request, started once, and each caller is told of it', async () => {
    const body = world.files();
    const startsBefore = world.executions.started.size;

    const settled = await all(() => ({ key: 'all-at-once', body }));

    expect(codes(settled)).toEqual([]);
    expect(distinct(taken(settled).map(({ revisionId }) => revisionId))).toHaveLength(1);
    expect(world.executions.started.size).toBe(startsBefore + 1);
  });

  it('with the same key as the next revision are that one revision, not a refusal to those who came later', async () => {
    const first = await deadRequest('dead-for-twins');

    const settled = await all(() => ({ key: 'twins-of-two', body: { revises: first.requestId } }));

    expect(codes(settled)).toEqual([]);
    expect(distinct(taken(settled).map(({ number }) => number))).toEqual([2]);
    expect(distinct(taken(settled).map(({ revisionId }) => revisionId))).toHaveLength(1);
    expect(await world.request(first.requestId)).toMatchObject({ latestNumber: 2 });
  });

  it('with the same key but each its own roster: one is taken in with its own roster, the others are refused', async () => {
    const settled = await all((index) => ({ key: 'twenty-rosters', body: world.files(`nik\n${index}\n`) }));

    const winners = taken(settled);
    expect(winners).toHaveLength(1);
    expect(distinct(codes(settled))).toEqual(['idempotency-key-reused']);
    const winner = settled.findIndex((one) => one.status === 'fulfilled');
    const head = await world.head(winners[0]?.revisionId ?? '');
    expect(world.objects.objects.get(`records/${head?.roster.key ?? ''}`)?.toString()).toBe(`nik\n${winner}\n`);
  });

  it('with keys of their own as the next revision: one comes through, the others are told that it lives', async () => {
    const first = await deadRequest('dead-for-rivals');

    const settled = await all((index) => ({ key: `rival-${index}-of-two`, body: { revises: first.requestId } }));

    const winners = taken(settled);
    expect(winners.map(({ number }) => number)).toEqual([2]);
    expect(distinct(codes(settled))).toEqual(['revision-still-alive']);
    expect(await world.request(first.requestId)).toMatchObject({
      latestNumber: 2,
      latestRevisionId: winners[0]?.revisionId,
    });
    const losers = await Promise.all(settled.map((_, index) => world.idempotency(`rival-${index}-of-two`)));
    expect(losers.filter((stored) => stored !== null)).toHaveLength(1);
  });

  it('with keys of their own are twenty requests', async () => {
    const settled = await all((index) => ({ key: `separate-${index}` }));

    expect(distinct(taken(settled).map(({ requestId }) => requestId))).toHaveLength(AT_ONCE);
  });
});

describe('a submit that was slow between looking for its key and looking at the last revision', () => {
  /** The configuration is read in between: it comes only once the twin is stored. */
  async function slowSubmit(submit: Submit, meanwhile: () => Promise<unknown>) {
    const configuration = async () => {
      await meanwhile();
      return world.deps.configuration();
    };
    return world.submit({ ...submit, deps: { ...world.deps, configuration } });
  }

  it('is told of the revision that its twin has stored, though that one lives by now', async () => {
    const first = await deadRequest('dead-for-slow-twin');
    const submit = { key: 'slow-twin', body: { revises: first.requestId } };
    let twin: { revisionId: string } | undefined;

    const slow = await slowSubmit(submit, async () => {
      twin = await world.submit(submit);
    });

    expect(slow.revisionId).toBe(twin?.revisionId);
  });

  it('leaves no second sealed copy behind', async () => {
    const submit = { key: 'slow-without-copy', body: world.files() };
    const copies = () => [...world.objects.objects.keys()].filter((key) => key.startsWith('records/')).length;
    const before = copies();

    await slowSubmit(submit, () => world.submit(submit));

    expect(copies() - before).toBe(3);
  });

  it('is refused when the revision that came meanwhile was sent under another key', async () => {
    const first = await deadRequest('dead-for-slow-rival');
    const body = { revises: first.requestId };

    const slow = slowSubmit({ key: 'slow-rival', body }, () => world.submit({ key: 'quick-rival', body }));

    await expect(slow).rejects.toMatchObject({ code: 'revision-still-alive' });
  });
});
