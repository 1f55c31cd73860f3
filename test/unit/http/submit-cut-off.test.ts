import { beforeAll, describe, expect, it } from 'vitest';
import type { SubmitBody } from '../../../functions/http/submit-request/contract.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { depsThatStop } from '../../support/stopping-submit.ts';
import type { Stop } from '../../support/stopping-submit.ts';
import { OFFICER, submitWorld } from '../../support/submit-world.ts';
import type { SubmitWorld } from '../../support/submit-world.ts';

let world: SubmitWorld;

beforeAll(async () => {
  world = await submitWorld(await newTable());
});

/** Roster, SK and PKS sealed; the transaction; the execution; the time of repair's next look. */
const WRITES = ['roster', 'first paper', 'second paper', 'transaction', 'execution', 'next look'];
const STOPS = WRITES.flatMap((name, index) =>
  (['before', 'after'] as const).map((when) => ({ name, when, write: index + 1 })),
);

async function submitStopped(body: Partial<SubmitBody>, key: string, stop: Stop): Promise<void> {
  const { deps } = depsThatStop(world.deps, stop);
  // Whoever called sees an error or nothing at all; both are "cut off" to them.
  await world.submit({ key, body, deps }).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'StoppedError') throw error;
  });
}

/** Stored whole or not at all. */
async function expectNothingHalf(key: string): Promise<void> {
  const stored = await world.idempotency(key);
  if (stored === null) return;
  expect(await world.head(stored.revisionId)).toMatchObject({ status: 'submitted', number: stored.number });
  expect(await world.request(stored.requestId)).toMatchObject({ latestRevisionId: stored.revisionId });
  expect(await world.events(stored.revisionId)).toHaveLength(1);
}

async function expectWhole(key: string, body: { roster: { uploadKey: string } }, number: number): Promise<void> {
  const answer = await world.submit({ key, body: body as Partial<SubmitBody> });
  expect(await world.idempotency(key)).toMatchObject({ revisionId: answer.revisionId, number });
  expect(answer.number).toBe(number);
  const head = await world.head(answer.revisionId);
  const uploaded = world.objects.objects.get(`uploads/${body.roster.uploadKey}`);
  expect(world.objects.objects.get(`records/${head?.roster.key ?? ''}`)).toEqual(uploaded);
  expect(head?.papers.sk?.key).toBe(`requests/${answer.revisionId}/sk.pdf`);
  expect(head?.dueBy).toBe('2026-12-07T03:00:00.000Z');
  expect(await world.events(answer.revisionId)).toHaveLength(1);
  expect(await world.chainHolds(answer.revisionId)).toBe(true);
  const starts = [...world.executions.started.values()].filter(
    ({ input }) => (input as { revisionId: string }).revisionId === answer.revisionId,
  );
  expect(starts.map(({ name }) => name)).toEqual([`${answer.requestId}-${number}-1`]);
}

function sealedFolders(): number {
  const keys = [...world.objects.objects.keys()].filter((key) => key.startsWith('records/requests/'));
  return new Set(keys.map((key) => key.split('/')[2])).size;
}

describe('a submit that is cut off and sent again', () => {
  it('makes six writes, so the cases below are all there are', async () => {
    const { deps, writes } = depsThatStop(world.deps, { write: 99, when: 'after' });

    await world.submit({ key: 'counting-writes', body: world.files(), deps });

    expect(writes()).toBe(WRITES.length);
  });

  it.each(STOPS)('$when the write "$name" ends as one request, whole, started once', async ({ write, when }) => {
    const key = `cut-${when}-${write}`;
    const body = world.files(`nik\n${write}${when}\n`);
    const foldersBefore = sealedFolders();

    await submitStopped(body, key, { write, when });
    await expectNothingHalf(key);

    await expectWhole(key, body, 1);
    expect(sealedFolders()).toBe(foldersBefore + 1);
  });

  it.each(STOPS)('$when the write "$name" as a second revision ends as that revision', async ({ write, when }) => {
    const first = await world.submit({ key: `dead-${when}-${write}` });
    await world.move(first.revisionId, { status: 'returned' });
    const key = `second-cut-${when}-${write}`;
    const body = { ...world.files(`nik\n2${write}${when}\n`), revises: first.requestId };

    await submitStopped(body, key, { write, when });
    await expectNothingHalf(key);

    await expectWhole(key, body, 2);
    expect(await world.request(first.requestId)).toMatchObject({ latestNumber: 2 });
  });

  it('before anything was stored, and sent again with the same key but another roster, carries that other roster', async () => {
    const lost = world.files('nik\nthe first\n');
    await submitStopped(lost, 'changed-my-mind', { write: 4, when: 'before' });
    const meant = world.files('nik\nthe second\n');

    expect(await world.idempotency('changed-my-mind')).toBeNull();
    await expectWhole('changed-my-mind', meant, 1);
  });

  it('and typed rows that differ are no obstacle either', async () => {
    const rows = (nama: string) => ({ roster: { rows: [{ nik: '1', nama }] } });
    await submitStopped(rows('Siti'), 'typed-again', { write: 2, when: 'before' });

    const answer = await world.submit({ key: 'typed-again', body: rows('Aminah') });

    const sealed = world.objects.objects.get(`records/requests/${answer.revisionId}/roster.csv`)?.toString();
    expect(sealed).toContain('Aminah');
    expect((await world.head(answer.revisionId))?.officerId).toBe(OFFICER);
  });
});
