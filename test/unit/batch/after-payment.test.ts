import { describe, expect, it } from 'vitest';
import { rupiah } from '../../../domain/money/money.ts';
import { answersCsv, batchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const PREMIUM = 16_800;
const billed = (amount: number) => ({ kind: 'billed' as const, kodeIuran: '12345678901', amount: rupiah(amount) });
const sp2d = (amount: number) => ({
  kind: 'sp2d' as const,
  number: 'SP2D-1',
  date: '2027-01-10',
  amount: rupiah(amount),
});
const paid = (amount: number, more: { bankReference?: string; holdUntil?: string } = {}) => ({
  kind: 'paid' as const,
  bankReference: 'REF-1',
  date: '2027-01-11',
  amount: rupiah(amount),
  ...more,
});
const HOLD = { holdUntil: '2027-02-15' };
const reversal = {
  kind: 'reversed' as const,
  bankReference: 'REF-1',
  date: '2027-01-12',
  reason: 'rekening tujuan tutup',
};

async function answered(workers: number) {
  const world = await batchWorld(await newTable());
  const revisionId = await world.committed(world.roster(workers));
  const { batchId } = await world.createBatch();
  await world.runMachine(batchId);
  const rows = world.exported(batchId);
  await world.answer(batchId, answersCsv(rows));
  await world.runMachine(batchId);
  /** One of its workers, in a file of its own, by BPJS TK's word. */
  const answerOne = async (index: number, word: string) => {
    await world.answer(
      batchId,
      answersCsv(rows.slice(index, index + 1), () => word),
      `${index}-${word}.csv`,
    );
    return world.runMachine(batchId);
  };
  const money = async (programme: 'JKK' | 'JKM' = 'JKK') => {
    const { reserved, committed, disbursed, overpaid } = await world.requests.allocation(`APBD-2027-${programme}`);
    return { reserved, committed, disbursed, overpaid };
  };
  const isSound = async () => {
    for (const check of await world.ledger()) expect(check.differences).toEqual([]);
  };
  return { world, batchId, revisionId, answerOne, money, isSound };
}

describe('a rejection between bill and payment', () => {
  it('voids bill and SP2D, keeps both in the history, and lets the next bill follow', async () => {
    const { world, batchId, answerOne, money } = await answered(3);
    await world.enterFact(batchId, billed(3 * PREMIUM));
    await world.enterFact(batchId, sp2d(3 * PREMIUM));
    expect(await answerOne(0, 'ditolak')).toBe('wait');
    const head = await world.batch(batchId);
    expect(head).toMatchObject({ status: 'answered', accepted: { lines: 2 }, rejected: { lines: 1 } });
    expect(head.facts).toBeUndefined();
    expect(await world.events(batchId)).toContain('batch-bill-voided');
    await expect(world.enterFact(batchId, billed(3 * PREMIUM))).rejects.toMatchObject({ code: 'amounts-disagree' });
    for (const fact of [billed(2 * PREMIUM), sp2d(2 * PREMIUM), paid(2 * PREMIUM)])
      await world.enterFact(batchId, fact);
    expect(await world.runMachine(batchId)).toBe('ended');
    expect(await world.batch(batchId)).toMatchObject({ status: 'closed' });
    expect(await money()).toEqual({ reserved: 0, committed: 0, disbursed: 20_000, overpaid: 0 });
  });

  it('leaves the bill as it is when a file only repeats what is known', async () => {
    const { world, batchId, answerOne } = await answered(2);
    await world.enterFact(batchId, billed(2 * PREMIUM));
    await answerOne(1, 'diterima');
    expect(await world.batch(batchId)).toMatchObject({ status: 'billed', facts: { billed: { amount: 2 * PREMIUM } } });
  });
});

describe('a payment in parts', () => {
  it('stays at SP2D until it is topped up, and disburses each part', async () => {
    const { world, batchId, answerOne, money, isSound } = await answered(2);
    await world.enterFact(batchId, billed(2 * PREMIUM));
    await world.enterFact(batchId, sp2d(2 * PREMIUM));
    expect(await world.enterFact(batchId, paid(25_000))).toEqual({ batchId, status: 'sp2d' });
    expect([await money('JKK'), await money('JKM')]).toMatchObject([
      { disbursed: 20_000 },
      { disbursed: 5_000, committed: 8_600 },
    ]);
    await expect(answerOne(0, 'ditolak')).rejects.toMatchObject({ code: 'payment-incomplete' });
    const tooMuch = paid(8_601, { bankReference: 'REF-2' });
    await expect(world.enterFact(batchId, tooMuch)).rejects.toMatchObject({ code: 'amounts-disagree' });
    expect(await world.enterFact(batchId, paid(25_000))).toEqual({ batchId, status: 'sp2d' });
    await world.enterFact(batchId, paid(8_600, { bankReference: 'REF-2' }));
    expect(await world.runMachine(batchId)).toBe('ended');
    expect(await world.batch(batchId)).toMatchObject({ status: 'closed', facts: { paid: { amount: 2 * PREMIUM } } });
    expect(await money('JKM')).toEqual({ reserved: 0, committed: 0, disbursed: 13_600, overpaid: 0 });
    await isSound();
  });
});

describe('a reversed payment', () => {
  it('brings the batch back to SP2D by opposite entries, and it can be paid again under the same reference', async () => {
    const { world, batchId, money, isSound } = await answered(2);
    for (const fact of [billed(2 * PREMIUM), sp2d(2 * PREMIUM), paid(2 * PREMIUM, HOLD)])
      await world.enterFact(batchId, fact);
    expect(await world.runMachine(batchId)).toBe('wait');
    expect(await world.enterFact(batchId, reversal)).toEqual({ batchId, status: 'sp2d' });
    expect(await world.enterFact(batchId, reversal)).toEqual({ batchId, status: 'sp2d' });
    expect(await money()).toEqual({ reserved: 0, committed: 20_000, disbursed: 0, overpaid: 0 });
    expect(await world.runMachine(batchId)).toBe('wait');
    await world.enterFact(batchId, paid(2 * PREMIUM));
    expect(await world.runMachine(batchId)).toBe('ended');
    expect(await money()).toEqual({ reserved: 0, committed: 0, disbursed: 20_000, overpaid: 0 });
    expect((await world.batch(batchId)).facts?.payments).toHaveLength(2);
    await isSound();
  });

  it('is refused once the batch is being settled, and when the bank reference is not known', async () => {
    const { world, batchId } = await answered(1);
    for (const fact of [billed(PREMIUM), sp2d(PREMIUM), paid(PREMIUM)]) await world.enterFact(batchId, fact);
    const other = { ...reversal, bankReference: 'REF-9' };
    await expect(world.enterFact(batchId, other)).rejects.toMatchObject({ code: 'payment-unknown' });
    await world.runMachine(batchId);
    await expect(world.enterFact(batchId, reversal)).rejects.toMatchObject({ code: 'fact-out-of-order' });
  });
});

describe('a rejection after the payment', () => {
  it('frees the worker, leaves a credit, and the next bill of the wadah takes it', async () => {
    const { world, batchId, revisionId, answerOne, money, isSound } = await answered(3);
    for (const fact of [billed(3 * PREMIUM), sp2d(3 * PREMIUM), paid(3 * PREMIUM, HOLD)])
      await world.enterFact(batchId, fact);
    expect(await answerOne(1, 'ditolak')).toBe('wait');
    const lines = await world.lines(revisionId);
    const [reversed] = lines.filter(({ status }) => status === 'reversed');
    expect(await world.slotsHeld(reversed?.nikHash ?? '')).toEqual([]);
    expect(await money()).toEqual({ reserved: 0, committed: 0, disbursed: 20_000, overpaid: 10_000 });
    await expect(world.enterFact(batchId, reversal)).rejects.toMatchObject({ code: 'payment-partly-rejected' });
    await world.enterFact(batchId, { kind: 'confirmed' });
    expect(await world.runMachine(batchId)).toBe('ended');
    expect(await world.batch(batchId)).toMatchObject({
      status: 'closed',
      accepted: { lines: 2 },
      reversed: { lines: 1 },
    });

    await world.committed(world.roster(4, 7), 2);
    const next = await world.createBatch();
    await world.runMachine(next.batchId);
    await world.answer(next.batchId, answersCsv(world.exported(next.batchId)));
    await world.runMachine(next.batchId);
    await expect(world.enterFact(next.batchId, billed(4 * PREMIUM))).rejects.toThrow(/Rp67\.200 .*Rp50\.400/);
    for (const fact of [billed(3 * PREMIUM), sp2d(3 * PREMIUM), paid(3 * PREMIUM)])
      await world.enterFact(next.batchId, fact);
    expect(await world.runMachine(next.batchId)).toBe('ended');
    expect(await world.batch(next.batchId)).toMatchObject({
      status: 'closed',
      credits: { total: PREMIUM, moved: true },
    });
    expect(await money()).toEqual({ reserved: 0, committed: 0, disbursed: 60_000, overpaid: 0 });
    await isSound();
  });

  it('gives a credit back to the next bill when the bill that had set it aside is voided', async () => {
    const { world, batchId, answerOne } = await answered(2);
    for (const fact of [billed(2 * PREMIUM), sp2d(2 * PREMIUM), paid(2 * PREMIUM, HOLD)])
      await world.enterFact(batchId, fact);
    await answerOne(0, 'ditolak');
    await world.enterFact(batchId, { kind: 'confirmed' });
    await world.runMachine(batchId);
    await world.committed(world.roster(2, 9), 2);
    const next = await world.createBatch();
    await world.runMachine(next.batchId);
    const rows = world.exported(next.batchId);
    await world.answer(next.batchId, answersCsv(rows));
    await world.runMachine(next.batchId);
    await world.enterFact(next.batchId, billed(PREMIUM));
    await world.answer(
      next.batchId,
      answersCsv(rows.slice(0, 1), () => 'ditolak'),
      'late.csv',
    );
    await world.runMachine(next.batchId);
    expect(await world.batch(next.batchId)).toMatchObject({ status: 'answered', accepted: { lines: 1 } });
    for (const fact of [billed(0), sp2d(0), paid(0)]) await world.enterFact(next.batchId, fact);
    expect(await world.runMachine(next.batchId)).toBe('ended');
    for (const check of await world.ledger()) expect(check.differences).toEqual([]);
    expect(await world.requests.allocation('APBD-2027-JKK')).toMatchObject({
      committed: 0,
      disbursed: 20_000,
      overpaid: 0,
    });
  });
});
