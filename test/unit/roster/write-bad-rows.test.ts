import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../domain/roster/read-csv.ts';
import { csvLine, writeBadRowsCsv } from '../../../domain/roster/write-bad-rows.ts';
import { csvOf, inPieces, parseAll, worker } from './roster-samples.ts';

async function badRowsFile(file: string): Promise<string> {
  const items = await parseAll(file);
  const header = items.find((item) => item.kind === 'header');
  if (header === undefined) throw new Error('no header');
  return (
    await Array.fromAsync(
      writeBadRowsCsv(
        header,
        items.filter((item) => item.kind === 'bad'),
      ),
    )
  ).join('');
}

describe('the file of bad rows', () => {
  it("holds the officer's columns as written and the reasons in both languages", async () => {
    const file = await badRowsFile(
      csvOf([worker(), worker({ nik: '1410015203800002', nama: '', jenis_kelamin: 'X' })]),
    );

    const [header, row] = (await Array.fromAsync(readCsv(inPieces(file)))).flat();

    expect(header?.cells.slice(-2)).toEqual(['alasan', 'reason']);
    expect(row?.cells).toContain('Jl. Merdeka No. 5');
    expect(row?.cells.slice(-2)).toEqual([
      'Baris 3, kolom nama: Wajib diisi, tetapi kosong. | Baris 3, kolom jenis_kelamin: Jenis kelamin tidak dikenal. Tulis L (laki-laki) atau P (perempuan).',
      'Row 3, column nama: Required, but empty. | Row 3, column jenis_kelamin: The sex is not recognised. Write L (male) or P (female).',
    ]);
  });

  it('keeps a NIK text when Excel opens it', async () => {
    expect(await badRowsFile(csvOf([worker({ nama: '' })]))).toContain("'1410015203800001,");
  });

  it.each(['=1+1', '+62', '-5', '@SUM(A1)', '\tx', '\rx'])(
    'disarms a cell that a spreadsheet would run: %j',
    (cell) => {
      expect(csvLine([cell])).toMatch(/^"?'/);
    },
  );

  it('can be corrected and uploaded again as it is', async () => {
    const file = await badRowsFile(csvOf([worker({ nama: '', no_hp: '+6289900001234' })]));
    const corrected = file.replace("'1410015203800001,,", "'1410015203800001,Siti Aminah,");

    expect(await parseAll(corrected)).toMatchObject([
      { kind: 'header' },
      { kind: 'good', row: { nik: '1410015203800001', noHp: '+6289900001234' } },
    ]);
    expect(await badRowsFile(file)).toMatch(/alasan,reason\r\n(?!.*alasan)/);
  });
});
