import { createHash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import { writeXlsx, writeXlsxStream } from 'hucre/xlsx';
import type { CellValue } from 'hucre';
import { describe, expect, it } from 'vitest';
import { MAX_INFLATED_BYTES } from '../../../domain/roster/check-zip.ts';
import { MAX_XLSX_BYTES } from '../../../domain/roster/refusals.ts';
import { ROSTER_COLUMNS } from '../../../domain/roster/template.ts';
import { parseAll, refusalOf, rowsOf, worker } from './roster-samples.ts';

const HEADER: CellValue[] = [...ROSTER_COLUMNS];

function sheetRow(change: Record<string, CellValue> = {}): CellValue[] {
  const typed: Record<string, CellValue> = { ...worker(), ...change };
  return ROSTER_COLUMNS.map((column) => (typed[column] === '' ? null : (typed[column] ?? null)));
}

function workbook(rows: CellValue[][]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: [
      { name: 'Daftar', rows },
      { name: 'Catatan', rows: [['bukan daftar']] },
    ],
  });
}

/** A zip of one deflated part; `stated` is the inflated size that its directory claims. */
function zipOf(content: Uint8Array, stated = content.length, flags = 0): Uint8Array {
  const packed = deflateRawSync(content);
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(crc32(content), 0);
  sizes.writeUInt32LE(packed.length, 4);
  sizes.writeUInt32LE(stated, 8);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  sizes.copy(local, 14);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(8, 10);
  sizes.copy(entry, 16);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

function sha512(index: number): string {
  return createHash('sha512').update(String(index)).digest('hex');
}

describe('an Excel workbook', () => {
  it('gives the rows of its first sheet with dates of date cells, numbers, and Excel row numbers', async () => {
    const born = new Date(Date.UTC(1980, 2, 12));
    const file = await workbook([
      HEADER,
      sheetRow({
        tanggal_lahir: born,
        penghasilan: 1_500_000,
        desil_dtsen: 2,
        kode_desa: 1410011001,
        no_hp: 81290001234,
      }),
      HEADER.map(() => null),
      sheetRow({ nik: '1410015203800002', tanggal_lahir: 29292 }),
    ]);

    const rows = await rowsOf(file);

    expect(rows).toMatchObject([
      {
        kind: 'good',
        row: {
          rowNumber: 2,
          tanggalLahir: '1980-03-12',
          penghasilan: 1_500_000,
          desilDtsen: 2,
          kodeDesa: '14.10.01.1001',
          noHp: '+6281290001234',
        },
      },
      { kind: 'good', row: { rowNumber: 4, tanggalLahir: '1980-03-12' } },
    ]);
  });

  it('is read the same when it was written as a stream', async () => {
    const chunks = await Array.fromAsync(writeXlsxStream([HEADER, sheetRow()], { name: 'Daftar' }));

    expect(await rowsOf(Buffer.concat(chunks))).toMatchObject([{ kind: 'good', row: { rowNumber: 2 } }]);
  });

  it('has NIKs refused that Excel keeps as numbers, whatever they show', async () => {
    const rows = await rowsOf(
      await workbook([HEADER, sheetRow({ nik: 1410015203800001 }), sheetRow({ nik: 1.41e15 })]),
    );

    expect(rows.map((row) => row.kind === 'bad' && row.problems.map(({ code }) => code))).toEqual([
      ['nik-number'],
      ['nik-number'],
    ]);
    expect(JSON.stringify(rows.map((row) => row.kind === 'bad' && row.problems))).not.toContain('1410015203800001');
  });

  it('is refused when it holds no rows or no header', async () => {
    expect((await refusalOf(await workbook([HEADER]))).code).toBe('empty-roster');
    expect((await refusalOf(await workbook([]))).code).toBe('empty-roster');
    const headless = await refusalOf(await workbook([sheetRow()]));
    expect(headless.code).toBe('no-header');
    expect(headless.text.id).toContain('hanya lembar pertama yang dibaca');
  });

  it('is refused past the last allowed row', async () => {
    const file = await workbook([HEADER, sheetRow(), sheetRow({ nik: '1410015203800002' })]);

    expect(await refusalOf(file, { maxRows: 1 })).toMatchObject({ code: 'too-many-rows', row: 3 });
  });

  it('is refused with its own message when it has a password', async () => {
    const file = await writeXlsx({
      sheets: [{ name: 'Daftar', rows: [HEADER, sheetRow()] }],
      encryption: { password: 'rahasia', spinCount: 10 },
    });

    expect((await refusalOf(file)).code).toBe('workbook-protected');
  });

  it('is refused as damaged wherever it is cut off or spoiled', async () => {
    const file = await workbook([HEADER, sheetRow()]);
    const spoiled = file.slice();
    spoiled.fill(0x41, 60, Math.floor(file.length * 0.7));

    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      expect((await refusalOf(file.slice(0, Math.floor(file.length * share)))).code).toBe('workbook-corrupt');
    }
    expect((await refusalOf(spoiled)).code).toBe('workbook-corrupt');
    expect((await refusalOf(zipOf(new TextEncoder().encode('<x/>')))).code).toBe('workbook-corrupt');
    expect((await refusalOf(new TextEncoder().encode('nik,nama'), { format: 'xlsx' })).code).toBe('workbook-corrupt');
  });

  it('is refused unopened when a part expands more than a hundredfold', async () => {
    const bomb = zipOf(new Uint8Array(16 * 1024 * 1024));

    expect(await refusalOf(bomb)).toMatchObject({ code: 'workbook-bomb', kind: 'too-large' });
  });

  it('is refused unopened when its directory states more than the limit', async () => {
    const noise = Uint8Array.from({ length: 64 * 1024 }, (_, index) => (index * 7919) >>> 3);

    expect((await refusalOf(zipOf(noise, MAX_INFLATED_BYTES + 1))).code).toBe('workbook-bomb');
    expect((await refusalOf(zipOf(noise, 0xffffffff))).code).toBe('workbook-bomb');
  });

  it('is refused when one row of a large sheet is longer than any roster needs', async () => {
    // Digests keep the part from compressing a hundredfold, which would be refused for that.
    const cells = Array.from({ length: 3_000 }, (_, index) => sha512(index) + 'a'.repeat(4_000));
    const giant = `<row r="1"><c>${cells.join('')}`;
    const manyRows = cells.map((cell) => `<row r="1"><c>${cell}`).join('');

    expect((await refusalOf(zipOf(Buffer.from(giant)))).code).toBe('workbook-bomb');
    expect((await refusalOf(zipOf(Buffer.from(manyRows)))).code).toBe('workbook-corrupt');
  });

  it('is refused when its directory hides a size', async () => {
    const content = new TextEncoder().encode('<x/>'.repeat(100));

    expect((await refusalOf(zipOf(content, 0))).code).toBe('workbook-corrupt');
    expect((await refusalOf(zipOf(content, 0, 8))).code).toBe('workbook-corrupt');
  });

  it('is refused before it is held in memory when it is larger than any roster', async () => {
    const start = await workbook([HEADER, sheetRow()]);
    const file = new Uint8Array(MAX_XLSX_BYTES + 1);
    file.set(start);

    expect((await refusalOf(file)).code).toBe('file-too-large');
  });

  it('takes its headings in any case and spacing', async () => {
    const file = await workbook([
      HEADER.map((name) => ` ${String(name).replaceAll('_', ' ').toUpperCase()} `),
      sheetRow(),
    ]);

    expect((await parseAll(file)).map(({ kind }) => kind)).toEqual(['header', 'good']);
  });
});
