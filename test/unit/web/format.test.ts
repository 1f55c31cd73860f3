import { describe, expect, it } from 'vitest';
import { openFormat } from '../../../web/src/format/open-format.ts';

const indonesian = openFormat('id', 'Asia/Jakarta');
const english = openFormat('en', 'Asia/Jakarta');

describe('what people read', () => {
  it('is money in rupiah with dots, in both languages', () => {
    expect(indonesian.rupiah(2_351_865_600)).toBe('Rp2.351.865.600');
    expect(english.rupiah(16_800)).toBe('Rp16.800');
  });

  it('is counts in the language’s own notation', () => {
    expect([indonesian.count(12_345), english.count(12_345)]).toEqual(['12.345', '12,345']);
  });

  it('is months by name, a period by its first and last', () => {
    expect([indonesian.month('2027-08'), english.month('2027-08')]).toEqual(['Agustus 2027', 'August 2027']);
    expect(indonesian.period('2027-01', 3)).toBe('Januari–Maret 2027');
    expect(indonesian.period('2027-12', 1)).toBe('Desember 2027');
  });

  it('is days and times of the regency’s zone, which is named', () => {
    expect(indonesian.date('2026-12-31T18:00:00.000Z')).toBe('1 Januari 2027');
    expect(indonesian.date('2026-12-31')).toBe('31 Desember 2026');
    expect(indonesian.dateTime('2026-12-31T18:05:00.000Z')).toBe('1 Januari 2027 01.05 WIB');
    expect(english.dateTime('2026-12-31T18:05:00.000Z')).toBe('1 January 2027 01:05 WIB');
  });
});
