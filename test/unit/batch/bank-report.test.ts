import { describe, expect, it } from 'vitest';
import { writeXlsxStream } from 'hucre/xlsx';
import { rupiah } from '../../../domain/money/money.ts';
import { answersCsv, batchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const CODE = '12345678901';
const HEADER = [
  'No REFF',
  'Nomor ID',
  'Kode Iuran',
  'Kode Program',
  'DateTime Trx',
  'TotalAmount',
  'Nama Customer',
  'KodeCa',
  'amount JHT',
  'amount JKK',
  'amount JKM',
  'periode tagihan',
];

interface BankRow {
  readonly id: string;
  readonly code?: string;
  readonly time?: string;
  readonly total?: string;
  readonly period?: string;
}

function cells({ id, code = CODE, time = '20261201 10:00:00', total = '16800', period = '202701' }: BankRow, row = 1) {
  const programmes = 'JHT=0#JKK=10000#JKM=6800';
  return [`R-${row}`, id, code, programmes, time, total, 'AMINAH; BINTI X', 'BRI', '0', '10000', '6800', period];
}

/** As the bank sends it: headings between semicolons, rows between bars. */
const reportOf = (rows: readonly BankRow[]): string =>
  [HEADER.join(';'), ...rows.map((row, index) => cells(row, index + 1).join('|'))].join('\n');

async function sent(workers: number) {
  const world = await batchWorld(await newTable());
  await world.committed(world.roster(workers));
  const { batchId } = await world.createBatch();
  await world.runMachine(batchId);
  const rows = world.exported(batchId).map((row) => ({ id: row['NIK'] ?? '', lineId: row['NO_BARIS'] ?? '' }));
  return { world, batchId, rows };
}

async function paidUpTo(workers: number) {
  const { world, batchId, rows } = await sent(workers);
  await world.answer(batchId, answersCsv(world.exported(batchId)), 'jawaban.csv');
  await world.runMachine(batchId);
  const amount = rupiah(workers * 16_800);
  await world.enterFact(batchId, { kind: 'billed', kodeIuran: CODE, amount });
  await world.enterFact(batchId, { kind: 'sp2d', number: 'SP2D-1', date: '2027-01-10', amount });
  const day = '2027-01-11';
  await world.enterFact(batchId, { kind: 'paid', bankReference: 'REF', date: day, amount, holdUntil: '2027-02-28' });
  return { world, batchId, rows };
}

describe("the bank's report to the biller, as an answer file", () => {
  it('says of each row what would become of it, and changes nothing before it is applied', async () => {
    const { world, batchId, rows } = await sent(6);
    const [a, b, c, d, , f] = rows.map(({ id }) => id);
    const csv = reportOf([
      { id: a ?? '' },
      { id: b ?? '', total: '16801' },
      { id: c ?? '', time: '29991231 10:00:00' },
      { id: d ?? '', total: 'enam belas ribu' },
      { id: rows[4]?.lineId ?? '' },
      { id: f ?? '', code: 'x' },
      { id: a ?? '' },
      { id: '1410010101900009' },
      { id: '98765432109' },
    ]);
    const before = await world.batch(batchId);
    const preview = await world.preview(batchId, csv);
    expect(preview).toMatchObject({
      status: 'ready',
      rows: 9,
      effects: { accepted: { lines: 2, total: 33_600 }, rejected: { lines: 0 }, pendingLines: 4, voidsBill: false },
    });
    const { rows: outcomes } = await world.rowsOf(batchId, preview.sha256);
    expect(outcomes.map(({ row, outcome, column, value }) => [row, outcome, column, value])).toEqual([
      [2, 'accepted', undefined, undefined],
      [3, 'held-sum', 'TotalAmount', '16801'],
      [4, 'held-future-date', 'DateTime Trx', '29991231 10:00:00'],
      [5, 'held-not-a-number', 'TotalAmount', 'enam belas ribu'],
      [6, 'accepted', undefined, undefined],
      [7, 'held-unreadable', 'Kode Iuran', 'x'],
      [8, 'duplicate', 'Nomor ID', `${a?.slice(0, 4)}********${a?.slice(12)}`],
      [9, 'unknown-line', 'Nomor ID', '1410********0009'],
      [10, 'unknown-line', 'Nomor ID', '9876*****09'],
    ]);
    expect(outcomes.map(({ word }) => word)).toEqual(outcomes.map((_, index) => `R-${index + 1}`));
    expect(await world.batch(batchId)).toEqual(before);
  });

  it('is applied exactly as it was previewed, beside the answers of BPJS TK, and once', async () => {
    const { world, batchId, rows } = await sent(3);
    await world.answer(
      batchId,
      answersCsv(world.exported(batchId).slice(0, 1), () => 'ditolak'),
      'a.csv',
    );
    await world.runMachine(batchId);
    const preview = await world.preview(batchId, reportOf(rows), 'bank.csv');
    expect(preview.counts).toEqual({ 'already-final': 1, accepted: 2 });
    await world.apply(batchId, preview);
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({
      status: 'answered',
      accepted: { lines: 2, total: 33_600 },
      rejected: { lines: 1 },
    });
    expect(await world.apply(batchId, preview)).toMatchObject({ status: 'applied' });
    for (const check of await world.ledger()) expect(check.differences).toEqual([]);
  });

  it('confirms after the payment, by NIK or by participant number, and points at what the bank says otherwise', async () => {
    const { world, batchId, rows } = await paidUpTo(4);
    const [a, , c, d] = rows.map(({ id }) => id);
    const csv = reportOf([
      { id: a ?? '' },
      { id: 'KPJ1' },
      { id: c ?? '', total: '8400' },
      { id: d ?? '', code: '10987654321' },
    ]);
    const preview = await world.preview(batchId, csv, 'bank.csv');
    expect(preview.counts).toEqual({ same: 2, 'held-sum': 1, 'held-other-bill': 1 });
    await world.apply(batchId, preview);
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({ status: 'paid', accepted: { lines: 4 } });
    const { rows: pointed } = await world.rowsOf(batchId, preview.sha256, { only: 'attention' });
    expect(pointed.map(({ row, column }) => [row, column])).toEqual([
      [4, 'TotalAmount'],
      [5, 'Kode Iuran'],
    ]);
  });

  it('refuses whole a report that holds a row of another batch, of another worker or of another month', async () => {
    const { world, batchId, rows } = await sent(2);
    const [stranger] = world.roster(1, 5);
    await world.committed(world.roster(1, 5), 2);
    const csv = reportOf([...rows, { id: stranger?.nik ?? '' }]);
    const preview = await world.preview(batchId, csv, 'a.csv');
    expect(preview).toMatchObject({ status: 'refused', problem: { code: 'answers-of-another-batch' } });
    const february = reportOf([rows[0] ?? { id: '' }, { id: rows[1]?.id ?? '', period: '202702' }]);
    await world.answer(batchId, february, 'b.csv');
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({ status: 'sent', pendingLines: 2 });
    expect(await world.events(batchId)).toContain('answers-refused');
  });

  it('is read from a workbook as well, and refused with the headings that would do when one is missing', async () => {
    const { world, batchId, rows } = await sent(2);
    const sheet = rows.map((row, index) => {
      const made: (string | number)[] = cells(row, index + 1);
      made[2] = Number(CODE);
      made[5] = 16_800;
      return made;
    });
    const columns = HEADER.map((header) => ({ header }));
    const book = Buffer.concat(await Array.fromAsync(writeXlsxStream(sheet, { name: 'Laporan', columns })));
    expect(await world.preview(batchId, book, 'a.xlsx')).toMatchObject({ status: 'ready', counts: { accepted: 2 } });
    const broken = await world.preview(batchId, 'Kode Iuran;DateTime Trx;TotalAmount\nx;y;z', 'b.csv');
    expect(broken).toMatchObject({ status: 'refused', problem: { code: 'answers-column-missing' } });
    expect(broken.problem?.en).toContain('Nomor ID / no id');
  });
});
