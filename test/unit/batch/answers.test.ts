import { describe, expect, it } from 'vitest';
import { writeXlsxStream } from 'hucre/xlsx';
import { rupiah } from '../../../domain/money/money.ts';
import { getAnswers } from '../../../functions/http/get-answers/step.ts';
import { getBatch } from '../../../functions/http/get-batch/step.ts';
import { uploadAnswers } from '../../../functions/http/upload-answers/step.ts';
import { caller } from '../../support/administration-world.ts';
import { answersCsv, batchWorld, FINANCE, sha256Of } from '../../support/batch-world.ts';
import { tableWithSomethingAfterTheFirstCall } from '../../support/interrupted-table.ts';
import { newTable } from '../../support/dynamodb-local.ts';

async function sent(workers: number) {
  const world = await batchWorld(await newTable());
  await world.committed(world.roster(workers));
  const { batchId } = await world.createBatch();
  await world.runMachine(batchId);
  const outcomeOf = (csv: string) => getAnswers({ params: { batchId, sha256: sha256Of(csv) } }, world.deps());
  const report = async (csv: string): Promise<string> => {
    const { url } = (await outcomeOf(csv)).report ?? { url: '' };
    return world.requests.objects.objects.get(url.replace('memory://', 'work/'))?.toString() ?? '';
  };
  return { world, batchId, outcomeOf, report, rows: world.exported(batchId) };
}

describe("BPJS TK's answers", () => {
  it('refuses a file whole when one row belongs to another batch, and changes nothing', async () => {
    const { world, batchId, outcomeOf, report, rows } = await sent(3);
    const other = world.roster(2, 5);
    await world.committed(other, 2);
    const csv = answersCsv([...rows, { NIK: other[1]?.nik ?? '' }, { NIK: other[0]?.nik ?? '' }]);
    await world.answer(batchId, csv);
    expect(await world.runMachine(batchId)).toBe('wait');
    const head = await world.batch(batchId);
    expect(head).toMatchObject({ status: 'sent', pendingLines: 3 });
    expect(head.applying).toBeUndefined();
    const outcome = await outcomeOf(csv);
    expect(outcome).toMatchObject({ status: 'refused', problem: { code: 'answers-of-another-batch' } });
    expect(outcome.problem?.en).toMatch(/2 rows, the first of them row 5 \(NIK \d{4}\*{8}\d{4}\)/);
    expect((await report(csv)).match(/other-batch/g)).toHaveLength(2);
    expect(await world.events(batchId)).toContain('answers-refused');
    await world.answer(batchId, answersCsv(rows));
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({ status: 'answered' });
  });

  it('gives each row its own outcome: unknown words, other amounts, duplicates and numbers that are no NIK', async () => {
    const { world, batchId, outcomeOf, report, rows } = await sent(6);
    const [a, b, c, d, e, f] = rows.map((row) => row['NIK']);
    const csv = [
      'NIK,HASIL,TOTAL_IURAN,TGL_KEPESERTAAN',
      `${a},data cocok,16800,01/01/2027`,
      `${b},entahlah,,`,
      `${c},data cocok,16801,`,
      `${d},sudah pernah ada,,`,
      `${e},data cocok,,2029-01-01`,
      `'${f},Data  Cocok,"Rp 16.800",`,
      `${a},data cocok,,`,
      `12,data cocok,,`,
      `1410010101900009,data cocok,,`,
    ].join('\r\n');
    await world.answer(batchId, csv);
    await world.runMachine(batchId);
    expect(await outcomeOf(csv)).toMatchObject({
      status: 'applied',
      rows: 9,
      counts: {
        accepted: 2,
        'held-unknown-word': 1,
        'held-other-amount': 1,
        held: 1,
        'held-future-date': 1,
        duplicate: 1,
        'unknown-line': 2,
      },
    });
    expect(await report(csv)).toContain('held-other-amount,TOTAL_IURAN,16801');
    expect(await report(csv)).not.toContain(String(a));
    expect(await world.batch(batchId)).toMatchObject({ status: 'sent', pendingLines: 4, accepted: { lines: 2 } });
  });

  it('says of a decided line that it was decided, and lets an accepted one be rejected and after the bill, which it voids', async () => {
    const { world, batchId, outcomeOf, rows } = await sent(3);
    await world.answer(
      batchId,
      answersCsv(rows, (_row, index) => (index === 0 ? 'ditolak' : 'data cocok')),
      'a.csv',
    );
    await world.runMachine(batchId);
    const second = answersCsv(rows, (_row, index) => (index === 2 ? 'ditolak' : 'data cocok'));
    await world.answer(batchId, second, 'b.csv');
    await world.runMachine(batchId);
    expect((await outcomeOf(second)).counts).toEqual({ 'already-final': 1, same: 1, rejected: 1 });
    expect(await world.batch(batchId)).toMatchObject({
      status: 'answered',
      accepted: { lines: 1 },
      rejected: { lines: 2 },
    });
    expect(await world.requests.allocation('APBD-2027-JKM')).toMatchObject({ committed: 6_800 });
    await world.enterFact(batchId, { kind: 'billed', kodeIuran: '12345678901', amount: rupiah(16_800) });
    await world.answer(
      batchId,
      answersCsv(rows, () => 'ditolak'),
      'c.csv',
    );
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({ status: 'closed', rejected: { lines: 3 } });
    await expect(world.answer(batchId, `${second}\n`, 'd.csv')).rejects.toMatchObject({ code: 'answers-not-awaited' });
  });

  it('accepts nothing else while a file is being applied', async () => {
    const { world, batchId, rows } = await sent(2);
    await world.answer(batchId, answersCsv(rows.slice(0, 1)), 'a.csv');
    await expect(world.answer(batchId, answersCsv(rows), 'b.csv')).rejects.toMatchObject({
      code: 'answers-being-applied',
      kind: 'conflict',
    });
    await world.runMachine(batchId);
    expect(await world.answer(batchId, answersCsv(rows), 'b.csv')).toMatchObject({ status: 'stored' });
  });

  it('are in the counts of the batch that tells them as applied, also when they are applied while it is read', async () => {
    const { world, batchId, rows } = await sent(3);
    await world.answer(batchId, answersCsv(rows));
    const table = tableWithSomethingAfterTheFirstCall(world.state.table, () => world.runMachine(batchId));

    const view = await getBatch(
      { params: { batchId }, caller: caller('bendahara', 'finance') },
      { ...world.deps(), table },
    );

    expect((await world.batch(batchId)).accepted?.lines).toBe(3);
    expect([view.answers[0]?.status === 'applied', view.accepted === undefined]).not.toEqual([true, true]);
  });

  it('takes more rejections of one chunk than one transaction holds', async () => {
    const world = await batchWorld(await newTable(), { chunkRows: 250 });
    await world.committed(world.roster(200));
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    await world.answer(
      batchId,
      answersCsv(world.exported(batchId), (_row, index) => (index < 195 ? 'gagal' : 'cocok')),
    );
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({
      status: 'answered',
      rejected: { lines: 195 },
      accepted: { lines: 5 },
    });
    expect(await world.requests.allocation('APBD-2027-JKK')).toMatchObject({ committed: 50_000 });
    for (const check of await world.ledger()) expect(check.differences).toEqual([]);
  });

  it('reads a workbook as well as a CSV, by line id when the NIK is lost', async () => {
    const { world, batchId, rows } = await sent(2);
    const cells = rows.map((row, index) => [
      row['NO_BARIS'] ?? '',
      index === 0 ? 1.41e15 : (row['NIK'] ?? ''),
      'diterima',
    ]);
    const pieces = await Array.fromAsync(
      writeXlsxStream(cells, { name: 'Hasil', columns: ['NO_BARIS', 'NIK', 'HASIL'].map((header) => ({ header })) }),
    );
    const key = world.upload('answers.xlsx', Buffer.concat(pieces));
    const bytes = world.requests.objects.objects.get(`uploads/${key}`) ?? Buffer.alloc(0);
    await world.answer(batchId, bytes, 'answers.xlsx');
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({ status: 'answered', accepted: { lines: 2 } });
  });

  it('refuses files without the columns it needs, without rows, or that are no table', async () => {
    const { world, batchId, outcomeOf } = await sent(1);
    for (const [csv, code] of [
      ['nama,alamat\r\nx,y', 'answers-column-missing'],
      ['nik,status,hasil\r\nx,y,z', 'answers-column-twice'],
      ['nik,status\r\n', 'answers-empty'],
    ] as const) {
      await world.answer(batchId, csv);
      await world.runMachine(batchId);
      expect(await outcomeOf(csv)).toMatchObject({ status: 'refused', problem: { code } });
    }
    expect(await world.batch(batchId)).toMatchObject({ status: 'sent', pendingLines: 1 });
  });

  it("takes nobody else's upload", async () => {
    const { world, batchId } = await sent(1);
    const body = { uploadKey: 'uploads/somebody/x.csv', fileName: 'x.csv' };
    const call = { params: { batchId }, body, caller: { personId: FINANCE } };
    await expect(uploadAnswers(call, world.deps())).rejects.toMatchObject({
      code: 'foreign-upload',
    });
  });
});
