import { describe, expect, it } from 'vitest';
import { readHeader } from '../../../domain/roster/columns.ts';
import { REQUIRED_COLUMNS, ROSTER_COLUMNS } from '../../../domain/roster/template.ts';

function header(...cells: string[]) {
  return readHeader({ rowNumber: 1, cells });
}

describe('the header of a roster', () => {
  it('is known in any case, spacing and punctuation', () => {
    const spellings = [
      (name: string) => name.toUpperCase(),
      (name: string) => name.replaceAll('_', ' '),
      (name: string) => name.replaceAll('_', ''),
      (name: string) => `  ${name.replaceAll('_', '. ')}  `,
    ];
    for (const spell of spellings) {
      const { positions } = header(...ROSTER_COLUMNS.map(spell));
      expect(ROSTER_COLUMNS.map((column) => positions[column])).toEqual(ROSTER_COLUMNS.map((_, index) => index));
    }
  });

  it('is known by the names that offices use', () => {
    const { positions } = header(
      'No',
      'No. KTP',
      'Nama Lengkap',
      'Tmpt Lahir',
      'Tgl. Lahir',
      'L/P',
      'Nama Ibu',
      'Alamat KTP',
      'Kode Kelurahan',
      'Profesi',
      'No. HP',
    );

    expect(positions).toMatchObject({
      nik: 1,
      nama: 2,
      tempat_lahir: 3,
      tanggal_lahir: 4,
      jenis_kelamin: 5,
      nama_ibu_kandung: 6,
      alamat: 7,
      kode_desa: 8,
      pekerjaan: 9,
      no_hp: 10,
      email: -1,
    });
  });

  it('names each missing column', () => {
    expect(() => header('nik', 'nama', 'alamat')).toThrow(
      expect.objectContaining({
        code: 'missing-columns',
        columns: REQUIRED_COLUMNS.filter((column) => !['nik', 'nama', 'alamat'].includes(column)),
      }),
    );
  });

  it('points at an untitled column between others by its number', () => {
    expect(() => header('nik', '', ...REQUIRED_COLUMNS.slice(1))).toThrow(
      expect.objectContaining({ code: 'unknown-columns', columns: ['#2'] }),
    );
  });

  it('does not mind untitled columns at the end', () => {
    expect(header(...REQUIRED_COLUMNS, '', ' ').headings).toEqual(REQUIRED_COLUMNS);
  });
});
