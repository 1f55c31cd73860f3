import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { requestIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { month } from '../../../domain/period/period.ts';
import { csvLine, writeBadRowsCsv } from '../../../domain/roster/write-bad-rows.ts';
import { recapCsv } from '../../../functions/files/recap.ts';
import { removedReport } from '../../../functions/steps/seal-removals/report.ts';
import { badRowReportLine } from '../../../functions/steps/summarise-request/report.ts';
import { writeReading } from '../../../functions/steps/read-answers/write-reading.ts';
import { trailCsv } from '../../../functions/trail/trail-csv.ts';
import { csvOf } from '../../../web/src/format/csv.ts';
import { memoryObjectStore } from '../../support/memory-object-store.ts';
import { recapOf } from '../../support/recap-samples.ts';
import { parseAll } from '../roster/roster-samples.ts';

/** Beginnings that spreadsheets take for a formula, or skip on the way to one. */
const FORMULAS = ['=1+1', '+62', '-5', '@SUM(A1)', '\t=1+1', '\r=1+1', '＝1+1', '＋1', '－1', '＠A1'];

const cellsOf = (csv: string): string[] => parse(csv, { bom: true, relax_column_count: true }).flat();

/** Every text an export can be given, written by each of them in turn. */
const EXPORTS: Readonly<Record<string, (text: string) => Promise<string> | string>> = {
  'a line of CSV': (text) => csvLine([text]),
  'the recap': (text) => recapCsv({ ...recapOf({ workers: 1 }), placeNames: new Map(), accounts: accountsNamed(text) }),
  'the trail of an allocation': (text) => trailCsv([trailRow(text)]),
  'the list of removed workers': (text) =>
    removedReport([{ ...REMOVED, reason: { id: text, en: text }, amount: rupiah(1) }]),
  'the outcomes of an answer file': answerReport,
  'the lists of the portal': (text) => csvOf([{ heading: 'nilai', value: (row: string) => row }], [text]),
  'the bad rows and their report': badRows,
};

const REMOVED = { chunk: 1, row: 2, nikHash: 'n', lineHash: 'l', ruleId: 'cover-held' };
const accountsNamed = (accountCode: string) => [
  { programme: 'JKK' as const, allocationId: 'APBD-2027-JKK', accountCode },
];

function trailRow(reason: string) {
  return {
    allocationId: 'APBD-2027-JKK',
    requestId: requestIdSchema.parse('REQ0000001'),
    revisionId: revisionIdSchema.parse('REV00001'),
    row: 2,
    worker: 'w',
    programme: 'JKK' as const,
    month: month('2027-01'),
    amount: rupiah(10_000),
    lineStatus: 'rejected' as const,
    money: 'returned' as const,
    reason,
  };
}

async function answerReport(text: string): Promise<string> {
  const objects = memoryObjectStore();
  const place = { objects, workBucket: 'work', folder: 'f' };
  const row = { row: 2, nik: '', word: text, outcome: 'held' as const, column: 'HASIL', value: text, lines: [] };
  const { report } = await writeReading({ basis: 'b', rows: [row], parts: undefined }, place);
  return objects.objects.get(`work/${report?.key}`)?.toString() ?? '';
}

async function badRows(text: string): Promise<string> {
  const [header, bad] = await parseAll(`nik;nama\n"x";"${text}"`.replace('nik;nama', HEADINGS));
  if (header?.kind !== 'header' || bad?.kind !== 'bad') throw new Error('no bad row');
  const file = (await Array.fromAsync(writeBadRowsCsv(header, [bad]))).join('');
  return `${file}${badRowReportLine(bad, header)}`;
}
const HEADINGS = 'nik;nama;tempat_lahir;tanggal_lahir;jenis_kelamin;nama_ibu_kandung;alamat;kode_desa;pekerjaan';

describe.each(Object.entries(EXPORTS))('%s', (_name, write) => {
  it.each(FORMULAS)('puts an apostrophe before %j, and no cell begins as a formula', async (text) => {
    const cells = cellsOf(await write(text));
    expect(cells.some((cell) => cell.startsWith("'") && cell.slice(1).trim() === text.trim())).toBe(true);
    expect(cells.filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
  });
});
