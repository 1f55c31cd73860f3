import { describe, expect, it } from 'vitest';
import { batchIdSchema, personIdSchema } from '../../../domain/identity/ids.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { getBatch } from '../../../functions/http/get-batch/step.ts';
import { retryBatch } from '../../../functions/http/retry-batch/step.ts';
import { caller } from '../../support/administration-world.ts';
import { answersCsv, batchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const PREMIUM = 16_800;
const FOLLOW_UP = batchIdSchema.parse('SG-202701-1-APBD-2');

async function sent(workers: number) {
  const world = await batchWorld(await newTable());
  const revisionId = await world.committed(world.roster(workers));
  const { batchId } = await world.createBatch();
  await world.runMachine(batchId);
  const pay = async (id: typeof batchId, lines: number) => {
    const amount = rupiah(lines * PREMIUM);
    await world.enterFact(id, { kind: 'billed', kodeIuran: '12345678901', amount });
    await world.enterFact(id, { kind: 'sp2d', number: 'SP2D-1', date: '2027-01-10', amount });
    await world.enterFact(id, { kind: 'paid', bankReference: 'REF-1', date: '2027-01-11', amount });
    return world.runMachine(id);
  };
  const isSound = async () => {
    for (const check of await world.ledger()) expect(check.differences).toEqual([]);
  };
  return { world, batchId, revisionId, pay, isSound, rows: world.exported(batchId) };
}

describe('lines that BPJS TK leaves open', () => {
  it('go over to a follow-up batch with their money and months, and both batches are paid and closed', async () => {
    const { world, batchId, revisionId, pay, isSound, rows } = await sent(6);
    await world.answer(batchId, answersCsv(rows.slice(0, 4)));
    await world.runMachine(batchId);
    await world.carry(batchId);
    expect(await world.runMachine(batchId)).toBe('wait');
    expect(await world.batch(batchId)).toMatchObject({
      status: 'answered',
      pendingLines: 0,
      carriedOut: { lines: 2, total: 2 * PREMIUM },
      followUp: FOLLOW_UP,
    });
    expect(await world.batch(FOLLOW_UP)).toMatchObject({ status: 'open', number: 2, members: 0 });
    expect(world.executions.started.map(({ name }) => name)).toContain(`${FOLLOW_UP}-1`);
    expect((await world.lines(revisionId)).filter(({ status }) => status === 'carried')).toHaveLength(2);
    expect(await pay(batchId, 4)).toBe('ended');

    expect(await world.runMachine(FOLLOW_UP)).toBe('wait');
    const niksOf = (some: typeof rows) => new Set(some.map((row) => row['NIK']));
    expect(niksOf(world.exported(FOLLOW_UP))).toEqual(niksOf(rows.slice(4)));
    await world.answer(FOLLOW_UP, answersCsv(world.exported(FOLLOW_UP)));
    await world.runMachine(FOLLOW_UP);
    expect(await pay(FOLLOW_UP, 2)).toBe('ended');
    expect(await world.batch(FOLLOW_UP)).toMatchObject({ status: 'closed', accepted: { lines: 2 } });
    const carried = { lines: 2, total: 2 * PREMIUM };
    const shown = (id: typeof batchId) =>
      getBatch({ params: { batchId: id }, caller: caller('bendahara', 'finance') }, world.deps());
    expect(await shown(batchId)).toMatchObject({ carriedOut: carried, followUp: FOLLOW_UP });
    expect(await shown(FOLLOW_UP)).toMatchObject({ carriedIn: carried });
    expect(await world.requests.allocation('APBD-2027-JKK')).toMatchObject({ committed: 0, disbursed: 60_000 });
    await isSound();
  });

  it('are rejected when the follow-up batch does not settle them either: money and months are free again', async () => {
    const { world, batchId, isSound, revisionId } = await sent(2);
    await world.carry(batchId);
    expect(await world.runMachine(batchId)).toBe('ended');
    expect(await world.batch(batchId)).toMatchObject({ status: 'closed' });
    await world.runMachine(FOLLOW_UP);
    await world.carry(FOLLOW_UP);
    expect(await world.runMachine(FOLLOW_UP)).toBe('ended');
    expect(await world.batch(FOLLOW_UP)).toMatchObject({ status: 'closed', rejected: { lines: 2 } });
    expect(await world.requests.allocation('APBD-2027-JKK')).toMatchObject({ committed: 0, disbursed: 0 });
    for (const { nikHash } of await world.lines(revisionId)) expect(await world.slotsHeld(nikHash)).toEqual([]);
    await isSound();
  });

  it('of workers who are all excluded before the follow-up batch is sealed leave it with nobody, and it closes by itself', async () => {
    const { world, batchId, isSound, rows } = await sent(2);
    await world.carry(batchId);
    await world.runMachine(batchId);
    for (const row of rows) await world.requests.exclude(row['NIK'] ?? '', 'moved');

    expect(await world.runMachine(FOLLOW_UP)).toBe('ended');
    expect(await world.batch(FOLLOW_UP)).toMatchObject({
      status: 'closed',
      lines: 0,
      accepted: { lines: 0, total: 0 },
    });
    expect(await world.events(FOLLOW_UP)).toEqual(expect.arrayContaining(['batch-answered', 'batch-paid']));
    expect(await world.requests.allocation('APBD-2027-JKK')).toMatchObject({ committed: 0, disbursed: 0 });
    await isSound();
  });

  it('are carried once, however often it is asked for, and not while nothing is open', async () => {
    const { world, batchId, rows } = await sent(2);
    await world.answer(batchId, answersCsv(rows.slice(0, 1)));
    await expect(world.carry(batchId)).rejects.toMatchObject({ code: 'answers-being-applied' });
    await world.runMachine(batchId);
    expect(await Promise.all([world.carry(batchId), world.carry(batchId)])).toEqual([
      { batchId, lines: 1 },
      { batchId, lines: 1 },
    ]);
    const again = `${answersCsv(rows)}\n`;
    await expect(world.answer(batchId, again)).rejects.toMatchObject({ code: 'answers-being-applied' });
    await world.runMachine(batchId);
    await expect(world.carry(batchId)).rejects.toMatchObject({ code: 'nothing-to-carry' });
    expect((await world.events(batchId)).filter((type) => type === 'carry-requested')).toHaveLength(1);
  });
});

describe('a stuck batch', () => {
  it('goes on in a new execution when an administrator says so, and only then', async () => {
    const { world, batchId } = await sent(1);
    const call = {
      params: { batchId },
      body: { reason: 'bucket diperbaiki' },
      caller: { personId: personIdSchema.parse('admin-disnaker') },
    };
    await expect(retryBatch(call, world.deps())).rejects.toMatchObject({ code: 'not-stuck' });
    for (let run = 1; run <= 3; run += 1) {
      world.executions.status.set(`${batchId}-${run}`, 'FAILED');
      world.requests.state.clock += 2 * 3_600_000;
      await world.repair();
    }
    expect(await world.batch(batchId)).toMatchObject({ needsAdministrator: true, attempt: 3 });
    expect(await retryBatch(call, world.deps())).toEqual({ batchId, attempt: 4 });
    expect(world.executions.started.map(({ name }) => name)).toContain(`${batchId}-4`);
    expect((await world.batch(batchId)).needsAdministrator).toBeUndefined();
    expect(await world.events(batchId)).toContain('batch-retried');
  });
});
