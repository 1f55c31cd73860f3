import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { mailKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { mailSchema } from '../../../functions/adapters/dynamodb/records.ts';
import { readItem } from '../../../functions/adapters/dynamodb/table.ts';
import { getAudit } from '../../../functions/http/get-audit/step.ts';
import { getBatch } from '../../../functions/http/get-batch/step.ts';
import { listBatches } from '../../../functions/http/list-batches/step.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { caller } from '../../support/administration-world.ts';
import { answersCsv, batchWorld, FINANCE } from '../../support/batch-world.ts';
import type { BatchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { hashNik } from '../../support/request-world.ts';

const WORKERS = 10;
/** Rp16,800 a worker and month: JKK 10,000 and JKM 6,800. */
const EACH = 16_800;

async function sentBatch(workers = WORKERS) {
  const world = await batchWorld(await newTable());
  const revisionId = await world.committed(world.roster(workers));
  const { batchId } = await world.createBatch();
  await world.runMachine(batchId);
  return { world, batchId, revisionId };
}

async function payAll(world: BatchWorld, batchId: Parameters<BatchWorld['batch']>[0], amount: number) {
  await world.enterFact(batchId, { kind: 'billed', kodeIuran: '12345678901', amount: rupiah(amount) });
  await world.enterFact(batchId, { kind: 'sp2d', number: 'SP2D-1', date: '2027-01-10', amount: rupiah(amount) });
  return world.enterFact(batchId, { kind: 'paid', bankReference: 'REF-1', date: '2027-01-11', amount: rupiah(amount) });
}

describe('a batch from opening to close', () => {
  it('goes from committed requests to a closed batch, and every rupiah is disbursed', async () => {
    const { world, batchId, revisionId } = await sentBatch();
    expect(await world.batch(batchId)).toMatchObject({
      status: 'sent',
      lines: WORKERS,
      total: WORKERS * EACH,
      number: 1,
    });

    await world.answer(batchId, answersCsv(world.exported(batchId)));
    expect(await world.runMachine(batchId)).toBe('wait');
    expect(await world.batch(batchId)).toMatchObject({ status: 'answered', pendingLines: 0 });
    const paid = await payAll(world, batchId, WORKERS * EACH);
    expect(paid.status).toBe('paid');
    expect(await world.runMachine(batchId)).toBe('ended');

    expect(await world.batch(batchId)).toMatchObject({ status: 'closed' });
    const lines = await world.lines(revisionId);
    expect(lines.every((line) => line.status === 'paid' && line.coverFrom === '2027-01-01')).toBe(true);
    expect(await world.requests.allocation('APBD-2027-JKK')).toMatchObject({
      committed: 0,
      disbursed: WORKERS * 10_000,
    });
    expect(await world.requests.allocation('APBD-2027-JKM')).toMatchObject({
      committed: 0,
      disbursed: WORKERS * 6_800,
    });
    for (const check of await world.ledger()) expect(check.differences).toEqual([]);
  });

  it('tells its whole story in a chain that holds', async () => {
    const { world, batchId } = await sentBatch(3);
    await world.answer(batchId, answersCsv(world.exported(batchId)));
    await world.runMachine(batchId);
    await payAll(world, batchId, 3 * EACH);
    await world.runMachine(batchId);
    expect(await world.events(batchId)).toEqual([
      'batch-opened',
      'batch-membership-closed',
      'batch-sealed',
      'batch-built',
      'batch-checked',
      'batch-sent',
      'answers-uploaded',
      'batch-answered',
      'batch-billed',
      'batch-sp2d',
      'batch-paid',
      'batch-settling',
      'batch-reconciled',
      'batch-closed',
    ]);
    const audit = await getAudit({ params: { kind: 'batch', id: batchId } }, world.deps());
    expect(audit.isIntact).toBe(true);
  });

  it('mails finance when the batch is ready, and finance and the officer when it is closed', async () => {
    const { world, batchId } = await sentBatch(2);
    await world.answer(batchId, answersCsv(world.exported(batchId)));
    await world.runMachine(batchId);
    await payAll(world, batchId, 2 * EACH);
    await world.runMachine(batchId);
    for (const id of [`ready-${FINANCE}`, `closed-${FINANCE}`, 'closed-petugas-disnaker']) {
      expect(await readItem(world.deps().table, mailKey(`${batchId}-${id}`), mailSchema)).toMatchObject({ tries: 0 });
    }
  });

  it('gives back money and slots of rejected lines before billing, and bills only the accepted ones', async () => {
    const { world, batchId, revisionId } = await sentBatch();
    const answers = answersCsv(world.exported(batchId), (_row, index) => (index < 3 ? 'ditolak' : 'data cocok'));
    await world.answer(batchId, answers);
    await world.runMachine(batchId);
    const head = await world.batch(batchId);
    expect(head).toMatchObject({ status: 'answered', rejected: { lines: 3 }, accepted: { lines: 7, total: 7 * EACH } });
    expect(await world.requests.allocation('APBD-2027-JKK')).toMatchObject({ committed: 70_000 });
    const rejected = (await world.lines(revisionId)).filter((line) => line.status === 'rejected');
    expect(rejected.map((line) => line.reason)).toEqual(['catatan', 'catatan', 'catatan']);
    for (const line of rejected) expect(await world.slotsHeld(line.nikHash)).toEqual([]);
    await payAll(world, batchId, 7 * EACH);
    expect(await world.runMachine(batchId)).toBe('ended');
    for (const check of await world.ledger()) expect(check.differences).toEqual([]);
  });

  it('takes answers in several files and waits while a line is open', async () => {
    const { world, batchId } = await sentBatch();
    const rows = world.exported(batchId);
    await world.answer(batchId, answersCsv(rows.slice(0, 4)), 'a.csv');
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({ status: 'sent', pendingLines: 6 });
    await world.answer(batchId, answersCsv(rows), 'b.csv');
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({ status: 'answered', accepted: { lines: 10 } });
  });

  it('closes without any payment when every line is rejected', async () => {
    const { world, batchId } = await sentBatch(3);
    await world.answer(
      batchId,
      answersCsv(world.exported(batchId), () => 'ditolak'),
    );
    expect(await world.runMachine(batchId)).toBe('ended');
    expect(await world.batch(batchId)).toMatchObject({ status: 'closed', accepted: { lines: 0 } });
  });

  it('leaves out a worker who was excluded between commit and seal, and returns the money', async () => {
    const world = await batchWorld(await newTable());
    const roster = world.roster(6);
    await world.committed(roster);
    await world.requests.exclude(roster[1]?.nik ?? '');
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({ status: 'sent', lines: 5, total: 5 * EACH });
    expect(world.exported(batchId)).toHaveLength(5);
    expect(await world.requests.allocation('APBD-2027-JKM')).toMatchObject({ committed: 5 * 6_800 });
  });

  it('leaves an exclusion that comes after the files were sent to the answers of BPJS TK', async () => {
    const { world, batchId, revisionId } = await sentBatch(2);
    const rows = world.exported(batchId);
    await world.requests.exclude(rows[0]?.['NIK'] ?? '');
    expect(await world.runMachine(batchId)).toBe('wait');
    expect(await world.batch(batchId)).toMatchObject({ status: 'sent', lines: 2, pendingLines: 2 });
    await world.answer(
      batchId,
      answersCsv(rows, (_row, index) => (index === 0 ? 'ditolak' : 'data cocok')),
    );
    await world.runMachine(batchId);
    const lines = await world.lines(revisionId);
    expect(lines.map(({ status, participant, coverFrom, reason }) => [status, participant, coverFrom, reason])).toEqual(
      [
        ['rejected', undefined, undefined, 'catatan'],
        ['accepted', 'KPJ1', '2027-01-01', undefined],
      ],
    );
    expect(await world.requests.allocation('APBD-2027-JKK')).toMatchObject({ committed: 10_000 });
  });

  it('puts several requests of one wadah, period and source into one batch', async () => {
    const world = await batchWorld(await newTable());
    const roster = world.roster(9);
    await world.committed(roster.slice(0, 5), 1);
    await world.committed(roster.slice(5), 2);
    const { batchId, members } = await world.createBatch();
    expect(members).toBe(2);
    await world.runMachine(batchId);
    expect(world.exported(batchId).map((row) => row['NIK'])).toEqual(roster.map((row) => row.nik));
  });

  it('builds files whose checksums, signature and sums anybody can verify', async () => {
    const { world, batchId } = await sentBatch(4);
    const { objects } = world.requests.objects;
    const head = await world.batch(batchId);
    for (const file of Object.values(head.files ?? {})) {
      const bytes = objects.get(`records/${file.key}`) ?? Buffer.alloc(0);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
    }
    const recap = parse(objects.get(`records/batches/${batchId}/recap.csv`) ?? '', { columns: true, bom: true });
    expect(recap).toContainEqual(
      expect.objectContaining({ bagian: 'rekening', kode: '5.1.02.02.02.0006', jumlah: '40000' }),
    );
    expect(recap).toContainEqual(expect.objectContaining({ bagian: 'total', pekerja: '4', jumlah: String(4 * EACH) }));
  });

  it.each(['auditor', 'administrator'] as const)(
    'gives an %s every file but the rosters, whose whole NIKs are for finance, and their checksums',
    async (role) => {
      const { world, batchId } = await sentBatch(1);
      const filesFor = async (by: typeof role | 'finance') =>
        (await getBatch({ params: { batchId }, caller: caller('one', by) }, world.deps())).files;
      const finance = await filesFor('finance');
      const others = await filesFor(role);

      expect(finance.every(({ url }) => url !== undefined)).toBe(true);
      expect(others.map(({ sha256 }) => sha256)).toEqual(finance.map(({ sha256 }) => sha256));
      const closed = others.filter(({ url }) => url === undefined);
      expect(closed.map(({ name }) => name).toSorted()).toEqual(['roster.csv', 'roster.xlsx']);
    },
  );

  it('shows finance the batch with files, answers and history, newest batch first', async () => {
    const { world, batchId, revisionId } = await sentBatch(2);
    await world.answer(batchId, answersCsv(world.exported(batchId)));
    const deps = world.deps();
    const shown = await getBatch({ params: { batchId }, caller: caller('bendahara', 'finance') }, deps);
    expect(shown).toMatchObject({ batchId, status: 'sent', revisions: [revisionId], answers: [{ status: 'stored' }] });
    expect(shown.files.map(({ name }) => name).toSorted()).toEqual([
      'manifest.json',
      'manifest.json.sig',
      'public-key.pem',
      'recap.csv',
      'recap.pdf',
      'recap.xlsx',
      'roster.csv',
      'roster.xlsx',
    ]);
    expect((await listBatches({ query: {} }, deps)).batches).toMatchObject([{ batchId, lines: 2 }]);
  });

  it('keeps a worker who stands in the roster under a formula-like name as text', async () => {
    const world = await batchWorld(await newTable());
    const roster = world.roster(2).map((row, index) => (index === 0 ? { ...row, alamat: '=HYPERLINK("x")' } : row));
    await world.committed(roster);
    const { batchId } = await world.createBatch();
    expect(await world.runMachine(batchId)).toBe('wait');
    expect(world.exported(batchId)[0]?.['ALAMAT']).toBe(`'=HYPERLINK("x")`);
    expect(hashNik(roster[0]?.nik ?? '')).toHaveLength(22);
  });
});
