import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  createRegionIndex,
  normaliseVillageCode,
  parseRegionRows,
  villagePath,
} from '../../../domain/region/region.ts';

const rowsOf = (file: string) =>
  parseRegionRows(readFileSync(new URL(`../../../config/region/${file}`, import.meta.url), 'utf8'));

describe('a village code', () => {
  it.each(['14.10.01.2001', '1410012001', '14 10 01 2001'])('%s is understood', (text) => {
    expect(normaliseVillageCode(text)).toBe('14.10.01.2001');
  });

  it.each(['1410020', '14.10.01', '14.10.01.20011', 'Selatpanjang', '', '14-10-01-2001'])('%j is not one', (text) => {
    expect(normaliseVillageCode(text)).toBeUndefined();
  });

  it('names the places above it', () => {
    expect(villagePath('14.10.01.2001')).toEqual({
      province: '14',
      regency: '14.10',
      kecamatan: '14.10.01',
      village: '14.10.01.2001',
    });
    expect(villagePath('14.10')).toBeUndefined();
  });
});

describe('the region list of Kepulauan Meranti', () => {
  it('has nine kecamatan and 101 villages: 96 desa and 5 kelurahan', () => {
    const index = createRegionIndex([...rowsOf('wilayah.csv'), ...rowsOf('villages-1410.csv')]);
    const villages = [...index.villages];

    expect(villages).toHaveLength(101);
    expect(villages.filter((code) => code.charAt(9) === '1')).toHaveLength(5);
    expect(new Set(villages.map((code) => villagePath(code)?.kecamatan)).size).toBe(9);
    expect(villages.every((code) => index.has(villagePath(code)?.kecamatan ?? ''))).toBe(true);
    expect(index.nameOf('14.10')).toBe('Kabupaten Kepulauan Meranti');
    expect(index.nameOf('14.10.01.1001')).toBe('Selatpanjang Kota');
  });
});
