import { describe, expect, it } from 'vitest';
import { rupiah } from '../../../domain/money/money.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { answersCsv, batchWorld, JANUARY } from '../../support/batch-world.ts';
import type { BatchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { StoppedError, tableThatStopsAfter } from '../../support/stopping-table.ts';

const EACH = 16_800;
const MOST_STOPS = 200;

/** Runs `work` again and again, each time in a process that dies right after its first write, until it gets through. */
async function stoppedAfterEachWrite<Answer>(
  world: BatchWorld,
  work: () => Promise<Answer>,
): Promise<{ answer: Answer; stops: number }> {
  const real = world.state.table;
  try {
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      world.state.table = tableThatStopsAfter(real, 1);
      try {
        return { answer: await work(), stops };
      } catch (error) {
        if (!(error instanceof StoppedError)) throw error;
      }
    }
  } finally {
    world.state.table = real;
  }
  throw new Error('no progress from one write to the next');
}

/** Repair itself dies after each write; it comes again five minutes later. */
async function repairedAfterEachWrite(world: BatchWorld): Promise<void> {
  const real = world.state.table;
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    world.requests.state.clock += 5 * 60_000;
    world.state.table = tableThatStopsAfter(real, 1);
    const { failed } = await world.repair().finally(() => (world.state.table = real));
    if (failed === 0) return;
  }
  throw new Error('repair never got through');
}

async function expectClosed(world: BatchWorld, batchId: BatchId, lines: { paid: number; rejected: number }) {
  expect(await world.batch(batchId)).toMatchObject({ status: 'closed', accepted: { lines: lines.paid } });
  expect(await world.requests.allocation('APBD-2027-JKK')).toMatchObject({
    committed: 0,
    reserved: 0,
    disbursed: lines.paid * 10_000,
    available: 3_000_000_000 - lines.paid * 10_000,
  });
  for (const check of await world.ledger()) expect(check.differences).toEqual([]);
}

describe('a batch whose process dies after every single write', () => {
  it('comes to the same end as one that was never stopped, through answers, rejections, exclusions and payment', async () => {
    const world = await batchWorld(await newTable());
    const roster = world.roster(10);
    const revisionId = await world.committed(roster);
    await world.requests.exclude(roster[4]?.nik ?? '');

    // The opening is cut off at each write; once nothing waits for a batch any more, repair alone finishes it.
    const opening = await stoppedAfterEachWrite(world, () =>
      world.openDaily({ wadahId: JANUARY.wadahId, force: true }),
    );
    expect(opening.stops).toBeGreaterThan(0);
    expect(world.executions.started).toEqual([]);
    await repairedAfterEachWrite(world);
    expect(world.executions.started.map(({ name }) => name)).toEqual(['SG-202701-1-APBD-1-1']);
    const batchId = world.executions.started.map(({ input }) => (input as { batchId: BatchId }).batchId)[0];
    if (batchId === undefined) throw new Error('no batch was started');

    const toFinance = await stoppedAfterEachWrite(world, () => world.runMachine(batchId));
    expect(toFinance.answer).toBe('wait');
    expect(toFinance.stops).toBeGreaterThanOrEqual(5);

    const rows = world.exported(batchId);
    expect(rows).toHaveLength(9);
    const csv = answersCsv(rows, (_row, index) => (index === 0 || index === 5 ? 'ditolak' : 'data cocok'));
    await stoppedAfterEachWrite(world, () => world.answer(batchId, csv));
    await stoppedAfterEachWrite(world, () => world.runMachine(batchId));
    expect(await world.batch(batchId)).toMatchObject({
      status: 'answered',
      accepted: { lines: 7 },
      rejected: { lines: 2 },
    });

    const amount = rupiah(7 * EACH);
    for (const fact of [
      { kind: 'billed' as const, kodeIuran: '12345678901', amount },
      { kind: 'sp2d' as const, number: 'SP2D-1', date: '2027-01-10', amount },
      { kind: 'paid' as const, bankReference: 'REF-1', date: '2027-01-11', amount },
    ]) {
      await stoppedAfterEachWrite(world, () => world.enterFact(batchId, fact));
    }
    expect((await stoppedAfterEachWrite(world, () => world.runMachine(batchId))).answer).toBe('ended');
    await expectClosed(world, batchId, { paid: 7, rejected: 2 });
    const statuses = (await world.lines(revisionId)).map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array<string>(7).fill('paid'), 'rejected', 'rejected', 'removed']);
  });

  it('changes nothing when every step is run a second time', async () => {
    const world = await batchWorld(await newTable());
    await world.committed(world.roster(5));
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    await world.runMachine(batchId);
    const rows = world.exported(batchId);
    const csv = answersCsv(rows, (_row, index) => (index === 0 ? 'ditolak' : 'data cocok'));
    await world.answer(batchId, csv);
    expect(await world.answer(batchId, csv)).toMatchObject({ status: 'stored' });
    await world.runMachine(batchId);
    await world.runMachine(batchId);
    expect(await world.answer(batchId, csv)).toMatchObject({ status: 'applied' });
    const amount = rupiah(4 * EACH);
    for (let twice = 0; twice < 2; twice += 1) {
      await world.enterFact(batchId, { kind: 'billed', kodeIuran: '12345678901', amount });
      await world.enterFact(batchId, { kind: 'sp2d', number: 'SP2D-1', date: '2027-01-10', amount });
      await world.enterFact(batchId, { kind: 'paid', bankReference: 'REF-1', date: '2027-01-11', amount });
      await world.runMachine(batchId);
      await world.runMachine(batchId);
    }
    await expectClosed(world, batchId, { paid: 4, rejected: 1 });
  });
});
