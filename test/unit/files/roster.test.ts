import { describe, expect, it } from 'vitest';
import { readXlsx } from 'hucre/xlsx';
import { parse } from 'csv-parse/sync';
import { mappingOf } from '../../../domain/configuration/files.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { month } from '../../../domain/period/period.ts';
import { rosterRowSchema } from '../../../domain/roster/roster-row.ts';
import type { ExportLine } from '../../../functions/files/export-cells.ts';
import { rosterCsv } from '../../../functions/files/roster-csv.ts';
import { rosterXlsx } from '../../../functions/files/roster-xlsx.ts';
import { sheetStream } from '../../../functions/files/xlsx/sheet-stream.ts';
import { readSampleConfiguration } from '../../../tools/configuration-folder.ts';

const mapping = mappingOf(readSampleConfiguration(2027).parsed.files);
const context = { mapping, period: { firstMonth: month('2027-01'), months: 1 as const }, placeNames: new Map() };

function lineOf(row: number, words: { nama?: string; alamat?: string }): ExportLine {
  const worker = rosterRowSchema.parse({
    rowNumber: row,
    nik: `141001010190000${row}`,
    nama: 'Aminah',
    tempatLahir: 'Selatpanjang',
    tanggalLahir: '1990-01-01',
    jenisKelamin: 'P',
    namaIbuKandung: 'Siti',
    alamat: 'Jl. Merdeka',
    kodeDesa: '14.10.01.1001',
    pekerjaan: 'nelayan',
    sektor: 'lainnya',
    ...words,
  });
  return { lineId: `REV00001-${row}`, row: worker, price: { JKK: [rupiah(10_000)], JKM: [rupiah(6_800)] } };
}

async function* inOnePiece(...lines: ExportLine[]): AsyncGenerator<readonly ExportLine[]> {
  yield await Promise.resolve(lines);
}

const FORMULAS = ['=1+1', '+62', '-5', '@SUM(A1)', '＝1', '\t=1+1', '\r=1+1', '\n=1+1'];
const NAMES = ['Đorđević', 'Nguyễn Thị Ánh', 'Şükrü <Ali> & "Siti"', '林美玲', 'Nur\u02bcaini 👩‍🌾'];

describe('the roster export', () => {
  it('writes nothing that a spreadsheet would run, as CSV with an apostrophe and as text cells in a workbook', async () => {
    const lines = FORMULAS.map((alamat, index) => lineOf(index + 1, { alamat }));
    const csv = Buffer.concat(await Array.fromAsync(rosterCsv(context, inOnePiece(...lines)))).toString();
    const records = parse(csv, { columns: true, bom: true });
    expect(records.map((record) => (record as Record<string, string>)['ALAMAT'])).toEqual(
      FORMULAS.map((text) => `'${text}`),
    );
    const book = await readXlsx(Buffer.concat(await Array.fromAsync(rosterXlsx(context, inOnePiece(...lines)))));
    const [sheet] = book.sheets;
    const column = sheet?.rows[0]?.indexOf('ALAMAT') ?? -1;
    expect(sheet?.rows.slice(1).map((row) => row[column])).toEqual(FORMULAS);
    expect([...(sheet?.cells?.values() ?? [])].some(({ formula }) => formula !== undefined)).toBe(false);
  });

  it('keeps names beyond Latin-1 letter by letter in both formats, and all digits of a NIK', async () => {
    const lines = NAMES.map((nama, index) => lineOf(index + 1, { nama }));
    const csv = Buffer.concat(await Array.fromAsync(rosterCsv(context, inOnePiece(...lines)))).toString();
    const records = parse<Record<string, string>>(csv, { columns: true, bom: true });
    expect(records.map((record) => record['NAMA_LENGKAP'])).toEqual(NAMES);
    const book = await readXlsx(Buffer.concat(await Array.fromAsync(rosterXlsx(context, inOnePiece(...lines)))));
    const rows = book.sheets[0]?.rows ?? [];
    expect(rows.slice(1).map((row) => [row[1], row[2]])).toEqual(
      NAMES.map((nama, index) => [`141001010190000${index + 1}`, nama]),
    );
  });

  it('stops when a fault of its source comes while the workbook is being written', async () => {
    async function* broken(): AsyncGenerator<readonly ExportLine[]> {
      yield* inOnePiece(lineOf(1, {}));
      throw new Error('the table is gone');
    }
    await expect(Array.fromAsync(rosterXlsx(context, broken()))).rejects.toThrow('the table is gone');
  });
});

describe('a long sheet', () => {
  it('has frozen headings, number and text formats, titles on each printed page and any number of columns', async () => {
    const columns = Array.from({ length: 30 }, (_, index) => ({
      header: `K${index}`,
      width: 12,
      format: index === 29 ? ('number' as const) : ('text' as const),
    }));
    const rows = [[...Array.from({ length: 29 }, () => ' dua\nbaris '), 16_800]];
    const pieces = (async function* () {
      yield await Promise.resolve(rows);
    })();
    const bytes = Buffer.concat(await Array.fromAsync(sheetStream("Daftar & 'isi'", columns, pieces)));
    const [sheet] = (await readXlsx(bytes, { readStyles: true })).sheets;
    expect(sheet?.name).toBe("Daftar & 'isi'");
    expect(sheet?.rows[1]).toEqual(rows[0]);
    expect(sheet?.freezePane).toMatchObject({ rows: 1 });
    expect(sheet?.cells?.get('1,29')?.style?.numFmt).toBe('#,##0');
    expect(sheet?.cells?.get('1,0')?.style?.numFmt).toBe('@');
    expect(sheet?.pageSetup).toMatchObject({ orientation: 'landscape', printTitlesRow: '$1:$1' });
  });
});
