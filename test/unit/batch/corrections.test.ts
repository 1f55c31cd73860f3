import { describe, expect, it } from 'vitest';
import type { PersonId } from '../../../domain/identity/ids.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { getBatch } from '../../../functions/http/get-batch/step.ts';
import { getBatchPaper } from '../../../functions/http/get-batch-paper/step.ts';
import { caller } from '../../support/administration-world.ts';
import { answersCsv, batchWorld, FINANCE, OTHER_FINANCE, sha256Of } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const PREMIUM = 16_800;

async function answered() {
  const world = await batchWorld(await newTable());
  await world.committed(world.roster(1));
  const { batchId } = await world.createBatch();
  await world.runMachine(batchId);
  await world.answer(batchId, answersCsv(world.exported(batchId)));
  await world.runMachine(batchId);
  return { world, batchId };
}

describe('a correction of an entered fact', () => {
  it('is made by another finance person with a reason, and both values stay', async () => {
    const { world, batchId } = await answered();
    await world.enterFact(batchId, { kind: 'billed', kodeIuran: '12345678901', amount: rupiah(PREMIUM) });
    const correction = { fact: 'billed' as const, kodeIuran: '12345678902', reason: 'salah ketik' };
    await expect(world.correct(batchId, correction, FINANCE)).rejects.toMatchObject({ code: 'own-fact' });
    await expect(
      world.correct(batchId, { fact: 'sp2d', number: 'SP2D-9', reason: 'salah ketik' }),
    ).rejects.toMatchObject({ code: 'fact-unknown' });
    expect(await world.correct(batchId, correction)).toEqual({ batchId, corrections: 1 });
    expect(await world.correct(batchId, correction)).toEqual({ batchId, corrections: 1 });
    expect(await world.batch(batchId)).toMatchObject({
      facts: { billed: { kodeIuran: '12345678902', amount: PREMIUM, by: 'bendahara-2' } },
      corrections: [{ before: { kodeIuran: '12345678901' }, after: { kodeIuran: '12345678902' }, enteredBy: FINANCE }],
    });
    expect(await world.events(batchId)).toContain('fact-corrected');
  });

  it('carries its scanned paper, sealed beside the batch, and the paper of the fact stays', async () => {
    const { world, batchId } = await answered();
    const paper = { uploadKey: world.upload('bill.pdf', '%PDF-1.7 as it was read') };
    await world.enterFact(batchId, { kind: 'billed', kodeIuran: '12345678901', amount: rupiah(PREMIUM), paper });
    const correction = (name: string, content: string) => ({
      fact: 'billed' as const,
      kodeIuran: '12345678902',
      reason: 'salah ketik',
      paper: { uploadKey: world.upload(name, content, OTHER_FINANCE) },
    });
    await expect(world.correct(batchId, correction('a.pdf', 'PK-not a pdf'))).rejects.toMatchObject({
      code: 'not-a-pdf',
      field: 'body.paper.uploadKey',
    });
    const foreign = { ...correction('b.pdf', '%PDF-1.7'), paper };
    await expect(world.correct(batchId, foreign)).rejects.toMatchObject({ code: 'foreign-upload' });
    expect((await world.batch(batchId)).corrections).toBeUndefined();

    const right = correction('right.pdf', '%PDF-1.7 as it should be');
    for (const _twice of [1, 2]) expect(await world.correct(batchId, right)).toEqual({ batchId, corrections: 1 });
    const { facts, corrections } = await world.batch(batchId);
    const sealed = corrections?.[0]?.paper;
    expect(sealed).toMatchObject({
      key: `batches/${batchId}/papers/correction-billed-right.pdf`,
      sha256: sha256Of('%PDF-1.7 as it should be'),
    });
    expect(facts?.billed?.paper?.sha256).toBe(sha256Of('%PDF-1.7 as it was read'));
    expect(world.requests.objects.objects.get(`records/${sealed?.key}`)?.toString()).toBe('%PDF-1.7 as it should be');
    const [event] = (await world.eventsOf(batchId)).filter(({ type }) => type === 'fact-corrected');
    expect(event?.data).toMatchObject({ fact: 'billed', paper: sealed?.sha256 });
    for (const { sha256 } of [sealed, facts?.billed?.paper].filter((one) => one !== undefined))
      expect((await getBatchPaper({ params: { batchId, sha256 } }, world.deps())).url).toContain('/papers/');
    expect(await getBatch({ params: { batchId }, caller: caller('bendahara', 'finance') }, world.deps())).toMatchObject(
      {
        corrections: [{ reason: 'salah ketik', by: OTHER_FINANCE, paper: { sha256: sealed?.sha256 } }],
      },
    );
  });

  it('may bring another paper alone, by another person than the one who entered the fact', async () => {
    const { world, batchId } = await answered();
    await world.enterFact(batchId, { kind: 'billed', kodeIuran: '12345678901', amount: rupiah(PREMIUM) });
    const only = (by: PersonId) => ({
      fact: 'billed' as const,
      kodeIuran: '12345678901',
      reason: 'pindaian menyusul',
      paper: { uploadKey: world.upload('late.pdf', '%PDF-1.7 late', by) },
    });
    await expect(world.correct(batchId, only(FINANCE), FINANCE)).rejects.toMatchObject({ code: 'own-fact' });
    expect(await world.correct(batchId, only(OTHER_FINANCE))).toEqual({ batchId, corrections: 1 });
    expect(await world.correct(batchId, only(OTHER_FINANCE))).toEqual({ batchId, corrections: 1 });
    expect((await world.batch(batchId)).facts?.billed?.kodeIuran).toBe('12345678901');
  });

  it('is refused once the batch is closed', async () => {
    const { world, batchId } = await answered();
    const amount = rupiah(PREMIUM);
    await world.enterFact(batchId, { kind: 'billed', kodeIuran: '12345678901', amount });
    await world.enterFact(batchId, { kind: 'sp2d', number: 'SP2D-1', date: '2027-01-10', amount });
    await world.enterFact(batchId, { kind: 'paid', bankReference: 'REF-1', date: '2027-01-11', amount });
    await world.runMachine(batchId);
    const correction = { fact: 'payment' as const, of: 'REF-1', bankReference: 'REF-2', reason: 'salah ketik' };
    await expect(world.correct(batchId, correction)).rejects.toMatchObject({ code: 'batch-closed' });
  });
});
