import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../domain/roster/read-csv.ts';
import type { RawRow } from '../../../domain/roster/roster-row.ts';
import { csvOf, inPieces, rowsOf, worker } from './roster-samples.ts';

async function read(file: string | Uint8Array, size?: number): Promise<RawRow[]> {
  return (await Array.fromAsync(readCsv(inPieces(file, size)))).flat();
}

const PLAIN = 'nik,nama\n1,Ani\n2,Budi\n';
const PLAIN_ROWS = [
  { rowNumber: 1, cells: ['nik', 'nama'] },
  { rowNumber: 2, cells: ['1', 'Ani'] },
  { rowNumber: 3, cells: ['2', 'Budi'] },
];

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), littleEndian);
  return bytes;
}

describe('a CSV file from an office', () => {
  it.each([
    ['with LF', PLAIN],
    ['with CRLF', PLAIN.replaceAll('\n', '\r\n')],
    ['with CR, as old Macs wrote', PLAIN.replaceAll('\n', '\r')],
    ['with mixed line ends', 'nik,nama\r\n1,Ani\n2,Budi\r'],
    ['without a last line end', PLAIN.trimEnd()],
    ['with a byte order mark', `\ufeff${PLAIN}`],
    ['with semicolons', PLAIN.replaceAll(',', ';')],
    ['with tabs', PLAIN.replaceAll(',', '\t')],
    ["with Excel's separator line", `sep=;\r\n${PLAIN.replaceAll(',', ';')}`],
    ['with quotes around everything', PLAIN.replace(/[^,\n]+/g, '"$&"')],
    ['in UTF-16 with a mark', utf16(`\ufeff${PLAIN}`, true)],
    ['in UTF-16 without a mark', utf16(PLAIN, true)],
    ['in big-endian UTF-16', utf16(`\ufeff${PLAIN}`, false)],
  ])('reads the same %s, however the bytes are cut', async (_, file) => {
    for (const size of [1, 2, 3, 7, 65_536]) expect(await read(file, size)).toEqual(PLAIN_ROWS);
  });

  it('counts blank rows without giving them, so that row numbers are those of Excel', async () => {
    const rows = await read('nik;nama\n\n;\n"  ";\u00a0\n1;Ani\n\n\n2;Budi');

    expect(rows.map(({ rowNumber }) => rowNumber)).toEqual([1, 5, 8]);
  });

  it('counts a row whose cell holds line breaks once', async () => {
    const rows = await read('nik,alamat,nama\r\n1,"Jl. Sagu\r\nRT 1\r\nRW 2",Ani\r\n2,x,Budi\r\n');

    expect(rows[1]).toEqual({ rowNumber: 2, cells: ['1', 'Jl. Sagu\nRT 1\nRW 2', 'Ani'] });
    expect(rows[2]?.rowNumber).toBe(3);
  });

  it('keeps the separator that the header shows when cells hold the other one', async () => {
    expect((await read('nik;nama\n1;"Ani, S.Pd"\n2;Budi, Drs\n')).map(({ cells }) => cells[1])).toEqual([
      'nama',
      'Ani, S.Pd',
      'Budi, Drs',
    ]);
  });

  it('takes a quotation mark in the middle of a cell as what it is', async () => {
    expect((await read('nik,alamat\n1,Gang 5" kiri\n2,"Toko ""Maju"""\n')).map(({ cells }) => cells[1])).toEqual([
      'alamat',
      'Gang 5" kiri',
      'Toko "Maju"',
    ]);
  });

  it('reads Windows-1252, also when the letter is cut off at a chunk', async () => {
    const file = Uint8Array.from('nik,nama\n1,Jos\u00e9 \u0091x\u0092\n2,Budi\n', (letter) => letter.charCodeAt(0));

    for (const size of [1, 5, 15, 16, 17, 65_536]) {
      expect((await read(file, size)).map(({ cells }) => cells[1])).toEqual(['nama', 'José ‘x’', 'Budi']);
    }
  });

  it('keeps UTF-8 lines right beside a line in Windows-1252', async () => {
    const file = Uint8Array.from([
      ...new TextEncoder().encode('nik,nama\n1,Zoë\n2,Jos'),
      0xe9,
      10,
      ...new TextEncoder().encode('3,Noël\n'),
    ]);

    expect((await read(file)).map(({ cells }) => cells[1])).toEqual(['nama', 'Zoë', 'José', 'Noël']);
  });

  it('gives back any cells that were written with quotes, wherever the chunks are cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '"', ',', ';', '\n', ' ', '\t', "'", '😀') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 2 })),
        fc.integer({ min: 1, max: 40 }),
        async (table, size) => {
          const lines = table.map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(','));
          const rows = await read(['h1,h2', ...lines].join('\n'), size);
          expect(rows.slice(1).map(({ cells }) => cells)).toEqual(
            table.filter((cells) => cells.some((each) => each.trim() !== '')),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('whatever an officer types into the cells', () => {
  it('ends as a good row or as problems in both languages, never as an accident', async () => {
    const text = fc.oneof(
      // A zero byte tells a file that is no text; that refusal has its own test.
      fc.string({ unit: 'binary', maxLength: 40 }).map((cell) => cell.replaceAll('\0', '')),
      fc.constantFrom(
        '1.41E+15',
        '31/02/1980',
        '=1+1',
        '0',
        '-',
        '1410015203800001',
        '14.10.01.1001',
        '\u202e',
        'Rp',
        '9'.repeat(40),
      ),
    );
    const cells = fc.record(
      { nik: text, nama: text, tanggal_lahir: text, kode_desa: text, penghasilan: text, no_hp: text, email: text },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(cells, async (change) => {
        const [row] = await rowsOf(csvOf([worker(change)]));
        const words = row?.kind === 'bad' ? row.problems.map((problem) => problem.text) : [{ id: 'baik', en: 'good' }];
        expect(row).toBeDefined();
        expect(words).not.toEqual([]);
        expect(words.filter(({ id, en }) => id === '' || en === '' || id === en)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
