import { describe, expect, test } from 'vitest';
import {
  TariffMissingError,
  TariffNotConfirmedError,
  SegmentNotPricedError,
  IncomeMissingError,
} from '../../../domain/tariff/errors.ts';
import { explainLine } from '../../../domain/tariff/explain.ts';
import { priceMonth, priceWorker, type PriceQuestion } from '../../../domain/tariff/price.ts';
import { createPricer, profileKey, profileOf, tariffRowsUsed } from '../../../domain/tariff/profile.ts';
import { tariffsSchema, type PricedSource, type Tariffs } from '../../../domain/tariff/tariff.ts';
import { month, type Period } from '../../../domain/period/period.ts';
import { at, put, sampleConfiguration, sampleDocuments, type Document } from '../configuration/sample.ts';

const tariffs = sampleConfiguration().tariffs;
const apbd: PricedSource = { sourceId: 'APBD', countsAsApbn: true, source: 'test', certainty: 'certain' };
const csr: PricedSource = { sourceId: 'CSR', countsAsApbn: false, source: 'test', certainty: 'certain' };
const paper = { personId: 'admin-disnaker', on: '2026-12-01', paper: 'surat 1/2026' };

function tariffDocument(...changes: (readonly [path: string, value: unknown])[]): Document {
  const document = at(sampleDocuments(), 'tariffs') as Document;
  for (const [path, value] of changes) put(document, path, value);
  return document;
}

function confirmed(): Tariffs {
  return tariffsSchema.parse(
    tariffDocument(...tariffs.bands.map((_, index) => [`bands.${index}.confirmedBy`, paper] as const)),
  );
}

function question(changes: Partial<PriceQuestion> = {}): PriceQuestion {
  return { programmes: ['JKK', 'JKM'], sector: 'lainnya', basis: 'smallest', fundingSource: apbd, tariffs, ...changes };
}
const period = (firstMonth: string, months: Period['months']): Period => ({ firstMonth: month(firstMonth), months });

describe('the published figures', () => {
  test('a vulnerable worker costs 16,800 rupiah a month without old-age cover', () => {
    expect(priceWorker({ ...question(), period: period('2027-01', 1) }).total).toBe(16_800);
  });

  test('a vulnerable worker costs 36,800 rupiah a month with old-age cover', () => {
    const price = priceWorker({ ...question({ programmes: ['JKK', 'JKM', 'JHT'] }), period: period('2027-01', 1) });
    expect(price.total).toBe(36_800);
    expect(price.byProgramme).toEqual({ JKK: [10_000], JKM: [6_800], JHT: [20_000] });
  });

  test('5,005 workers for one month cost 84,084,000 rupiah', () => {
    expect(5_005 * priceWorker({ ...question(), period: period('2027-01', 1) }).total).toBe(84_084_000);
  });

  test('11,666 workers for twelve months cost 2,351,865,600 rupiah', () => {
    expect(11_666 * priceWorker({ ...question(), period: period('2027-01', 12) }).total).toBe(2_351_865_600);
  });
});

// Declared income → basis, JKK 1%, JHT 2%, worked out by hand: the last rupiah of one band and the first of the next.
const BAND_EDGES: readonly (readonly [income: number, basis: number, ...premiums: [jkk: number, jht: number]])[] = [
  [0, 1_000_000, 10_000, 20_000],
  [1_099_999, 1_000_000, 10_000, 20_000],
  [1_100_000, 1_200_000, 12_000, 24_000],
  [1_299_999, 1_200_000, 12_000, 24_000],
  [1_300_000, 1_400_000, 14_000, 28_000],
  [1_500_000, 1_600_000, 16_000, 32_000],
  [1_700_000, 1_800_000, 18_000, 36_000],
  [1_900_000, 2_000_000, 20_000, 40_000],
  [2_100_000, 2_200_000, 22_000, 44_000],
  [2_300_000, 2_400_000, 24_000, 48_000],
  [2_500_000, 2_600_000, 26_000, 52_000],
  [2_699_999, 2_600_000, 26_000, 52_000],
  [2_700_000, 2_950_000, 29_500, 59_000],
  [3_199_999, 2_950_000, 29_500, 59_000],
  [3_200_000, 3_450_000, 34_500, 69_000],
  [3_700_000, 3_950_000, 39_500, 79_000],
  [4_200_000, 4_450_000, 44_500, 89_000],
  [4_700_000, 4_950_000, 49_500, 99_000],
  [5_200_000, 5_450_000, 54_500, 109_000],
  [5_700_000, 5_950_000, 59_500, 119_000],
  [6_200_000, 6_450_000, 64_500, 129_000],
  [6_700_000, 6_950_000, 69_500, 139_000],
  [7_200_000, 7_450_000, 74_500, 149_000],
  [7_700_000, 7_950_000, 79_500, 159_000],
  [8_199_999, 7_950_000, 79_500, 159_000],
  [8_200_000, 8_700_000, 87_000, 174_000],
  [9_200_000, 9_700_000, 97_000, 194_000],
  [10_200_000, 10_700_000, 107_000, 214_000],
  [11_200_000, 11_700_000, 117_000, 234_000],
  [12_200_000, 12_700_000, 127_000, 254_000],
  [13_200_000, 13_700_000, 137_000, 274_000],
  [14_200_000, 14_700_000, 147_000, 294_000],
  [15_200_000, 15_700_000, 157_000, 314_000],
  [16_200_000, 16_700_000, 167_000, 334_000],
  [17_200_000, 17_700_000, 177_000, 354_000],
  [18_200_000, 18_700_000, 187_000, 374_000],
  [19_200_000, 19_700_000, 197_000, 394_000],
  [20_199_999, 19_700_000, 197_000, 394_000],
  [20_200_000, 20_700_000, 207_000, 414_000],
  [95_000_000, 20_700_000, 207_000, 414_000],
];

describe('income bands', () => {
  const all = confirmed();

  test.each(BAND_EDGES)('an income of %i pays on the basis %i', (income, basis, ...[jkk, jht]) => {
    const lines = priceMonth({
      ...question({ programmes: ['JKK', 'JHT'], basis: 'by-income', income, tariffs: all }),
      month: month('2027-01'),
    });
    expect(lines.map((line) => [line.basis, line.amount])).toEqual([
      [basis, jkk],
      [basis, jht],
    ]);
  });

  test('the last rupiah below each edge still pays on the band before', () => {
    for (const [index, [edge]] of BAND_EDGES.entries()) {
      const [, basis, jkk, jht] = BAND_EDGES[index - 1] ?? [0, 0];
      if (index === 0) continue;
      const of = { programmes: ['JKK', 'JHT'] as const, basis: 'by-income' as const, income: edge - 1, tariffs: all };
      const lines = priceMonth({ ...question(of), month: month('2027-01') });
      expect([edge - 1, ...lines.map((line) => [line.basis, line.amount])]).toEqual([
        edge - 1,
        [basis, jkk],
        [basis, jht],
      ]);
    }
  });

  // Half of the JKK of each band, worked out by hand; JKM is flat, JHT is not cut.
  test.each([
    [1_000_000, 5_000],
    [1_100_000, 6_000],
    [1_300_000, 7_000],
    [1_500_000, 8_000],
    [1_700_000, 9_000],
    [1_900_000, 10_000],
    [2_100_000, 11_000],
    [2_300_000, 12_000],
    [2_500_000, 13_000],
    [2_700_000, 14_750],
    [3_200_000, 17_250],
    [3_700_000, 19_750],
    [4_200_000, 22_250],
    [4_700_000, 24_750],
    [5_200_000, 27_250],
    [5_700_000, 29_750],
    [6_200_000, 32_250],
    [6_700_000, 34_750],
    [7_200_000, 37_250],
    [7_700_000, 39_750],
    [8_200_000, 43_500],
    [9_200_000, 48_500],
    [10_200_000, 53_500],
    [11_200_000, 58_500],
    [12_200_000, 63_500],
    [13_200_000, 68_500],
    [14_200_000, 73_500],
    [15_200_000, 78_500],
    [16_200_000, 83_500],
    [17_200_000, 88_500],
    [18_200_000, 93_500],
    [19_200_000, 98_500],
    [20_200_000, 103_500],
  ])('an income of %i pays a JKK of %i while PP 50/2025 halves it', (income, jkk) => {
    const of = { programmes: ['JKK', 'JKM', 'JHT'] as const, basis: 'by-income' as const, income, tariffs: all };
    const lines = priceMonth({ ...question({ ...of, fundingSource: csr }), month: month('2026-04') });
    const full = BAND_EDGES.findLast(([edge]) => edge <= income)?.[3];
    expect(lines.map((line) => line.amount)).toEqual([jkk, 3_400, full]);
  });

  test('every band of the table has its lower edge in the list above', () => {
    const edges = new Set(BAND_EDGES.map(([income]) => income));
    expect(all.bands.filter((band) => !edges.has(band.incomeFrom)).map((band) => band.id)).toEqual([]);
  });

  test('the smallest basis is used whatever the roster says of income', () => {
    const lines = priceMonth({ ...question({ programmes: ['JKK'], income: 9_000_000 }), month: month('2027-01') });
    expect(lines[0]?.amount).toBe(10_000);
  });

  test('a programme that prices by income refuses a worker without one', () => {
    expect(() => priceMonth({ ...question({ basis: 'by-income' }), month: month('2027-01') })).toThrow(
      IncomeMissingError,
    );
  });
});

describe('certainty', () => {
  test('a band that is only likely prices nothing and names itself and its source', () => {
    const price = () => priceMonth({ ...question({ basis: 'by-income', income: 1_100_000 }), month: month('2027-01') });
    expect(price).toThrow(TariffNotConfirmedError);
    expect(price).toThrow(/bpu-basis-02 .*PP 44\/2015/);
  });

  test('the same band prices once an administrator has confirmed it with a paper', () => {
    const lines = priceMonth({
      ...question({ basis: 'by-income', income: 1_100_000, tariffs: confirmed() }),
      month: month('2027-01'),
    });
    expect(lines[0]?.amount).toBe(12_000);
  });

  test('an uncertain discount stops pricing instead of being guessed', () => {
    const spoiled = tariffsSchema.parse(tariffDocument(['discounts.0.certainty', 'likely']));
    const price = () =>
      priceMonth({
        ...question({ sector: 'transportasi', fundingSource: csr, tariffs: spoiled }),
        month: month('2027-01'),
      });
    expect(price).toThrow(/pp50-2025-transport/);
  });

  test('a month before any tariff is refused', () => {
    const later = tariffsSchema.parse(tariffDocument(['bpu.0.from', '2027-01'], ['bpu.1.from', '2027-01']));
    expect(() => priceMonth({ ...question({ tariffs: later }), month: month('2026-12') })).toThrow(TariffMissingError);
  });

  test('wage earners are not priced yet', () => {
    expect(() => priceMonth({ ...question({ segment: 'PU' }), month: month('2027-01') })).toThrow(
      SegmentNotPricedError,
    );
  });
});

describe('the discount of PP 50/2025', () => {
  // Sector, month, JKK, JKM for money that is neither APBN nor APBD: both sides of every date of change.
  test.each([
    ['transportasi', '2025-12', 10_000, 6_800],
    ['transportasi', '2026-01', 5_000, 3_400],
    ['transportasi', '2026-04', 5_000, 3_400],
    ['transportasi', '2027-03', 5_000, 3_400],
    ['transportasi', '2027-04', 10_000, 6_800],
    ['lainnya', '2026-03', 10_000, 6_800],
    ['lainnya', '2026-04', 5_000, 3_400],
    ['lainnya', '2026-12', 5_000, 3_400],
    ['lainnya', '2027-01', 10_000, 6_800],
  ] as const)('the sector %s pays for %s: JKK %i, JKM %i', (sector, at, ...premiums) => {
    const lines = priceMonth({ ...question({ sector, fundingSource: csr }), month: month(at) });
    expect(lines.map((line) => line.amount)).toEqual(premiums);
  });

  test('old-age cover is not cut', () => {
    const lines = priceMonth({ ...question({ programmes: ['JHT'], fundingSource: csr }), month: month('2026-04') });
    expect(lines[0]?.amount).toBe(20_000);
  });

  test('money that counts as APBN or APBD pays in full and the line says why', () => {
    const lines = priceMonth({ ...question({ sector: 'transportasi' }), month: month('2027-01') });
    expect(lines[0]).toMatchObject({
      amount: 10_000,
      discount: 0,
      withheldDiscountId: 'pp50-2025-transport',
      withheldBecause: 'counts-as-apbn',
    });
  });

  test('money whose status nobody has confirmed pays in full', () => {
    const unsettled: PricedSource = { ...csr, certainty: 'likely' };
    const lines = priceMonth({
      ...question({ sector: 'transportasi', fundingSource: unsettled }),
      month: month('2027-01'),
    });
    expect(lines[0]).toMatchObject({ amount: 10_000, withheldBecause: 'source-not-confirmed' });
  });

  test('a period that spans the end of the discount is priced month by month', () => {
    const price = priceWorker({
      ...question({ sector: 'transportasi', fundingSource: csr }),
      period: period('2027-01', 6),
    });
    expect(price.byProgramme.JKK).toEqual([5_000, 5_000, 5_000, 10_000, 10_000, 10_000]);
    expect(price.byProgramme.JKM).toEqual([3_400, 3_400, 3_400, 6_800, 6_800, 6_800]);
    expect(price.total).toBe(3 * 8_400 + 3 * 16_800);
  });
});

describe('profiles', () => {
  test('a price names its amounts, rows and runs of months', () => {
    const price = priceWorker({ ...question(), period: period('2027-01', 12) });
    expect(profileKey(price)).toBe('2027-01|JKK 10000 bpu-jkk+bpu-basis-01 x12|JKM 6800 bpu-jkm x12');
    expect(tariffRowsUsed([price])).toEqual(['bpu-basis-01', 'bpu-jkk', 'bpu-jkm']);
  });

  test('prices that differ in the rows behind them do not share a profile', () => {
    const other = tariffDocument(['bpu.0.id', 'bpu-jkk-new']);
    const a = priceWorker({ ...question(), period: period('2027-01', 1) });
    const b = priceWorker({ ...question({ tariffs: tariffsSchema.parse(other) }), period: period('2027-01', 1) });
    expect(a.total).toBe(b.total);
    expect(profileKey(a)).not.toBe(profileKey(b));
  });

  test('workers of one sector share one price object', () => {
    const price = createPricer({ ...question({ fundingSource: csr }), period: period('2027-01', 1) });
    expect(price({ sektor: 'lainnya', penghasilan: 1 })).toBe(price({ sektor: 'lainnya', penghasilan: 2 }));
    expect(price({ sektor: 'transportasi' }).price.total).toBe(8_400);
    expect(price({ sektor: 'lainnya' }).profile).toEqual(profileOf(price({ sektor: 'lainnya' }).price));
  });
});

test('a line explains itself in both languages', () => {
  const [line] = priceMonth({
    ...question({ programmes: ['JKK'], sector: 'transportasi', fundingSource: csr }),
    month: month('2027-01'),
  });
  if (line === undefined) throw new Error('no line');
  const text = explainLine(line);
  expect(text.id).toMatch(
    /^JKK: 1% dari dasar Rp1\.000\.000 = Rp10\.000 \(PP 44\/2015 Lampiran II\), keringanan Rp5\.000 \(PP 50\/2025, sektor transportasi.*\) → Rp5\.000$/,
  );
  expect(text.en).toMatch(
    /^JKK: 1% of the basis Rp1\.000\.000 = Rp10\.000 \(PP 44\/2015, Annex II\), discount Rp5\.000 \(PP 50\/2025, transport.*\) → Rp5\.000$/,
  );
});

describe('a tariff document', () => {
  const bpuJkm = at(tariffDocument(), 'bpu.1') as Document;

  test.each<[what: string, message: RegExp, path: string, value: unknown]>([
    [
      'two rows of one programme in force together',
      /bpu-jkm-2 is in force together with bpu-jkm/,
      'bpu.-',
      { ...bpuJkm, id: 'bpu-jkm-2' },
    ],
    ['two bands that meet', /bpu-basis-02 is in force together with bpu-basis-01/, 'bands.1.incomeFrom', 1_099_999],
    [
      'two discounts for one programme and sector',
      /pp50-2025-other is in force together/,
      'discounts.1.sectors.-',
      'transportasi',
    ],
    ['an id used twice', /bpu-jkk is used twice/, 'bands.4.id', 'bpu-jkk'],
    ['a row that ends before it starts', /ends before it starts/, 'discounts.0.to', '2025-01'],
    ['an amount that is not whole rupiah', /whole rupiah/, 'bpu.1.amount', 6800.5],
    ['a band without width', /greater than incomeFrom/, 'bands.1.incomeBelow', 1_100_000],
  ])('is refused with %s', (_what, message, ...change) => {
    expect(() => tariffsSchema.parse(tariffDocument(change))).toThrow(message);
  });

  test('may have two rows of one programme one after the other', () => {
    const next = { ...bpuJkm, id: 'bpu-jkm-new', from: '2027-07', amount: 7_000 };
    const changed = tariffsSchema.parse(tariffDocument(['bpu.1.to', '2027-06'], ['bpu.-', next]));
    const price = priceWorker({
      ...question({ programmes: ['JKM'], tariffs: changed }),
      period: period('2027-01', 12),
    });
    expect(price.total).toBe(6 * 6_800 + 6 * 7_000);
  });
});
