import { describe, expect, it } from 'vitest';
import { month } from '../../../domain/period/period.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { nextBatchStep } from '../../../domain/batch/next-step.ts';
import { batchStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { openPersonStore } from '../../../functions/adapters/dynamodb/person-store.ts';
import { getBatch } from '../../../functions/http/get-batch/step.ts';
import { output as shownBatch } from '../../../functions/http/get-batch/contract.ts';
import { getBatchPaper } from '../../../functions/http/get-batch-paper/step.ts';
import { transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { updateItem } from '../../../functions/adapters/dynamodb/update.ts';
import { batchKey } from '../../../functions/adapters/dynamodb/keys.ts';
import type { ListBatchesQuery } from '../../../functions/http/list-batches/contract.ts';
import { listBatches } from '../../../functions/http/list-batches/step.ts';
import { output as found, query as searchQuery } from '../../../functions/http/search/contract.ts';
import { search } from '../../../functions/http/search/step.ts';
import { output as shownPayments } from '../../../functions/http/show-payments/contract.ts';
import { showPayments } from '../../../functions/http/show-payments/step.ts';
import { caller } from '../../support/administration-world.ts';
import { answersCsv, batchWorld, FINANCE } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { AUDITOR, OFFICER } from '../../support/submit-world.ts';

async function pages() {
  const table = await newTable();
  const world = await batchWorld(table);
  const list = async (query: ListBatchesQuery) =>
    (await listBatches({ query }, { table })).batches.map(({ batchId }) => batchId);
  const look = async (q: string, as = AUDITOR) => {
    const caller = await openPersonStore(table).personOfAccount(as);
    if (caller === null) throw new Error(`nobody under ${as}`);
    return found.parse(await search({ query: { q }, caller }, { table, now: () => new Date('2027-01-20T00:00:00Z') }));
  };
  const payments = async () => shownPayments.parse(await showPayments({}, world.deps()));
  const batch = async (batchId: Parameters<typeof world.batch>[0]) =>
    shownBatch.parse(await getBatch({ params: { batchId }, caller: caller('bendahara', 'finance') }, world.deps()));
  const paper = (batchId: Parameters<typeof world.batch>[0], sha256: string) =>
    getBatchPaper({ params: { batchId, sha256 } }, world.deps());
  const stop = (batchId: Parameters<typeof world.batch>[0]) =>
    transact(table, [
      updateItem(table, {
        key: batchKey(batchId),
        set: { needsAdministrator: true },
        condition: { expression: 'attribute_exists(pk)' },
      }),
    ]);
  return { world, stop, list, look, payments, batch, paper };
}

describe('the list of batches', () => {
  it('can be asked for by status, by what is not finished, by month and by funding source', async () => {
    const { world, stop, list } = await pages();
    await world.committed(world.roster(2));
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);

    expect(await list({})).toEqual([batchId]);
    expect(await list({ status: 'sent', month: month('2027-01'), sourceId: 'APBD' })).toEqual([batchId]);
    expect(await list({ status: 'unfinished' })).toEqual([batchId]);
    expect(await list({ status: 'closed' })).toEqual([]);
    expect(await list({ month: month('2027-02') })).toEqual([]);
    expect(await list({ sourceId: 'CSR' })).toEqual([]);
    expect(await list({ stuck: 'true' })).toEqual([]);
    await stop(batchId);
    expect(await list({ stuck: 'true' })).toEqual([batchId]);
  });
});

describe('the payment calendar', () => {
  it('shows by due date what waits for its batch, then the batch and whose turn it is, until it is closed', async () => {
    const { world, payments } = await pages();
    await world.committed(world.roster(2));
    await world.committed(world.roster(3, 7), 2);

    expect(await payments()).toMatchObject({
      today: '2026-12-07',
      // The 15th of February 2027 is a Monday.
      due: [
        { date: '2027-02-15', days: 70, payments: [{ kind: 'waiting', requests: 2, lines: 5, total: 5 * 16_800 }] },
      ],
    });

    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);

    const { due } = await payments();
    expect(due).toMatchObject([
      { payments: [{ kind: 'batch', batchId, status: 'sent', turn: 'finance', lines: 5, total: 5 * 16_800 }] },
    ]);
    await world.answer(
      batchId,
      answersCsv(world.exported(batchId), () => 'ditolak'),
    );
    await world.runMachine(batchId);
    expect((await payments()).due).toEqual([]);
  });
});

describe('the page of a batch', () => {
  it('says which fact comes next with which amount, names people and gives the scanned papers', async () => {
    const { world, batch, paper } = await pages();
    await world.committed(world.roster(3));
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    const word = (_row: unknown, index: number) => (index === 0 ? 'ditolak' : 'data cocok');
    await world.answer(batchId, answersCsv(world.exported(batchId), word));
    await world.runMachine(batchId);

    expect((await batch(batchId)).next).toMatchObject({ turn: 'finance', fact: 'billed', amount: 33_600 });

    const uploadKey = world.upload('AAAA.pdf', '%PDF-1.7 the bill');
    const amount = rupiah(33_600);
    await world.enterFact(batchId, { kind: 'billed', kodeIuran: '12345678901', amount, paper: { uploadKey } });
    const billed = await batch(batchId);

    expect(billed.next).toMatchObject({ turn: 'finance', fact: 'sp2d', amount: 33_600 });
    expect(billed.people[FINANCE]).toEqual(expect.any(String));
    const sha256 = billed.facts?.billed?.paper?.sha256 ?? '';
    expect((await paper(batchId, sha256)).url).toContain(`batches/${batchId}/papers/billed-AAAA.pdf`);
    await expect(paper(batchId, 'f'.repeat(64))).rejects.toMatchObject({ code: 'paper-not-there', kind: 'not-found' });

    await world.enterFact(batchId, { kind: 'sp2d', number: 'SP2D-9', date: '2027-01-10', amount });
    const part = { kind: 'paid', bankReference: 'REF-1', date: '2027-01-11', amount: rupiah(30_000) } as const;
    await world.enterFact(batchId, part);
    expect((await batch(batchId)).next).toMatchObject({ fact: 'paid', amount: 3_600 });
  });

  it.each(batchStatusSchema.options)('says what comes next when it is %s', (status) => {
    const { turn, text } = nextBatchStep({ status, needsAdministrator: false });

    expect([turn === 'nobody', text.id !== text.en]).toEqual([status === 'closed', true]);
    expect(nextBatchStep({ status, needsAdministrator: true }).turn).toBe('administrator');
  });
});

describe('a search', () => {
  it('finds a batch by its id and by the numbers that finance entered, for all but officers', async () => {
    const { world, look } = await pages();
    await world.committed(world.roster(2));
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    await world.answer(batchId, answersCsv(world.exported(batchId)));
    await world.runMachine(batchId);
    const amount = rupiah(33_600);
    await world.enterFact(batchId, { kind: 'billed', kodeIuran: '12345678901', amount });
    await world.enterFact(batchId, { kind: 'sp2d', number: 'SP2D-9', date: '2027-01-10', amount });

    for (const q of [batchId, batchId.toLowerCase(), '12345678901', 'SP2D-9']) {
      expect((await look(q)).batches).toMatchObject([{ batchId, status: 'sp2d' }]);
      expect((await look(q, OFFICER)).batches).toEqual([]);
    }
    expect(await look('12345678902')).toEqual({ requests: [], batches: [] });
  });

  it('does not take a NIK, which has no place in an address', () => {
    const parsed = searchQuery.safeParse({ q: '1410014505800001' });

    expect(parsed.error?.issues[0]?.message).toBe('must not hold a NIK');
  });
});
