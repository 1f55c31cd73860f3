import { GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { isDead, revisionLifecycle } from '../../../domain/request/lifecycle.ts';
import type { RevisionStatus } from '../../../domain/request/lifecycle.ts';
import { canMove, statusesOf } from '../../../domain/lifecycle.ts';
import { movement, readAllocation } from '../../../functions/adapters/dynamodb/ledger.ts';
import type { RevisionHead } from '../../../functions/adapters/dynamodb/records.ts';
import { tokenDue, levelToken } from '../../../functions/adapters/dynamodb/token-store.ts';
import { revisionKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { changeRevision } from '../../../functions/adapters/dynamodb/revision-store.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { withdrawRequest } from '../../../functions/http/withdraw-request/step.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { NOW, OFFICER, submitWorld } from '../../support/submit-world.ts';
import type { SubmitWorld } from '../../support/submit-world.ts';

let world: SubmitWorld;

beforeAll(async () => {
  world = await submitWorld(await newTable());
});

const told: string[] = [];
let nudges = 0;
const stopDeps = () => ({
  table: world.store,
  answerToken: (token: string) => {
    told.push(token);
    return Promise.resolve('told' as const);
  },
  nudgeMail: () => {
    nudges += 1;
    return Promise.resolve();
  },
  now: () => new Date(NOW),
});

type Sent = Awaited<ReturnType<SubmitWorld['submit']>>;
const call = async ({ requestId }: Pick<Sent, 'requestId'>, as: string) => ({
  params: { requestId },
  body: { reason: 'salah unggah' },
  caller: await world.caller(as),
});
const withdraw = async (sent: Sent) => withdrawRequest(await call(sent, OFFICER), stopDeps());

let count = 0;
async function requestIn(set: Partial<RevisionHead>): Promise<Sent> {
  count += 1;
  const sent = await world.submit({ key: `request-number-${count}` });
  if (Object.keys(set).length > 0) await world.move(sent.revisionId, set);
  return sent;
}

/** Money that the head holds: what reserving leaves behind. */
async function reserve({ revisionId }: Sent, amount: number): Promise<void> {
  const at = { at: NOW, by: 'reserve-budget', revisionId };
  const moved = { allocationId: 'APBD-2027-JKK', from: 'available', to: 'reserved', amount: rupiah(amount) } as const;
  await transact(world.store, movement(world.store, { ...moved, journalId: `${revisionId}:reserve:once`, ...at }));
}

const WITHDRAWABLE = statusesOf(revisionLifecycle).filter((from) => canMove(revisionLifecycle, from, 'withdrawn'));
const TOO_LATE = statusesOf(revisionLifecycle).filter(
  (from) => !canMove(revisionLifecycle, from, 'withdrawn') && from !== 'withdrawn',
);

describe('withdrawing a request', () => {
  it.each(WITHDRAWABLE)('is possible while it is %s', async (status) => {
    const sent = await requestIn(status === 'submitted' ? {} : { status });

    expect(await withdraw(sent)).toEqual({ requestId: sent.requestId, status: 'withdrawn' });

    expect(await world.head(sent.revisionId)).toMatchObject({
      status: 'withdrawn',
      outcome: { code: 'withdrawn', id: 'salah unggah', by: OFFICER },
    });
    expect((await world.events(sent.revisionId)).at(-1)).toMatchObject({ type: 'request-withdrawn', by: OFFICER });
  });

  it.each(TOO_LATE)('is refused once it is %s', async (status) => {
    const sent = await requestIn({ status });

    await expect(withdraw(sent)).rejects.toMatchObject({ code: 'too-late', kind: 'conflict' });

    expect((await world.head(sent.revisionId))?.status).toBe(status);
  });

  it('gives the reservation back in the same transaction and leaves nothing due', async () => {
    const before = await readAllocation(world.store, 'APBD-2027-JKK');
    const sent = await requestIn({ status: 'approving', reservation: { 'APBD-2027-JKK': rupiah(1000) } });
    await reserve(sent, 1000);

    await withdraw(sent);

    const after = await readAllocation(world.store, 'APBD-2027-JKK');
    expect(after).toMatchObject({ available: before?.available, reserved: before?.reserved });
    const head = await world.head(sent.revisionId);
    expect([head?.reservation, head?.dueBy]).toEqual([undefined, undefined]);
  });

  it('asked twice answers the same, and gives nothing back twice', async () => {
    const before = await readAllocation(world.store, 'APBD-2027-JKK');
    const sent = await requestIn({ status: 'approving', reservation: { 'APBD-2027-JKK': rupiah(500) } });
    await reserve(sent, 500);

    const answers = [await withdraw(sent), await withdraw(sent)];

    expect(answers[1]).toEqual(answers[0]);
    expect((await readAllocation(world.store, 'APBD-2027-JKK'))?.available).toBe(before?.available);
    expect((await world.events(sent.revisionId)).filter(({ type }) => type === 'request-withdrawn')).toHaveLength(1);
  });

  it('tells the waiting level and wakes the mail sender', async () => {
    const sent = await requestIn({ status: 'approving', currentLevel: 1 });
    await storeToken(sent, 'token of level one');
    const nudgesBefore = nudges;

    await withdraw(sent);

    expect(told).toContain('token of level one');
    expect(nudges).toBe(nudgesBefore + 1);
  });

  it('stands although the waiting level cannot be told now; its token stays due for repair', async () => {
    const sent = await requestIn({ status: 'approving', currentLevel: 1 });
    await storeToken(sent, 'unreachable');
    const deps = { ...stopDeps(), answerToken: () => Promise.reject(new Error('the service is down')) };

    const answer = await withdrawRequest(await call(sent, OFFICER), deps);

    expect(answer.status).toBe('withdrawn');
    const { Item } = await readToken(sent);
    expect(Item).toMatchObject({ token: 'unreachable', duePk: 'DUE' });
  });
});

async function storeToken({ revisionId }: Sent, token: string): Promise<void> {
  const { pk } = revisionKey(revisionId);
  const due = tokenDue(world.store, { pk, name: levelToken(1) }, NOW);
  await transact(world.store, [due]);
  await world.store.client.send(
    new UpdateCommand({
      TableName: world.store.name,
      Key: { pk, sk: `TOKEN#${levelToken(1)}` },
      UpdateExpression: 'SET #token = :token, enteredTime = :at, retryCount = :zero REMOVE duePk, dueBy',
      ExpressionAttributeNames: { '#token': 'token' },
      ExpressionAttributeValues: { ':token': token, ':at': NOW, ':zero': 0 },
    }),
  );
}

const readToken = ({ revisionId }: Sent) =>
  world.store.client.send(
    new GetCommand({
      TableName: world.store.name,
      Key: { pk: revisionKey(revisionId).pk, sk: `TOKEN#${levelToken(1)}` },
    }),
  );

describe('a withdrawal that races with the workflow', () => {
  const MOVES: [RevisionStatus, RevisionStatus][] = [
    ['submitted', 'checking'],
    ['checking', 'approving'],
    ['approved', 'recording'],
  ];

  it.each(MOVES)('from %s to %s ends as one of the two, never as both', async (from, to) => {
    for (let round = 0; round < 5; round += 1) {
      const sent = await requestIn(from === 'submitted' ? {} : { status: from });
      const move = changeRevision<string>(world.store, {
        revisionId: sent.revisionId,
        judge: (head) =>
          head.status === from
            ? { change: { set: { status: to }, event: { type: `became-${to}`, at: NOW, by: 'a step', data: {} } } }
            : { stop: head.status },
      });

      const [withdrawn, moved] = await Promise.allSettled([withdraw(sent), move]);

      const head = await world.head(sent.revisionId);
      const isWithdrawn = withdrawn.status === 'fulfilled';
      expect(head?.status).toBe(isWithdrawn ? 'withdrawn' : to);
      // Only entering `recording` first makes it too late.
      expect(isWithdrawn || to === 'recording').toBe(true);
      expect(moved.status).toBe('fulfilled');
      expect(await world.chainHolds(sent.revisionId)).toBe(true);
      expect(isDead(head?.status ?? 'failed')).toBe(isWithdrawn);
    }
  });

  it('that was overtaken by the move into recording is judged again and refused', async () => {
    const sent = await requestIn({ status: 'approved' });
    const table = tableOvertaken(world.store, () => world.move(sent.revisionId, { status: 'recording' }));

    const late = withdrawRequest(await call(sent, OFFICER), { ...stopDeps(), table });

    await expect(late).rejects.toMatchObject({ code: 'too-late' });
    expect((await world.head(sent.revisionId))?.status).toBe('recording');
  });
});

/** Lets something else happen right before the first transaction of this table. */
function tableOvertaken(table: Table, meanwhile: () => Promise<unknown>): Table {
  let isFirst = true;
  const client = new Proxy(table.client, {
    get: (target, name, receiver) => {
      if (name !== 'send') return Reflect.get(target, name, receiver) as unknown;
      return async (command: Parameters<typeof target.send>[0]) => {
        if (isFirst && command instanceof TransactWriteCommand) {
          isFirst = false;
          await meanwhile();
        }
        return target.send(command);
      };
    },
  });
  return { ...table, client };
}
