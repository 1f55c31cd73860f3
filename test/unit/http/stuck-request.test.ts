import { beforeAll, describe, expect, it } from 'vitest';
import type { RevisionHead } from '../../../functions/adapters/dynamodb/records.ts';
import { listRequests } from '../../../functions/http/list-requests/step.ts';
import { releaseRequest } from '../../../functions/http/release-request/step.ts';
import { retryRequest } from '../../../functions/http/retry-request/step.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { ADMINISTRATOR, NOW, submitWorld } from '../../support/submit-world.ts';
import type { SubmitWorld } from '../../support/submit-world.ts';

let world: SubmitWorld;

beforeAll(async () => {
  world = await submitWorld(await newTable());
});

const stopDeps = () => ({
  table: world.store,
  answerToken: () => Promise.resolve('told' as const),
  nudgeMail: () => Promise.resolve(),
  now: () => new Date(NOW),
});

type Sent = Awaited<ReturnType<SubmitWorld['submit']>>;
const call = async ({ requestId }: Sent, reason: string) => ({
  params: { requestId },
  body: { reason },
  caller: await world.caller(ADMINISTRATOR),
});
const release = async (sent: Sent) => releaseRequest(await call(sent, 'macet'), stopDeps());
const retry = async (sent: Sent, deps = world.deps) => retryRequest(await call(sent, 'coba lagi'), deps);

let count = 0;
async function requestIn(set: Partial<RevisionHead>): Promise<Sent> {
  count += 1;
  const sent = await world.submit({ key: `request-number-${count}` });
  if (Object.keys(set).length > 0) await world.move(sent.revisionId, set);
  return sent;
}

it('the list can be asked for what waits for an administrator, and for nothing else', async () => {
  const stuck = await requestIn({ status: 'checking', needsAdministrator: true });
  await requestIn({ status: 'approving' });
  await requestIn({ status: 'withdrawn', needsAdministrator: true });

  const { requests } = await listRequests(
    { query: { stuck: 'true' }, caller: await world.caller(ADMINISTRATOR) },
    { table: world.store, officeIds: async () => ['disnaker'] },
  );

  expect(requests.map(({ requestId }) => requestId)).toEqual([stuck.requestId]);
});

describe('releasing a stuck request', () => {
  it('ends it as failed with the reason, by the administrator', async () => {
    const sent = await requestIn({ status: 'checking', needsAdministrator: true });

    expect(await release(sent)).toEqual({ requestId: sent.requestId, status: 'failed' });

    expect((await world.head(sent.revisionId))?.outcome).toMatchObject({ id: 'macet', by: ADMINISTRATOR });
  });

  it('is refused while the request goes its way: only officers and officials decide then', async () => {
    const sent = await requestIn({ status: 'approving' });

    await expect(release(sent)).rejects.toMatchObject({ code: 'not-stuck', kind: 'conflict' });
  });

  it('is refused once premiums are being recorded, however stuck', async () => {
    const sent = await requestIn({ status: 'recording', needsAdministrator: true });

    await expect(release(sent)).rejects.toMatchObject({ code: 'too-late', kind: 'conflict' });
  });

  it('lets the officer send the next revision', async () => {
    const sent = await requestIn({ status: 'checking', needsAdministrator: true });
    await release(sent);

    const next = await world.submit({ key: 'after-release', body: { revises: sent.requestId } });

    expect(next.number).toBe(2);
  });
});

describe('retrying a stuck request', () => {
  it('starts the next attempt and is no longer stuck', async () => {
    const sent = await requestIn({ status: 'recording', needsAdministrator: true, attempt: 3 });

    expect(await retry(sent)).toEqual({ requestId: sent.requestId, attempt: 4 });

    expect(world.executions.started.has(`${sent.requestId}-1-4`)).toBe(true);
    const head = await world.head(sent.revisionId);
    expect(head).toMatchObject({ attempt: 4, status: 'recording', dueBy: '2026-12-07T03:00:00.000Z' });
    expect(head?.needsAdministrator).toBeUndefined();
    expect((await world.events(sent.revisionId)).at(-1)).toMatchObject({
      type: 'request-retried',
      by: ADMINISTRATOR,
      data: { attempt: 4, reason: 'coba lagi' },
    });
  });

  it('by two administrators at once starts one attempt', async () => {
    const sent = await requestIn({ status: 'checking', needsAdministrator: true });

    const settled = await Promise.allSettled([retry(sent), retry(sent)]);

    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await world.head(sent.revisionId))?.attempt).toBe(2);
  });

  it.each([{}, { status: 'withdrawn', needsAdministrator: true }] as Partial<RevisionHead>[])(
    'is refused for one that is %j',
    async (set) => {
      const sent = await requestIn(set);

      await expect(retry(sent)).rejects.toMatchObject({ code: 'not-stuck', kind: 'conflict' });
    },
  );

  it('that cannot start now is overdue for repair at once', async () => {
    const sent = await requestIn({ status: 'checking', needsAdministrator: true });
    const executions = { startExecution: () => Promise.reject(new Error('the service is down')) };

    await retry(sent, { ...world.deps, executions });

    expect(await world.head(sent.revisionId)).toMatchObject({ attempt: 2, duePk: 'DUE', dueBy: NOW });
  });
});
