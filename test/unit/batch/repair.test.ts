import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { rupiah } from '../../../domain/money/money.ts';
import { changeHead } from '../../../functions/adapters/dynamodb/change-head.ts';
import { batchKey, DUE_PARTITION, revisionKey, tokenKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { overdueItems } from '../../../functions/adapters/dynamodb/due-index.ts';
import { batchHeadSchema } from '../../../functions/adapters/dynamodb/batch-records.ts';
import { revisionHeadSchema } from '../../../functions/adapters/dynamodb/records.ts';
import type { RevisionHead } from '../../../functions/adapters/dynamodb/records.ts';
import { readItem } from '../../../functions/adapters/dynamodb/table.ts';
import type { Key } from '../../../functions/adapters/dynamodb/table.ts';
import { ensureOpenBatch } from '../../../functions/adapters/dynamodb/batch-membership.ts';
import { openBatches } from '../../../functions/steps/open-batches/step.ts';
import { answersCsv, batchWorld } from '../../support/batch-world.ts';
import type { BatchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { rosterCsv } from '../../support/request-world.ts';
import { month } from '../../../domain/period/period.ts';

const MINUTE = 60_000;
const later = (world: BatchWorld, minutes: number): void => {
  world.requests.state.clock += minutes * MINUTE;
};

async function overdue(world: BatchWorld): Promise<string[]> {
  const items = await Array.fromAsync(overdueItems(world.deps().table, world.deps().now().toISOString()));
  return items.map(({ pk, sk }) => `${pk} ${sk}`).filter((name) => !name.startsWith('MAIL#'));
}

async function setDue(world: BatchWorld, key: Key): Promise<void> {
  await world.deps().table.client.send(
    new UpdateCommand({
      TableName: world.deps().table.name,
      Key: { ...key },
      UpdateExpression: 'SET duePk = :due, dueBy = :now',
      ExpressionAttributeValues: { ':due': DUE_PARTITION, ':now': world.deps().now().toISOString() },
    }),
  );
}

async function submitted(world: BatchWorld) {
  const id = await world.requests.submit({ csv: rosterCsv(world.roster(2)) });
  const head = async () => {
    const found = await readItem<RevisionHead>(world.deps().table, revisionKey(id), revisionHeadSchema);
    if (found === null) throw new Error('no head');
    return found;
  };
  return { id, head };
}

describe('repair', () => {
  it('starts a request that was stored and never started, and looks again in an hour', async () => {
    const world = await batchWorld(await newTable());
    const { id, head } = await submitted(world);
    later(world, 3);
    expect(await world.repair()).toMatchObject({ acted: 1, failed: 0 });
    expect(world.executions.started).toMatchObject([
      { machineArn: 'arn:request', name: 'REQ0000001-1-1', input: { revisionId: id, attempt: 1 } },
    ]);
    expect(await overdue(world)).toEqual([]);
    expect(Date.parse((await head()).dueBy ?? '')).toBe(world.requests.state.clock + 60 * MINUTE);
  });

  it('leaves a running execution alone', async () => {
    const world = await batchWorld(await newTable());
    const { head } = await submitted(world);
    world.executions.status.set('REQ0000001-1-1', 'RUNNING');
    later(world, 3);
    expect(await world.repair()).toMatchObject({ looked: 1, acted: 0 });
    expect((await head()).attempt).toBe(1);
  });

  it('starts the next attempt of a failed execution at most twice, then calls an administrator once', async () => {
    const world = await batchWorld(await newTable());
    const { head } = await submitted(world);
    for (const attempt of [1, 2, 3]) {
      world.executions.status.set(`REQ0000001-1-${attempt}`, attempt === 2 ? 'TIMED_OUT' : 'FAILED');
      later(world, 61);
      await world.repair();
    }
    expect(world.executions.started.map(({ name }) => name)).toEqual(['REQ0000001-1-2', 'REQ0000001-1-3']);
    expect(await head()).toMatchObject({ attempt: 3, needsAdministrator: true, status: 'submitted' });
    expect(world.alarms).toHaveLength(3);
    later(world, 61);
    expect(await world.repair()).toMatchObject({ looked: 0, acted: 0 });
  });

  it('makes one next attempt when two repairs run at the same moment', async () => {
    const world = await batchWorld(await newTable());
    const { head } = await submitted(world);
    world.executions.status.set('REQ0000001-1-1', 'ABORTED');
    later(world, 3);
    await Promise.all([world.repair(), world.repair()]);
    expect((await head()).attempt).toBe(2);
    expect(world.executions.started.map(({ name }) => name)).toEqual(['REQ0000001-1-2']);
  });

  it('starts a batch whose membership was closed and whose start was lost', async () => {
    const world = await batchWorld(await newTable());
    await world.committed(world.roster(1));
    const lost = {
      ...world.deps(),
      executions: { ...world.executions, startExecution: () => Promise.reject(new Error('lost')) },
    };
    await expect(openBatches({ force: true }, lost)).rejects.toThrow('lost');
    expect(world.executions.started).toEqual([]);
    later(world, 3);
    expect(await world.repair()).toMatchObject({ failed: 0 });
    expect(world.executions.started.map(({ name }) => name)).toEqual(['SG-202701-1-APBD-1-1']);
  });

  it('leaves an empty open batch for the next member', async () => {
    const world = await batchWorld(await newTable());
    const slot = { wadahId: 'SG', period: { firstMonth: month('2027-01'), months: 1 as const }, sourceId: 'APBD' };
    const batchId = await ensureOpenBatch(world.deps().table, {
      slot,
      dueDate: '2027-02-15',
      by: 'test',
      now: world.deps().now(),
    });
    later(world, 3);
    expect(await world.repair()).toMatchObject({ looked: 1, acted: 0 });
    expect(await world.batch(batchId)).toMatchObject({ status: 'open', members: 0 });
    expect(await overdue(world)).toEqual([]);
  });

  it('tells the waiting machine of a stored answer file and of a payment when the call did not live to', async () => {
    const world = await batchWorld(await newTable());
    await world.committed(world.roster(2));
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    await world.awaitFinance(batchId, 'first');
    const { answerToken } = world.executions;
    Object.assign(world.executions, { answerToken: () => Promise.reject(new Error('lost')) });
    await expect(world.answer(batchId, answersCsv(world.exported(batchId)))).rejects.toThrow('lost');
    Object.assign(world.executions, { answerToken });
    later(world, 3);
    expect(await world.repair()).toMatchObject({ failed: 0 });
    expect(world.executions.told).toEqual(['first']);

    await world.runMachine(batchId);
    await world.awaitFinance(batchId, 'second', '2027-01-02T00:00:00.000Z');
    const amount = rupiah(2 * 16_800);
    await world.enterFact(batchId, { kind: 'billed', kodeIuran: '12345678901', amount });
    await world.enterFact(batchId, { kind: 'sp2d', number: 'SP2D-1', date: '2027-01-10', amount });
    Object.assign(world.executions, { answerToken: () => Promise.reject(new Error('lost')) });
    await expect(
      world.enterFact(batchId, { kind: 'paid', bankReference: 'REF-1', date: '2027-01-11', amount }),
    ).rejects.toThrow('lost');
    Object.assign(world.executions, { answerToken });
    later(world, 3);
    await world.repair();
    expect(world.executions.told).toEqual(['first', 'second']);
  });

  it('answers a token at once when the payment came before the waiting state', async () => {
    const world = await batchWorld(await newTable());
    await world.committed(world.roster(1));
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    await world.answer(batchId, answersCsv(world.exported(batchId)));
    expect(await world.awaitFinance(batchId, 'late')).toEqual({ outcome: 'closed' });
    expect(world.executions.told).toEqual(['late']);
  });

  it('forgets a due time that waits for a token of a closed batch', async () => {
    const world = await batchWorld(await newTable());
    await world.committed(world.roster(1));
    const { batchId } = await world.createBatch();
    await changeHead(world.deps().table, {
      key: batchKey(batchId),
      schema: batchHeadSchema,
      judge: () => ({
        change: { set: { status: 'closed' }, event: { type: 'test', at: '', by: 'test', data: {} } },
      }),
    });
    await setDue(world, tokenKey(batchKey(batchId).pk, 'FINANCE'));
    later(world, 90);
    await world.repair();
    later(world, 90);
    expect(await overdue(world)).toEqual([]);
  });

  it('batches what the daily run missed for a day, and alarms about a revision without a batch before its date', async () => {
    const world = await batchWorld(await newTable());
    world.requests.state.clock = Date.parse('2027-02-13T20:00:00.000Z');
    await world.committed(world.roster(1));
    expect(await world.repair()).toMatchObject({ failed: 0 });
    expect(world.alarms).toMatchObject([{ unbatched: ['REV00001'] }]);
    later(world, 25 * 60);
    await world.repair();
    expect(world.executions.started.map(({ name }) => name)).toEqual(['SG-202701-1-APBD-1-1']);
  });

  it('mends the others when one thing cannot be mended', async () => {
    const world = await batchWorld(await newTable());
    await submitted(world);
    await setDue(world, { pk: 'NOBODY#1', sk: 'HEAD' });
    later(world, 3);
    expect(await world.repair()).toMatchObject({ looked: 2, acted: 1, failed: 1 });
    expect(world.failures).toHaveLength(1);
  });
});
