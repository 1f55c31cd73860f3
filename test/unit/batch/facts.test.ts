import { describe, expect, it } from 'vitest';
import { rupiah } from '../../../domain/money/money.ts';
import { reconcileBatch } from '../../../functions/steps/reconcile-batch/step.ts';
import { answersCsv, batchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const AMOUNT = rupiah(2 * 16_800);
const billed = { kind: 'billed' as const, kodeIuran: '12345678901', amount: AMOUNT };
const sp2d = { kind: 'sp2d' as const, number: 'SP2D-1', date: '2027-01-10', amount: AMOUNT };
const paid = { kind: 'paid' as const, bankReference: 'REF-1', date: '2027-01-11', amount: AMOUNT };

async function answered() {
  const world = await batchWorld(await newTable());
  await world.committed(world.roster(2));
  const { batchId } = await world.createBatch();
  await world.runMachine(batchId);
  await world.answer(batchId, answersCsv(world.exported(batchId)));
  await world.runMachine(batchId);
  return { world, batchId };
}

describe("finance's facts", () => {
  it('refuses a bill that is not the sum of the accepted lines, and names both amounts', async () => {
    const { world, batchId } = await answered();
    const wrong = { ...billed, amount: rupiah(33_601) };
    await expect(world.enterFact(batchId, wrong)).rejects.toThrow(/amounts-disagree: .*Rp33\.601 .*Rp33\.600/);
    expect(await world.batch(batchId)).toMatchObject({ status: 'answered' });
  });

  it('refuses facts out of order, and other content for a fact that stands', async () => {
    const { world, batchId } = await answered();
    await expect(world.enterFact(batchId, paid)).rejects.toMatchObject({ code: 'fact-out-of-order' });
    await world.enterFact(batchId, billed);
    const other = { ...billed, kodeIuran: '10987654321' };
    await expect(world.enterFact(batchId, other)).rejects.toMatchObject({ code: 'fact-entered-already' });
    expect(await world.enterFact(batchId, billed)).toEqual({ batchId, status: 'billed' });
  });

  it('disburses once when two people enter the same payment at the same moment', async () => {
    const { world, batchId } = await answered();
    await world.enterFact(batchId, billed);
    await world.enterFact(batchId, sp2d);
    await Promise.all([world.enterFact(batchId, paid), world.enterFact(batchId, paid), world.enterFact(batchId, paid)]);
    expect(await world.batch(batchId)).toMatchObject({ status: 'paid' });
    expect(await world.requests.allocation('APBD-2027-JKK')).toMatchObject({ committed: 0, disbursed: 20_000 });
    expect((await world.events(batchId)).filter((type) => type === 'batch-paid')).toHaveLength(1);
  });

  it('seals the scanned paper beside the batch and refuses what is no PDF', async () => {
    const { world, batchId } = await answered();
    const paper = { uploadKey: world.upload('bill.pdf', '%PDF-1.7 scanned') };
    await world.enterFact(batchId, { ...billed, paper });
    expect((await world.batch(batchId)).facts?.billed?.paper?.key).toBe(`batches/${batchId}/papers/billed-bill.pdf`);
    const word = { uploadKey: world.upload('sp2d.pdf', 'PK-not a pdf') };
    await expect(world.enterFact(batchId, { ...sp2d, paper: word })).rejects.toMatchObject({ code: 'not-a-pdf' });
    expect(await world.batch(batchId)).toMatchObject({ status: 'billed' });
  });

  it('stops the batch when the money was moved but a line is missing from what was paid', async () => {
    const { world, batchId } = await answered();
    await world.enterFact(batchId, billed);
    await world.enterFact(batchId, sp2d);
    await world.enterFact(batchId, paid);
    // Reconciling before the lines are settled is such a gap.
    await expect(reconcileBatch({ batchId }, world.deps())).rejects.toThrow('2 lines are not final');
    expect(await world.batch(batchId)).toMatchObject({ status: 'paid', problem: { code: 'payment-disagrees' } });
    expect(await world.runMachine(batchId)).toBe('ended');
    expect((await world.batch(batchId)).problem).toBeUndefined();
  });
});
