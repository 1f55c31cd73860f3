import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesSchema } from '../../../domain/configuration/files.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { bankCells, readBankHeader } from '../../../domain/payment/bank-columns.ts';
import { readBankRow } from '../../../domain/payment/bank-row.ts';
import { bankOutcome } from '../../../domain/payment/bank-verdict.ts';
import type { BilledBatch, BilledLine } from '../../../domain/payment/bank-verdict.ts';
import { month } from '../../../domain/period/period.ts';

const { answers } = filesSchema.parse(JSON.parse(readFileSync('config/meranti/files.json', 'utf8')));
const report = answers.bank;
if (report === undefined) throw new Error('no bank report is configured');

const HEADER =
  'No REFF;Nomor ID;Kode Iuran;Kode Program;DateTime Trx;TotalAmount;Nama Customer;KodeCa;amount JHT;amount JKK;amount JKM;periode tagihan';
const columns = readBankHeader(HEADER.split(';'), report) ?? {};

const GOOD = {
  reff: 'R-1',
  id: '1410010101900001',
  code: '12345678901',
  programmes: 'JHT=0#JKK=10000#JKM=6800',
  time: '20270115 10:00:00',
  total: '16800',
  name: 'AMINAH',
  ca: 'BRI',
  jht: '0',
  jkk: '10000',
  jkm: '6800',
  period: '202701',
};
const cellsOf = (changes: Partial<typeof GOOD> = {}): string[] => Object.values({ ...GOOD, ...changes });
const rowOf = (changes: Partial<typeof GOOD> = {}) => readBankRow(cellsOf(changes), columns);

describe('a row of the bank’s report', () => {
  it('is understood in the layout that is known: semicolons above, bars below, three amounts in one cell', () => {
    const row = readBankRow(bankCells([cellsOf().join('|')]), columns);
    expect(row).toMatchObject({
      nik: '1410010101900001',
      reference: 'R-1',
      kodeIuran: '12345678901',
      programmes: { JHT: 0, JKK: 10_000, JKM: 6_800 },
      time: '2027-01-15T10:00:00',
      total: 16_800,
      amounts: { JHT: 0, JKK: 10_000, JKM: 6_800 },
      period: { first: '2027-01', last: '2027-01' },
    });
  });

  it('is put together again where a name holds the semicolon of the headings', () => {
    const line = cellsOf({ name: 'AMINAH; BINTI SITI' }).join('|');
    expect(readBankRow(bankCells(line.split(';')), columns)).toMatchObject({ total: 16_800, kodeIuran: GOOD.code });
  });

  it('is told from BPJS TK’s answers by its headings alone, in any order and case', () => {
    expect(readBankHeader(['NIK', 'HASIL', 'TOTAL_IURAN'], report)).toBeUndefined();
    expect(readBankHeader(['TOTALAMOUNT', 'kode_iuran', 'nomor id', 'Datetime TRX'], report)).toEqual({
      total: 0,
      kodeIuran: 1,
      id: 2,
      time: 3,
    });
    expect(() => readBankHeader(['Kode Iuran', 'DateTime Trx', 'TotalAmount'], report)).toThrow(/Nomor ID \/ no id/);
    expect(() => readBankHeader([...HEADER.split(';'), 'Nomor ID'], report)).toThrow('answers-column-twice');
  });

  it.each([
    ['202701', '2027-01', '2027-01'],
    ['2027-01', '2027-01', '2027-01'],
    ['01/2027', '2027-01', '2027-01'],
    ['2027-01-01', '2027-01', '2027-01'],
    ['202701-202703', '2027-01', '2027-03'],
    ['01-2027 s/d 03-2027', '2027-01', '2027-03'],
    ['2027-01 – 2027-12', '2027-01', '2027-12'],
  ])('reads the period %s', (text, first, last) => {
    expect(rowOf({ period: text }).period).toEqual({ first, last });
  });

  it.each([
    ['period', 'Januari', 'period'],
    ['period', '202703-202701', 'period'],
    ['period', '202701 dan lain-lain', 'period'],
    ['time', '20270231 10:00:00', 'time'],
    ['time', '20270115 25:00:00', 'time'],
    ['total', '-16800', 'total'],
    ['total', '16800.50', 'total'],
    ['total', '9007199254740993', 'total'],
    ['programmes', 'JKK=10000#JKK=6800', 'programmes'],
    ['programmes', 'JP=10000', 'programmes'],
    ['programmes', 'JKK=sepuluh ribu', 'programmes'],
    ['code', '1234567890', 'kodeIuran'],
  ] as const)('says of the %s "%s" that it cannot be read', (cell, text, field) => {
    expect(rowOf({ [cell]: text })[field]).toBeNull();
  });

  it('takes a code that Excel keeps as a number with the zeros that it has lost', () => {
    const cells = [...cellsOf()] as (string | number)[];
    cells[2] = 1_234_567_890;
    expect(readBankRow(cells, columns).kodeIuran).toBe('01234567890');
  });
});

describe('the outcome of a row of the bank’s report', () => {
  const line = (status: BilledLine['status']): BilledLine => ({
    status,
    amounts: { JKK: rupiah(10_000), JKM: rupiah(6_800) },
  });
  const batch: BilledBatch = {
    period: { firstMonth: month('2027-01'), months: 1 },
    kodeIuran: undefined,
    now: '2027-01-20T09:00:00',
  };
  const outcome = (
    changes: Partial<typeof GOOD>,
    { status = 'pending', of = {} }: { status?: BilledLine['status']; of?: Partial<BilledBatch> } = {},
  ) => bankOutcome([line(status)], rowOf(changes), { ...batch, ...of });

  it('accepts an open line, confirms a line that is accepted or paid, and passes over one that has ended', () => {
    expect(outcome({})).toEqual({ outcome: 'accepted' });
    expect(outcome({}, { status: 'accepted' })).toEqual({ outcome: 'same' });
    expect(outcome({}, { status: 'paid' })).toEqual({ outcome: 'same' });
    for (const status of ['rejected', 'reversed', 'carried'] as const)
      expect(outcome({}, { status })).toEqual({ outcome: 'already-final' });
  });

  it.each([
    [{ total: 'enam belas ribu' }, 'held-not-a-number', 'total'],
    [{ total: '' }, 'held-not-a-number', 'total'],
    [{ jkk: 'x' }, 'held-not-a-number', 'jkk'],
    [{ programmes: 'JKK' }, 'held-not-a-number', 'programmes'],
    [{ total: '16801' }, 'held-sum', 'total'],
    [{ programmes: 'JKK=10000#JKM=6801' }, 'held-sum', 'programmes'],
    [{ total: '16801', jkk: '10001', programmes: 'JKK=10001#JKM=6800' }, 'held-other-amount', 'jkk'],
    [{ jkk: '6800', jkm: '10000', programmes: '' }, 'held-other-amount', 'jkk'],
    [{ jht: '', jkk: '', jkm: '', programmes: 'JKK=6800#JKM=10000' }, 'held-other-amount', 'programmes'],
    [{ jht: '', jkk: '', jkm: '', programmes: '', total: '8400' }, 'held-other-amount', 'total'],
    [{ time: '20270120 09:00:01' }, 'held-future-date', 'time'],
    [{ time: 'kemarin' }, 'held-unreadable', 'time'],
    [{ code: '' }, 'held-unreadable', 'kodeIuran'],
    [{ period: 'awal tahun' }, 'held-unreadable', 'period'],
    [{ period: '202702' }, 'other-batch', 'period'],
  ] as const)('of %o is %s, for what stands in %s', (changes, expected, column) => {
    expect(outcome(changes)).toEqual({ outcome: expected, column });
    // After the payment the same is said: that is when a bank's report comes as a rule.
    expect(outcome(changes, { status: 'paid' })).toEqual({ outcome: expected, column });
  });

  it('holds what was paid under another kode iuran once finance has entered the bill', () => {
    const of = { kodeIuran: '10987654321' };
    expect(outcome({}, { of })).toEqual({ outcome: 'held-other-bill', column: 'kodeIuran' });
    expect(outcome({}, { of: { kodeIuran: GOOD.code } })).toEqual({ outcome: 'accepted' });
  });

  it('holds the amount against the sum of all of a worker’s lines that live', () => {
    const jht: BilledLine = { status: 'pending', amounts: { JHT: rupiah(20_000) } };
    const all = { jht: '20000', total: '36800', programmes: 'JHT=20000#JKK=10000#JKM=6800' };
    expect(bankOutcome([line('accepted'), jht], rowOf(all), batch)).toEqual({ outcome: 'accepted' });
    expect(bankOutcome([line('rejected'), jht], rowOf(all), batch)).toMatchObject({ outcome: 'held-other-amount' });
  });
});
