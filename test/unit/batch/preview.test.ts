import { describe, expect, it } from 'vitest';
import { writeXlsxStream } from 'hucre/xlsx';
import { rupiah } from '../../../domain/money/money.ts';
import { getAnswers } from '../../../functions/http/get-answers/step.ts';
import { answersCsv, batchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

async function sent(workers: number) {
  const world = await batchWorld(await newTable());
  await world.committed(world.roster(workers));
  const { batchId } = await world.createBatch();
  await world.runMachine(batchId);
  return { world, batchId, rows: world.exported(batchId) };
}

const rejectFirst = (_row: unknown, index: number): string => (index === 0 ? 'ditolak' : 'data cocok');

describe('the preview of an answer file', () => {
  it('says of each row what would become of it, with the cell that decides, and changes nothing', async () => {
    const { world, batchId, rows } = await sent(7);
    const [a, b, c, d, e, f, g] = rows.map((row) => row['NIK']);
    const csv = [
      'NIK,HASIL,TOTAL_IURAN,TGL_KEPESERTAAN',
      `${a},data cocok,16800,01/01/2027`,
      `${b},ditolak,,`,
      `${c},data cocok,enam belas ribu,`,
      `${d},data cocok,16801,`,
      `${e},data cocok,,2029-01-01`,
      `${f},data cocok,,kemarin`,
      `${g},entahlah,,`,
      `${a},data cocok,,`,
      `1410010101900009,data cocok,,`,
    ].join('\r\n');
    const before = await world.batch(batchId);
    const preview = await world.preview(batchId, csv);
    expect(preview).toMatchObject({
      status: 'ready',
      rows: 9,
      effects: {
        accepted: { lines: 1, total: 16_800 },
        rejected: { lines: 1, total: 16_800 },
        pendingLines: 5,
        voidsBill: false,
      },
      pages: { all: 1, attention: 1 },
    });
    const { rows: outcomes, status } = await world.rowsOf(batchId, preview.sha256);
    expect(status).toBe('preview');
    expect(outcomes.map(({ outcome, column, value }) => [outcome, column, value])).toEqual([
      ['accepted', undefined, undefined],
      ['rejected', undefined, undefined],
      ['held-not-a-number', 'TOTAL_IURAN', 'enam belas ribu'],
      ['held-other-amount', 'TOTAL_IURAN', '16801'],
      ['held-future-date', 'TGL_KEPESERTAAN', '2029-01-01'],
      ['held-unreadable', 'TGL_KEPESERTAAN', 'kemarin'],
      ['held-unknown-word', 'HASIL', 'entahlah'],
      ['duplicate', 'NIK', `${a?.slice(0, 4)}********${a?.slice(12)}`],
      ['unknown-line', 'NIK', '1410********0009'],
    ]);
    expect(outcomes.every(({ row, text }) => row > 1 && text.id !== '' && text.en !== '')).toBe(true);
    expect((await world.rowsOf(batchId, preview.sha256, { only: 'attention' })).rows).toHaveLength(7);
    expect(await world.batch(batchId)).toEqual(before);
  });

  it('shows rows page by page', async () => {
    const world = await batchWorld(await newTable(), { chunkRows: 250 });
    await world.committed(world.roster(230));
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    const { sha256, pages } = await world.preview(batchId, answersCsv(world.exported(batchId)));
    expect(pages).toEqual({ all: 2, attention: 0 });
    expect((await world.rowsOf(batchId, sha256)).rows).toHaveLength(200);
    expect((await world.rowsOf(batchId, sha256, { page: 2 })).rows).toHaveLength(30);
    expect((await world.rowsOf(batchId, sha256, { page: 3 })).rows).toEqual([]);
  });

  it('is what is applied: the same rows, once, however often it is asked', async () => {
    const { world, batchId, rows } = await sent(3);
    const csv = answersCsv(rows, rejectFirst);
    const preview = await world.preview(batchId, csv);
    expect(await world.apply(batchId, preview)).toMatchObject({ status: 'stored' });
    expect(await world.apply(batchId, preview)).toMatchObject({ status: 'stored' });
    await world.runMachine(batchId);
    const { sha256, effects } = preview;
    const { accepted, rejected } = await world.batch(batchId);
    expect({ accepted: accepted?.lines, rejected: rejected?.lines }).toEqual({
      accepted: effects?.accepted.lines,
      rejected: effects?.rejected.lines,
    });
    const outcome = await getAnswers({ params: { batchId, sha256 } }, world.deps());
    expect(outcome).toMatchObject({ status: 'applied', counts: preview.counts });
    expect(await world.apply(batchId, preview)).toMatchObject({ status: 'applied' });
    expect(await world.preview(batchId, csv)).toMatchObject({ status: 'applied', counts: preview.counts });
    expect((await world.events(batchId)).filter((type) => type === 'answers-uploaded')).toHaveLength(1);
    for (const check of await world.ledger()) expect(check.differences).toEqual([]);
  });

  it('is applied as it was shown even when another word list came into force meanwhile', async () => {
    const { world, batchId, rows } = await sent(2);
    const preview = await world.preview(batchId, answersCsv(rows));
    await world.apply(batchId, preview);
    world.state.answerFormat = () => Promise.reject(new Error('the file was read again'));
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({ status: 'answered', accepted: { lines: 2 } });
  });

  it('no longer holds when the batch has changed since, and says so', async () => {
    const { world, batchId, rows } = await sent(3);
    const preview = await world.preview(batchId, answersCsv(rows, rejectFirst), 'a.csv');
    await world.answer(batchId, answersCsv(rows.slice(0, 1)), 'b.csv');
    await expect(world.apply(batchId, preview)).rejects.toMatchObject({ code: 'answers-being-applied' });
    await world.runMachine(batchId);
    await expect(world.apply(batchId, preview)).rejects.toMatchObject({ code: 'preview-outdated', kind: 'conflict' });
    expect(await world.batch(batchId)).toMatchObject({ accepted: { lines: 1 }, pendingLines: 2 });
    const again = await world.preview(batchId, answersCsv(rows, rejectFirst), 'a.csv');
    await expect(world.apply(batchId, preview)).rejects.toMatchObject({ code: 'preview-replaced' });
    await world.apply(batchId, again);
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({
      status: 'answered',
      accepted: { lines: 2 },
      rejected: { lines: 1 },
    });
  });

  it('warns that a rejection after the bill voids it', async () => {
    const { world, batchId, rows } = await sent(2);
    await world.answer(batchId, answersCsv(rows), 'a.csv');
    await world.runMachine(batchId);
    await world.enterFact(batchId, { kind: 'billed', kodeIuran: '12345678901', amount: rupiah(33_600) });
    const preview = await world.preview(batchId, answersCsv(rows, rejectFirst), 'b.csv');
    expect(preview).toMatchObject({ counts: { rejected: 1, same: 1 }, effects: { voidsBill: true } });
    await world.apply(batchId, preview);
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({ status: 'answered', accepted: { lines: 1 } });
    expect((await world.batch(batchId)).facts).toBeUndefined();
  });

  it('refuses a file that belongs partly to another batch as a whole, and shows which rows', async () => {
    const { world, batchId, rows } = await sent(3);
    const [stranger] = world.roster(1, 5);
    const strange = await world.committed(world.roster(1, 5), 2);
    const csv = [
      'NO_BARIS;NIK;HASIL',
      ...rows.map((row) => `${row['NO_BARIS']};${row['NIK']};cocok`),
      `;${stranger?.nik ?? ''};cocok`,
      `${strange}-2;x;cocok`,
      '00000000-2;x;cocok',
    ].join('\n');
    const preview = await world.preview(batchId, csv);
    expect(preview).toMatchObject({
      status: 'refused',
      problem: { code: 'answers-of-another-batch' },
      counts: { accepted: 3, 'other-batch': 2, 'unknown-line': 1 },
    });
    const { rows: shown } = await world.rowsOf(batchId, preview.sha256, { only: 'attention' });
    expect(shown.map(({ row, column }) => [row, column])).toEqual([
      [5, 'NIK'],
      [6, 'NO_BARIS'],
      [7, 'NO_BARIS'],
    ]);
    await expect(world.apply(batchId, preview)).rejects.toMatchObject({ code: 'answers-of-another-batch' });
    expect(await world.batch(batchId)).toMatchObject({ status: 'sent', pendingLines: 3 });
  });

  it('reads a workbook, and refuses what is no table without keeping a preview', async () => {
    const { world, batchId, rows } = await sent(1);
    const cells = rows.map((row) => [row['NIK'] ?? '', 'diterima', 16_800]);
    const columns = ['NIK', 'HASIL', 'TOTAL_IURAN'].map((header) => ({ header }));
    const book = Buffer.concat(await Array.fromAsync(writeXlsxStream(cells, { name: 'Hasil', columns })));
    expect(await world.preview(batchId, book, 'a.xlsx')).toMatchObject({ status: 'ready', counts: { accepted: 1 } });
    const broken = await world.preview(batchId, 'nama,alamat\r\nx,y', 'b.csv');
    expect(broken).toMatchObject({ status: 'refused', problem: { code: 'answers-column-missing' } });
    await expect(world.apply(batchId, { ...broken, readingId: '0'.repeat(16) })).rejects.toMatchObject({
      code: 'answers-not-found',
    });
  });

  it('is not made while the batch does not wait for answers', async () => {
    const { world, batchId, rows } = await sent(1);
    await world.answer(
      batchId,
      answersCsv(rows, () => 'ditolak'),
    );
    await world.runMachine(batchId);
    await expect(world.preview(batchId, `${answersCsv(rows)}\n`, 'b.csv')).rejects.toMatchObject({
      code: 'answers-not-awaited',
    });
  });
});
