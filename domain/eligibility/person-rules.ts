import { ageAt } from '../calendar/local-date.ts';
import { formatRupiah } from '../money/money.ts';
import { birthDateInNik } from '../nik/nik.ts';
import { occupationKey } from './occupations.ts';
import { monthsBetween, wholeMonths } from './month-gap.ts';
import { defineRule, objectionOf, type RuleDefinition, type RuleTraits } from './rule.ts';

const early: RuleTraits = { phase: 'before-claim', secondCheck: false };

const nikRegionPlausible = defineRule('nik-region-plausible', early, ({ row }, { plausiblePrefixes }) =>
  plausiblePrefixes.some((prefix) => row.nik.startsWith(prefix))
    ? undefined
    : objectionOf(
        'warn',
        `NIK pertama kali diterbitkan di wilayah lain (${row.nik.slice(0, 4)}); ini sah, domisili dilihat dari alamat.`,
        `The NIK was first issued in another region (${row.nik.slice(0, 4)}); this is lawful, the address decides domicile.`,
      ),
);

const birthDateMatchesNik = defineRule('birth-date-matches-nik', early, ({ row }) =>
  birthDateInNik(row.nik, row.tanggalLahir) === row.tanggalLahir
    ? undefined
    : objectionOf(
        'warn',
        'Tanggal lahir berbeda dengan yang tersirat dalam NIK; ini sah, tetapi cocokkan dengan KTP.',
        'The birth date differs from the one in the NIK; this is lawful, but compare it with the identity card.',
      ),
);

/** Three unpaid months end a membership; until then a member may go on paying beyond the upper age. */
const MEMBERSHIP_GAP = 3;

const ageWindow = defineRule('age-window-at-registration', early, ({ row, lookups, facts }, { minAge, maxAge }) => {
  const age = ageAt(row.tanggalLahir, facts.firstDay);
  if (age >= minAge && age <= maxAge) return undefined;
  const last = lookups.lastPaidMonth;
  const isMember = last !== undefined && monthsBetween(last, facts.period.firstMonth) <= MEMBERSHIP_GAP;
  if (age > maxAge && isMember) {
    return objectionOf(
      'warn',
      `Usia ${age} tahun melewati ${maxAge}, tetapi kepesertaan sudah berjalan dan boleh dilanjutkan selama masih bekerja.`,
      `Aged ${age}, above ${maxAge}, but already a member, who may go on while still working.`,
    );
  }
  return objectionOf(
    'refuse',
    `Usia ${age} tahun pada ${facts.firstDay}; yang dapat didaftarkan ${minAge} sampai ${maxAge} tahun.`,
    `Aged ${age} on ${facts.firstDay}; only ages ${minAge} to ${maxAge} can be registered.`,
  );
});

const domicile = defineRule('domicile', early, ({ row, facts }) =>
  facts.villages.has(row.kodeDesa)
    ? undefined
    : objectionOf(
        'refuse',
        `Desa ${row.kodeDesa} bukan wilayah kabupaten ini.`,
        `The village ${row.kodeDesa} does not belong to this regency.`,
      ),
);

const segmentAndOccupation = defineRule('segment-and-occupation', early, ({ row, facts }, parameters) => {
  const code = facts.occupations.get(occupationKey(row.pekerjaan));
  if (code === undefined) {
    return objectionOf(
      parameters.onUnknown,
      `Pekerjaan "${row.pekerjaan}" tidak ada dalam daftar; pastikan bukan pekerja penerima upah.`,
      `The occupation "${row.pekerjaan}" is not in the list; make sure that this is no wage earner.`,
    );
  }
  if (!parameters.excludedOccupations.includes(code)) return undefined;
  return objectionOf(
    'refuse',
    `Pekerjaan ${code.toUpperCase()} punya jaminan sosial sendiri dan tidak termasuk pekerja rentan.`,
    `The occupation ${code.toUpperCase()} has a social security of its own and is not a vulnerable worker.`,
  );
});

const incomeCeiling = defineRule('income-ceiling', early, ({ row }, { ceiling, onAbove }) =>
  row.penghasilan === undefined || row.penghasilan <= ceiling
    ? undefined
    : objectionOf(
        onAbove,
        `Penghasilan ${formatRupiah(row.penghasilan)} sebulan melebihi batas ${formatRupiah(ceiling)}.`,
        `An income of ${formatRupiah(row.penghasilan)} a month is above the ceiling of ${formatRupiah(ceiling)}.`,
      ),
);

const dtsenDecile = defineRule('dtsen-decile', early, ({ row, facts }, parameters) => {
  if (row.desilDtsen === undefined) {
    return objectionOf(parameters.onAbsent, 'Desil DTSEN tidak diisi.', 'No DTSEN decile is stated.');
  }
  if (row.desilDtsen > parameters.maxDecile) {
    return objectionOf(
      parameters.onAbove,
      `Desil DTSEN ${row.desilDtsen}; yang dibayarkan desil 1 sampai ${parameters.maxDecile}.`,
      `DTSEN decile ${row.desilDtsen}; paid for are deciles 1 to ${parameters.maxDecile}.`,
    );
  }
  if (row.tanggalDtsen === undefined) {
    return objectionOf('warn', 'Tanggal data DTSEN tidak diisi.', 'The date of the DTSEN data is not stated.');
  }
  const age = wholeMonths(row.tanggalDtsen, facts.firstDay);
  if (age < parameters.staleAfterMonths) return undefined;
  return objectionOf(
    'warn',
    `Data DTSEN tanggal ${row.tanggalDtsen} sudah berumur ${age} bulan; perbarui.`,
    `The DTSEN data of ${row.tanggalDtsen} is ${age} months old; renew it.`,
  );
});

const bpjsDataComplete = defineRule('bpjs-data-complete', early, ({ row }, { required, onMissing }) => {
  const missing = required.filter((field) => String(row[field] ?? '').trim() === '');
  if (missing.length === 0) return undefined;
  return objectionOf(
    onMissing,
    `Data yang diminta BPJS Ketenagakerjaan belum diisi: ${missing.join(', ')}.`,
    `Data that BPJS Ketenagakerjaan asks for is missing: ${missing.join(', ')}.`,
  );
});

const duplicateNear = defineRule('duplicate-near', early, ({ lookups }) =>
  lookups.nearDuplicateRow === undefined
    ? undefined
    : objectionOf(
        'warn',
        `Nama dan tanggal lahir sama dengan baris ${lookups.nearDuplicateRow}, tetapi NIK berbeda; periksa apakah orang yang sama.`,
        `Same name and birth date as row ${lookups.nearDuplicateRow} under another NIK; check whether it is one person.`,
      ),
);

export const PERSON_RULES: readonly RuleDefinition[] = [
  nikRegionPlausible,
  birthDateMatchesNik,
  ageWindow,
  domicile,
  segmentAndOccupation,
  incomeCeiling,
  dtsenDecile,
  bpjsDataComplete,
  duplicateNear,
];
