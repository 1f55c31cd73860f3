import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../../domain/calendar/calendar.ts';
import {
  ELIGIBILITY_RULES,
  evaluateBeforeClaim,
  evaluateClaim,
  evaluateSecondCheck,
  evaluateWorker,
  mergeResults,
  prepareRules,
  type WorkerResult,
} from '../../../domain/eligibility/evaluate.ts';
import { createNearDuplicateFinder } from '../../../domain/eligibility/near-duplicates.ts';
import {
  eligibilityParametersSchema,
  type EligibilityParameters,
  type RuleId,
} from '../../../domain/eligibility/parameters.ts';
import type { EligibilityRow, WorkerLookups } from '../../../domain/eligibility/rule.ts';
import { nikSchema } from '../../../domain/nik/nik.ts';
import { month } from '../../../domain/period/period.ts';
import { sampleConfiguration } from '../configuration/sample.ts';

const sample = sampleConfiguration();
const calendar: Calendar = sample.calendar;

function row(changes: Partial<EligibilityRow> = {}): EligibilityRow {
  return {
    rowNumber: 2,
    nik: nikSchema.parse('1410011203850001'),
    nama: 'Contoh Pekerja',
    tempatLahir: 'Selatpanjang',
    tanggalLahir: '1985-03-12',
    namaIbuKandung: 'Ibu Contoh',
    alamat: 'Jl. Contoh 1',
    kodeDesa: '14.10.01.2005',
    pekerjaan: 'nelayan',
    ...changes,
  };
}

function prepared(changes: Partial<Record<RuleId, object>> = {}, more: { today?: string; months?: 1 | 3 } = {}) {
  const parameters = Object.fromEntries(
    Object.entries(sample.programmes.eligibility).map(([id, rule]) => [id, { ...rule, ...changes[id as RuleId] }]),
  );
  const eligibility: EligibilityParameters = eligibilityParametersSchema.parse(parameters);
  return prepareRules({
    programme: { ...sample.programmes, eligibility },
    villages: sample.regency.villages.map((village) => village.code),
    period: { firstMonth: month('2027-01'), months: more.months ?? 1 },
    today: more.today ?? '2026-12-01',
    calendar,
  });
}
const rules = prepared();
const judge = (changes: Partial<EligibilityRow>, lookups: WorkerLookups = {}, with_ = rules) =>
  evaluateBeforeClaim({ row: row(changes), lookups, rules: with_ });
const said = (result: WorkerResult) => result.findings.map((finding) => `${finding.ruleId} ${finding.outcome}`);

test('a fisher of the regency passes every rule', () => {
  expect(judge({})).toMatchObject({ outcome: 'pass', findings: [], rulesVersion: 'meranti-2027-1/rules-2' });
  expect(judge({}).rules).toHaveLength(14);
});

test('every rule has parameters of its own and a source', () => {
  const ids = ELIGIBILITY_RULES.map((define) => define(sample.programmes.eligibility)).map((rule) => [
    rule.id,
    rule.source !== '',
  ]);
  expect(Object.fromEntries(ids)).toEqual(
    Object.fromEntries(Object.keys(sample.programmes.eligibility).map((id) => [id, true])),
  );
});

describe('a worker’s row', () => {
  test.each<[string, Partial<EligibilityRow>, string[]]>([
    ['with a NIK of the parent regency passes', { nik: nikSchema.parse('1403041203850001') }, []],
    [
      'with a NIK of elsewhere is warned about only',
      { nik: nikSchema.parse('3204041203850001') },
      ['nik-region-plausible warn'],
    ],
    ['of a woman has her birth day plus forty in the NIK', { nik: nikSchema.parse('1410015203850001') }, []],
    [
      'with another birth date than the NIK is warned about only',
      { tanggalLahir: '1985-03-13' },
      ['birth-date-matches-nik warn'],
    ],
    [
      'turning 18 on the first day is old enough',
      { tanggalLahir: '2009-01-01', nik: nikSchema.parse('1410010101090001') },
      [],
    ],
    [
      'turning 18 a day later is too young',
      { tanggalLahir: '2009-01-02', nik: nikSchema.parse('1410010201090001') },
      ['age-window-at-registration refuse'],
    ],
    [
      'turning 65 a day after the first day is still under 65',
      { tanggalLahir: '1962-01-02', nik: nikSchema.parse('1410010201620001') },
      [],
    ],
    [
      'turning 65 on the first day is too old',
      { tanggalLahir: '1962-01-01', nik: nikSchema.parse('1410010101620001') },
      ['age-window-at-registration refuse'],
    ],
    ['of a village elsewhere is refused', { kodeDesa: '14.03.01.2001' }, ['domicile refuse']],
    ['of a civil servant is refused', { pekerjaan: 'asn' }, ['segment-and-occupation refuse']],
    ['of a soldier in other words is refused', { pekerjaan: 'Tentara' }, ['segment-and-occupation refuse']],
    ['with an unknown occupation is warned about', { pekerjaan: 'Penyelam mutiara' }, ['segment-and-occupation warn']],
    ['with a known spelling passes', { pekerjaan: 'Buruh Harian Lepas' }, []],
    ['with an income at the ceiling passes', { penghasilan: 3_000_000 }, []],
    ['with an income above the ceiling is refused', { penghasilan: 3_000_001 }, ['income-ceiling refuse']],
    ['with the highest decile paid for passes', { desilDtsen: 4, tanggalDtsen: '2026-06-01' }, []],
    ['with a higher decile is refused', { desilDtsen: 5, tanggalDtsen: '2026-06-01' }, ['dtsen-decile refuse']],
    ['with a decile without date is warned about', { desilDtsen: 1 }, ['dtsen-decile warn']],
    ['with a decile eleven months old passes', { desilDtsen: 1, tanggalDtsen: '2026-01-02' }, []],
    ['with a decile a year old is warned about', { desilDtsen: 1, tanggalDtsen: '2026-01-01' }, ['dtsen-decile warn']],
    ['without the mother’s name is refused', { namaIbuKandung: ' ' }, ['bpjs-data-complete refuse']],
  ])('%s', (_what, changes, expected) => {
    expect(said(judge(changes))).toEqual(expected);
  });

  test('can be refused and warned about at once; the worst counts', () => {
    const result = judge({ kodeDesa: '14.03.01.2001', tanggalLahir: '1985-03-13' });
    expect([result.outcome, said(result)]).toEqual(['refuse', ['birth-date-matches-nik warn', 'domicile refuse']]);
  });
});

describe('what is known from elsewhere', () => {
  test.each<[string, WorkerLookups, string[]]>([
    ['a near duplicate is warned about', { nearDuplicateRow: 17 }, ['duplicate-near warn']],
    [
      'somebody who died is refused',
      { exclusion: { reason: 'deceased', since: '2026-05-01' } },
      ['exclusion-list refuse'],
    ],
    [
      'somebody active elsewhere is refused',
      { activeElsewhere: { sponsor: 'Provinsi Riau', asOf: '2026-11-01' } },
      ['active-elsewhere refuse'],
    ],
    [
      'cover elsewhere that reaches the first month is refused',
      { activeElsewhere: { sponsor: 'CSR', until: month('2027-01'), asOf: '2026-11-01' } },
      ['active-elsewhere refuse'],
    ],
    [
      'cover elsewhere that ends before is no obstacle',
      { activeElsewhere: { sponsor: 'CSR', until: month('2026-12'), asOf: '2026-11-01' } },
      [],
    ],
    [
      'cover by the regency itself, however BPJS TK writes its name, is no cover elsewhere',
      { activeElsewhere: { sponsor: 'PEMKAB. KEPULAUAN  MERANTI', asOf: '2026-11-01' } },
      [],
    ],
    [
      'cover of which the list does not say who pays is refused',
      { activeElsewhere: { asOf: '2026-09-02' } },
      ['active-elsewhere refuse'],
    ],
    [
      'a list of three months ago only warns',
      { activeElsewhere: { sponsor: 'Provinsi Riau', asOf: '2026-09-01' } },
      ['active-elsewhere warn'],
    ],
    ['a gap of three months passes', { lastPaidMonth: month('2026-09') }, []],
    ['a gap of four months is warned about', { lastPaidMonth: month('2026-08') }, ['gap-over-three-months warn']],
    [
      'a month before registration is refused',
      { registeredFrom: month('2027-02') },
      ['month-before-registration refuse'],
    ],
    ['the month of registration passes', { registeredFrom: month('2027-01') }, []],
  ])('%s', (_what, lookups, expected) => {
    expect(said(judge({}, lookups))).toEqual(expected);
  });

  test('a member above the upper age may go on, but not after the membership has lapsed', () => {
    const old = { tanggalLahir: '1960-03-12', nik: nikSchema.parse('1410011203600001') };
    expect(said(judge(old, { lastPaidMonth: month('2026-12') }))).toEqual(['age-window-at-registration warn']);
    expect(judge(old, { lastPaidMonth: month('2026-08') }).outcome).toBe('refuse');
  });

  test('reasons are whole sentences in both languages', () => {
    expect(judge({}, { exclusion: { reason: 'moved', since: '2026-05-01' } }).findings[0]?.reason).toEqual({
      id: 'Tercatat dalam daftar pengecualian: pindah dari kabupaten ini sejak 2026-05-01.',
      en: 'On the exclusion list: has moved away from this regency since 2026-05-01.',
    });
  });
});

describe('the claim', () => {
  test('refuses a worker whose cover another request holds, naming programmes and months', () => {
    const heldByOthers = [
      { programme: 'JKM', month: month('2027-01'), holder: 'ABCD1234' },
      { programme: 'JKK', month: month('2027-02'), holder: 'ABCD1234' },
      { programme: 'JKK', month: month('2027-01'), holder: 'ABCD1234' },
    ] as const;
    const result = evaluateClaim({ row: row(), heldByOthers, rules });
    expect(result.outcome).toBe('refuse');
    expect(result.findings[0]?.reason.en).toBe(
      'The cover is already held by another request (ABCD1234): JKK 2027-01, 2027-02; JKM 2027-01.',
    );
  });

  test('adds to what was said before', () => {
    const merged = mergeResults(
      judge({ pekerjaan: 'Penyelam' }),
      evaluateClaim({ row: row(), heldByOthers: [], rules }),
    );
    expect([merged.outcome, merged.rules.length, said(merged)]).toEqual(['warn', 15, ['segment-and-occupation warn']]);
  });

  test('is not asked for a worker refused before', () => {
    const held = [{ programme: 'JKK', month: month('2027-01') }] as const;
    const refused = evaluateWorker({ row: row({ pekerjaan: 'polri' }), lookups: { heldByOthers: held }, rules });
    const claimed = evaluateWorker({ row: row(), lookups: { heldByOthers: held }, rules });
    expect([said(refused), said(claimed)]).toEqual([['segment-and-occupation refuse'], ['cover-held refuse']]);
  });
});

describe('the second check', () => {
  const again = (changes: Partial<EligibilityRow>, lookups: WorkerLookups, today = '2026-12-01') =>
    said(evaluateSecondCheck({ row: row(changes), lookups, rules: prepared({}, { today, months: 3 }) }));

  test('removes who died, is covered elsewhere or lost the slot since', () => {
    expect(again({}, { exclusion: { reason: 'deceased' } })).toEqual(['exclusion-list refuse']);
    expect(again({}, { activeElsewhere: { sponsor: 'Provinsi', asOf: '2026-11-01' } })).toEqual([
      'active-elsewhere refuse',
    ]);
    expect(again({}, { heldByOthers: [{ programme: 'JKK', month: month('2027-01') }] })).toEqual(['cover-held refuse']);
  });

  test('removes a worker whom BPJS TK has registered for a later month meanwhile', () => {
    expect(again({}, { registeredFrom: month('2027-02') })).toEqual(['month-before-registration refuse']);
    expect(again({}, { registeredFrom: month('2027-01') })).toEqual([]);
  });

  test('removes everybody once a month of the period is closed', () => {
    expect(again({}, {}, '2027-02-15')).toEqual([]);
    expect(again({}, {}, '2027-02-16')).toEqual(['month-closed refuse']);
  });

  test('does not judge again what was approved', () => {
    expect(again({ pekerjaan: 'asn', penghasilan: 9_000_000, kodeDesa: '14.03.01.2001' }, {})).toEqual([]);
  });
});

describe('the programme’s configuration', () => {
  test('switches a rule off', () => {
    const off = prepared({ domicile: { enabled: false } });
    const result = judge({ kodeDesa: '14.03.01.2001' }, {}, off);
    expect([result.outcome, result.rules.includes('domicile')]).toEqual(['pass', false]);
  });

  test('sets the thresholds', () => {
    const strict = prepared({
      'age-window-at-registration': { minAge: 17, maxAge: 40 },
      'income-ceiling': { ceiling: 1_000_000, onAbove: 'warn' },
      'dtsen-decile': { onAbsent: 'warn' },
    });
    expect(said(judge({ penghasilan: 1_500_000 }, {}, strict))).toEqual([
      'age-window-at-registration refuse',
      'income-ceiling warn',
      'dtsen-decile warn',
    ]);
  });

  test('is refused when the age window is upside down', () => {
    expect(() => prepared({ 'age-window-at-registration': { minAge: 70 } })).toThrow(/minAge must not exceed maxAge/);
  });
});

describe('near duplicates', () => {
  const other = nikSchema.parse('1410011203850002');

  test('are rows with the same name and birth date under another NIK, however the name is spelt', () => {
    const find = createNearDuplicateFinder();
    expect([find(row()), find(row({ rowNumber: 3, nik: other, nama: 'CONTOH  pekerja.' }))]).toEqual([undefined, 2]);
  });

  test('are not the same NIK again, another name or another birth date', () => {
    const find = createNearDuplicateFinder();
    const answers = [
      find(row()),
      find(row({ rowNumber: 3 })),
      find(row({ rowNumber: 4, nik: other, nama: 'Lain Orang' })),
      find(row({ rowNumber: 5, nik: other, tanggalLahir: '1985-03-13' })),
    ];
    expect(answers).toEqual([undefined, undefined, undefined, undefined]);
  });
});
