import { describe, expect, it } from 'vitest';
import { parseRoster } from '../../../domain/roster/parse-roster.ts';
import { describeRemark } from '../../../domain/roster/problems.ts';
import { MAX_CSV_BYTES, MAX_ROWS } from '../../../domain/roster/refusals.ts';
import { rosterRowSchema } from '../../../domain/roster/roster-row.ts';
import { ROSTER_COLUMNS } from '../../../domain/roster/template.ts';
import {
  FOREIGN_VILLAGE,
  RULES,
  csvOf,
  goodRowOf,
  parseAll,
  problemsOf,
  refusalOf,
  rowsOf,
  worker,
} from './roster-samples.ts';

describe('a roster that is as it should be', () => {
  it('gives the header first and then each worker, normalised', async () => {
    const file = csvOf([
      worker({
        nama: '  Siti   Aminah ',
        tanggal_lahir: '1980-03-12',
        jenis_kelamin: 'perempuan',
        kode_desa: '1410011001',
        pekerjaan: 'TUKANG OJEK',
        sektor: 'Transportasi',
        penghasilan: 'Rp 1.500.000',
        desil_dtsen: '3',
        tanggal_dtsen: '01/08/2026',
        no_hp: '0899-0000-1234',
        email: 'siti@example.test',
      }),
    ]);

    const [header, row] = await parseAll(file);

    expect(header).toMatchObject({ kind: 'header', rowNumber: 1, headings: ROSTER_COLUMNS });
    expect(row).toEqual({
      kind: 'good',
      warnings: [],
      row: {
        rowNumber: 2,
        nik: '1410015203800001',
        nama: 'Siti Aminah',
        tempatLahir: 'Selatpanjang',
        tanggalLahir: '1980-03-12',
        jenisKelamin: 'P',
        namaIbuKandung: 'Nur Aisyah',
        alamat: 'Jl. Merdeka No. 5',
        kodeDesa: '14.10.01.1001',
        pekerjaan: 'ojek',
        sektor: 'transportasi',
        penghasilan: 1_500_000,
        desilDtsen: 3,
        tanggalDtsen: '2026-08-01',
        noHp: '+6289900001234',
        email: 'siti@example.test',
      },
    });
  });

  it('leaves no keys behind for optional cells that are empty', async () => {
    const { row } = await goodRowOf({});

    expect(Object.keys(row)).not.toContain('penghasilan');
    expect(row.sektor).toBe('lainnya');
    expect(rosterRowSchema.parse(row)).toEqual(row);
  });

  it('takes the columns in any order, and without the optional ones', async () => {
    const columns = [
      'kode_desa',
      'nama',
      'nik',
      'alamat',
      'pekerjaan',
      'jenis_kelamin',
      'nama_ibu_kandung',
      'tanggal_lahir',
      'tempat_lahir',
    ] as const;

    const [row] = await rowsOf(csvOf([worker()], columns));

    expect(row).toMatchObject({ kind: 'good', row: { nik: '1410015203800001', nama: 'Siti Aminah' } });
  });

  it('warns about an occupation that is not listed and keeps it as written', async () => {
    const { row, warnings } = await goodRowOf({ pekerjaan: 'Pembuat sagu' });

    expect(row.pekerjaan).toBe('Pembuat sagu');
    expect(warnings.map(({ code }) => code)).toEqual(['occupation-not-listed']);
  });

  it('warns when the sex is not the one that the NIK implies, since that is lawful', async () => {
    const { warnings } = await goodRowOf({ jenis_kelamin: 'L' });

    expect(warnings.map(({ code }) => code)).toEqual(['nik-sex-differs']);
  });

  it('leaves out a telephone and an address that cannot be read, with a warning', async () => {
    const { row, warnings } = await goodRowOf({ no_hp: '12', email: 'tidak ada' });

    expect(row).not.toHaveProperty('noHp');
    expect(row).not.toHaveProperty('email');
    expect(warnings.map(({ code }) => code)).toEqual(['phone-ignored', 'email-ignored']);
  });
});

describe('a row that cannot be taken', () => {
  it.each([
    [{ nik: '' }, 'nik: required-empty'],
    [{ nik: '1.41E+15' }, 'nik: nik-scientific'],
    [{ nik: '1,41E+15' }, 'nik: nik-scientific'],
    [{ nik: '1.41001520380E+15' }, 'nik: nik-scientific'],
    [{ nik: '141001520380001' }, 'nik: nik-digits-lost'],
    [{ nik: '1410015203800000' }, 'nik: nik-digits-lost'],
    [{ nik: '14100152038000011' }, 'nik: nik-too-long'],
    [{ nik: '141001520380000O' }, 'nik: nik-not-digits'],
    [{ nik: '1410017203800001' }, 'nik: nik-shape'],
    [{ nik: '1410015213800001' }, 'nik: nik-shape'],
    [{ nama: '' }, 'nama: required-empty'],
    [{ nama: '-' }, 'nama: required-empty'],
    [{ nama: '=HYPERLINK("http://example.test")' }, 'nama: not-a-name'],
    [{ nama: '4minah' }, 'nama: not-a-name'],
    [{ nama: 'A'.repeat(101) }, 'nama: text-too-long'],
    [{ nama_ibu_kandung: '0' }, 'nama_ibu_kandung: not-a-name'],
    [{ tempat_lahir: ' \u00a0 ' }, 'tempat_lahir: required-empty'],
    [{ tanggal_lahir: '31/02/1980' }, 'tanggal_lahir: date-impossible'],
    [{ tanggal_lahir: '29/02/1981' }, 'tanggal_lahir: date-impossible'],
    [{ tanggal_lahir: '12/31/1980' }, 'tanggal_lahir: date-impossible'],
    [{ tanggal_lahir: '01/01/1850' }, 'tanggal_lahir: date-impossible'],
    [{ tanggal_lahir: '23/11/2026' }, 'tanggal_lahir: date-future'],
    [{ tanggal_lahir: '12-Agt-80' }, 'tanggal_lahir: date-format'],
    [{ tanggal_lahir: '12/03/80' }, 'tanggal_lahir: date-format'],
    [{ jenis_kelamin: 'Janda' }, 'jenis_kelamin: sex-unknown'],
    [{ alamat: 'x'.repeat(251) }, 'alamat: text-too-long'],
    [{ kode_desa: '1410020' }, 'kode_desa: village-format'],
    [{ kode_desa: '14.10.99.2001' }, 'kode_desa: village-unknown'],
    [{ kode_desa: FOREIGN_VILLAGE }, 'kode_desa: village-outside-office'],
    [{ sektor: 'laut' }, 'sektor: sector-unknown'],
    [{ penghasilan: 'dua juta' }, 'penghasilan: income-format'],
    [{ penghasilan: '1500000,50' }, 'penghasilan: income-format'],
    [{ penghasilan: '-5' }, 'penghasilan: income-format'],
    [{ penghasilan: '1000000001' }, 'penghasilan: income-format'],
    [{ desil_dtsen: '11' }, 'desil_dtsen: decile-range'],
    [{ desil_dtsen: '0' }, 'desil_dtsen: decile-range'],
    [{ desil_dtsen: '2.5' }, 'desil_dtsen: decile-range'],
    [{ tanggal_dtsen: '01/01/2030' }, 'tanggal_dtsen: date-future'],
  ])('is told what is wrong with it: %o', async (change, problem) => {
    expect(await problemsOf(change)).toEqual([problem]);
  });

  it.each([
    { nik: '1410 0152 0380 0001' },
    { nik: '14.10.01.520380.0001' },
    { nik: "'1410015203800001" },
    { tanggal_lahir: '12-3-1980' },
    { tanggal_lahir: '12.03.1980' },
    { tanggal_lahir: '1980-03-12 00:00:00' },
    { tanggal_lahir: '29/02/1980' },
    { tanggal_lahir: '22/11/2026' },
    { jenis_kelamin: 'Laki-laki' },
    { jenis_kelamin: 'WANITA' },
    { nama: 'H. Abd. Rahman, S.Pd.I (Alm)' },
    { nama: 'Nur‘aini D’Souza Ñoño' },
    { penghasilan: 'Rp1.500.000,00' },
    { penghasilan: '1,500,000' },
    { penghasilan: 'Rp. 1.500.000,-' },
    { penghasilan: '0' },
    { desil_dtsen: 'Desil 4' },
    { desil_dtsen: '-' },
  ])('is not mistaken for a good one written differently: %o', async (change) => {
    expect(await problemsOf(change)).toEqual([]);
  });

  it('names every problem of the row, not only the first', async () => {
    expect(await problemsOf({ nama: '', jenis_kelamin: '?', kode_desa: 'Selatpanjang' })).toEqual([
      'nama: required-empty',
      'jenis_kelamin: sex-unknown',
      'kode_desa: village-format',
    ]);
  });

  it('says row, column and reason in both languages and never shows the whole NIK', async () => {
    const [, second] = await rowsOf(csvOf([worker(), worker({ nama: 'Budi' })]));

    const problem = second?.kind === 'bad' ? second.problems[0] : undefined;

    expect(problem).toMatchObject({ rowNumber: 3, column: 'nik', code: 'nik-duplicate', value: '1410********0001' });
    expect(problem && describeRemark(problem)).toEqual({
      id: 'Baris 3, kolom nik: NIK ini sudah ada di baris 2. Satu orang cukup satu baris.',
      en: 'Row 3, column nik: This NIK is already in row 2. One row per person is enough.',
    });
  });

  it('finds the same NIK written with spaces or dots, and points every repetition at the first row', async () => {
    const rows = await rowsOf(
      csvOf([worker(), worker({ nik: '1410 0152 0380 0001' }), worker({ nik: '141001.520380.0001' })]),
    );

    expect(rows.map((row) => (row.kind === 'bad' ? row.problems[0]?.text.en : 'good'))).toEqual([
      'good',
      'This NIK is already in row 2. One row per person is enough.',
      'This NIK is already in row 2. One row per person is enough.',
    ]);
  });

  it('keeps NIKs apart that differ only in one digit', async () => {
    const niks = Array.from({ length: 5_000 }, (_, index) => `141001520380${String(index + 1).padStart(4, '0')}`);

    const rows = await rowsOf(csvOf(niks.map((nik) => worker({ nik }))));

    expect(rows.filter(({ kind }) => kind === 'good')).toHaveLength(5_000);
  });

  it('is refused when it has filled cells beyond the titled columns, but not for empty ones', async () => {
    const [header, line] = csvOf([worker()]).split('\n');

    const [extra] = await rowsOf(`${header}\n${line},x\n`);
    const [empty] = await rowsOf(`${header}\n${line},, ,\n`);

    expect(extra).toMatchObject({ kind: 'bad', problems: [{ column: null, code: 'extra-cells' }] });
    expect(empty?.kind).toBe('good');
  });
});

describe('a roster that is refused as a whole', () => {
  it.each([
    ['nothing at all', '', 'empty-roster'],
    ['blank lines only', '\n \n;;;\n', 'empty-roster'],
    ['a header without rows', csvOf([]), 'empty-roster'],
    ['rows without a header', csvOf([worker()]).split('\n').slice(1).join('\n'), 'no-header'],
    ['an unknown column', csvOf([worker()]).replace('pekerjaan', 'hobi'), 'unknown-columns'],
    ['a missing column', csvOf([worker()], ['nik', 'nama']), 'missing-columns'],
    ['a column twice', csvOf([worker()]).replace('email', 'Nama Lengkap'), 'repeated-columns'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]), 'not-a-text-file'],
    ['a quotation mark that is never closed', `${csvOf([worker()])}"${'x,'.repeat(40_000)}`, 'broken-quotes'],
    ['a quotation mark open at the end', `${csvOf([worker()])}"14`, 'broken-quotes'],
    ['an old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 'workbook-old-format'],
    ['something that only begins like a workbook', 'PK\u0003\u0004 but no more than that, really', 'workbook-corrupt'],
  ])('says so for %s', async (_, file, code) => {
    const refusal = await refusalOf(file);

    expect(refusal.code).toBe(code);
    expect(refusal.name).toBe('RefusedError');
    expect(refusal.text.id).not.toBe('');
    expect(refusal.text.en).not.toMatch(/error|undefined|at .*\.ts/i);
  });

  it('names unknown columns and the required ones that are missing for it', async () => {
    const refusal = await refusalOf(`\n\n${csvOf([worker()]).replace('pekerjaan', 'Hobi Anda')}`);

    expect(refusal).toMatchObject({ row: 3, columns: ['Hobi Anda'], field: 'Hobi Anda' });
    expect(refusal.text.en).toBe(
      "Row 3: unknown columns: Hobi Anda. Required columns not found: pekerjaan. Use the template's headings or remove the column.",
    );
  });

  it('stops at the row after the last allowed one', async () => {
    const file = csvOf([1, 2, 3].map((serial) => worker({ nik: `141001520380000${serial}` })));

    const refusal = await refusalOf(file, { maxRows: 2 });

    expect(refusal).toMatchObject({ code: 'too-many-rows', row: 4, kind: 'too-large' });
    expect(await parseAll(file, { maxRows: 3 })).toHaveLength(4);
  });

  it('takes 200,000 rows and refuses the next', async () => {
    expect(MAX_ROWS).toBe(200_000);
    const [header, line] = csvOf([worker()]).split('\n');

    const refusal = await refusalOf(`${header}\n${`${line}\n`.repeat(200_001)}`);

    expect(refusal).toMatchObject({ code: 'too-many-rows', row: 200_002 });
  });

  it('does not read on when the file is larger than any roster', async () => {
    const piece = new TextEncoder().encode(`${csvOf([worker()])}`.padEnd(1024 * 1024, '\n'));
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given += piece.length;
        yield given === piece.length ? piece : new Uint8Array(1024 * 1024).fill(10);
      }
    }

    await expect(Array.fromAsync(parseRoster({ source: endless(), rules: RULES }))).rejects.toMatchObject({
      code: 'file-too-large',
    });
    expect(given).toBeLessThanOrEqual(MAX_CSV_BYTES + 2 * piece.length);
  });
});
