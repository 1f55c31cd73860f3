import { afterEach, describe, expect, it, vi } from 'vitest';
import { readXlsx } from 'hucre/xlsx';
import { readPdfTexts } from '../../../functions/files/read-pdf.ts';
import { readRecapPdf, readRecapXlsx } from '../../../functions/files/read-recap.ts';
import { recapPdf } from '../../../functions/files/recap-pdf.ts';
import { recapXlsx } from '../../../functions/files/recap-xlsx.ts';
import { recapOf } from '../../support/recap-samples.ts';

/** The published case: 5,005 workers of one month. */
const PUBLISHED = recapOf({ workers: 5_005 });
const WORDS = 'delapan puluh empat juta delapan puluh empat ribu rupiah';

afterEach(() => {
  vi.useRealTimers();
});

describe('the recap as a workbook', () => {
  it('says by account code, kecamatan and village what the lines add up to', async () => {
    const read = await readRecapXlsx(await recapXlsx(PUBLISHED));
    expect(read).toMatchObject({ workers: 5_005, total: 84_084_000, inWords: WORDS });
    expect(Object.fromEntries(read.accounts)).toEqual({
      '5.1.02.02.02.0006': 50_050_000,
      '5.1.02.02.02.0007': 34_034_000,
    });
    expect(read.places.size).toBe(9 + 101);
  });

  it('has the formats a bookkeeper expects: amounts with separators, a real date, frozen headings, print titles', async () => {
    const book = await readXlsx(await recapXlsx(PUBLISHED), { readStyles: true });
    expect(book.sheets.map(({ name }) => name)).toEqual(['Rekening', 'Kecamatan', 'Desa']);
    const [accounts, , villages] = book.sheets;
    expect(accounts?.rows[5]?.slice(0, 2)).toEqual(['Jatuh tempo', new Date('2027-02-15T00:00:00.000Z')]);
    expect(accounts?.cells?.get('10,4')?.style?.numFmt).toMatch(/^#,##0/);
    expect(accounts?.cells?.get('5,1')?.style?.numFmt).toBe('dd/mm/yyyy');
    expect(villages?.freezePane).toMatchObject({ rows: 1 });
    expect(villages?.pageSetup).toMatchObject({ paperSize: 'a4', orientation: 'landscape', printTitlesRow: '$1:$1' });
    expect(villages?.columns?.every(({ width }) => (width ?? 0) >= 12)).toBe(true);
    expect(villages?.rows.at(-1)?.at(-1)).toBe(84_084_000);
  });

  it('keeps texts that look like formulas, and names beyond Latin-1, as texts', async () => {
    const name = '=HYPERLINK("x") Đorđević 文';
    const content = { ...PUBLISHED, placeNames: new Map([['14.10.01.1001', name]]) };
    const [, , villages] = (await readXlsx(await recapXlsx(content))).sheets;
    expect(villages?.rows[1]?.[2]).toBe(name);
    expect([...(villages?.cells?.values() ?? [])].some(({ formula }) => formula !== undefined)).toBe(false);
  });

  it('is the same bytes whenever it is built', async () => {
    const first = await recapXlsx(PUBLISHED);
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-05-06T07:08:09Z') });
    const again = await recapXlsx(PUBLISHED);
    expect(Buffer.from(again).equals(Buffer.from(first))).toBe(true);
  });
});

describe('the recap to print and sign', () => {
  it('says the same as the workbook, with the amount in words', () => {
    const read = readRecapPdf(recapPdf(PUBLISHED));
    expect(read).toMatchObject({ workers: 5_005, total: 84_084_000, inWords: WORDS });
    expect(read.accounts.get('5.1.02.02.02.0007')).toBe(34_034_000);
    expect([...read.places].filter(([code]) => code.length > 8).reduce((sum, [, amount]) => sum + amount, 0)).toBe(
      84_084_000,
    );
  });

  it('numbers its pages, repeats the headings and keeps the signatures of the configuration together', () => {
    const texts = readPdfTexts(recapPdf(PUBLISHED));
    expect(texts.filter((text) => /^Halaman \d dari 3$/.test(text))).toEqual(
      [1, 2, 3].map((page) => `Halaman ${page} dari 3`),
    );
    expect(texts.filter((text) => text === 'Kecamatan / desa')).toHaveLength(3);
    expect(texts.slice(texts.indexOf('Mengetahui,'))).toEqual(
      expect.arrayContaining(['Selatpanjang, .................... 2027', 'Bendahara Pengeluaran']),
    );
  });

  it('writes names with letters beyond Latin-1, and long ones so that they fit', () => {
    const long = `Haji ${'Muhammad '.repeat(12)}Nguyễn`;
    const signatories = ['Şükrü Đorđević, S.E.', 'Siti Nurḥaliza', long].map((name) => ({
      role: 'Mengetahui,',
      position: 'Kepala Dinas',
      name,
    }));
    const texts = readPdfTexts(recapPdf(recapOf({ workers: 1 }, { signatories })));
    expect(texts).toEqual(expect.arrayContaining(['Şükrü Đorđević, S.E.', 'Siti Nurḥaliza']));
    expect(texts.find((text) => text.startsWith('Haji'))).toMatch(/…$/);
  });

  it('is the same bytes each time, and a PDF by its own table of objects', () => {
    const bytes = recapPdf(PUBLISHED);
    expect(bytes.equals(recapPdf(PUBLISHED))).toBe(true);
    const text = bytes.toString('latin1');
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    expect(text.slice(table, table + 4)).toBe('xref');
    const starts = [...text.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at));
    for (const [index, start] of starts.entries())
      expect(text.slice(start)).toMatch(new RegExp(`^${index + 1} 0 obj\n`));
  });

  it('says nothing of a programme as a dash and of an empty batch as zero', () => {
    expect(readRecapPdf(recapPdf(recapOf({ workers: 0 })))).toMatchObject({ total: 0, inWords: 'nol rupiah' });
  });
});
