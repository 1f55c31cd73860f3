import { describe, expect, test } from 'vitest';
import { personsOf } from '../../../domain/approval/policy.ts';
import { ConfigurationError, parseConfiguration } from '../../../domain/configuration/configuration.ts';
import { answerMeaning, mappingOf } from '../../../domain/configuration/files.ts';
import { allocationIdOf } from '../../../domain/configuration/funding.ts';
import { removalLimit } from '../../../domain/configuration/programmes.ts';
import { villagesOfOffice } from '../../../domain/configuration/regency.ts';
import { at, put, sampleConfiguration, sampleDocuments } from './sample.ts';

const sample = sampleConfiguration();

describe('the sample regency', () => {
  test('has nine kecamatan and 101 villages', () => {
    expect([sample.regency.kecamatan.length, sample.regency.villages.length]).toEqual([9, 101]);
  });

  test('lets the manpower office propose from every village and a kecamatan office from its own nine', () => {
    expect(villagesOfOffice(sample.regency, 'disnaker').size).toBe(101);
    expect(villagesOfOffice(sample.regency, 'kecamatan-tebing-tinggi').size).toBe(9);
    expect(villagesOfOffice(sample.regency, 'no-such-office').size).toBe(0);
  });

  test('has an account for every role that signs in, two of finance and two administrators', () => {
    const count = (role: string) =>
      sample.people.filter((person) => person.roles.some((one) => one === role) && person.account === person.personId)
        .length;
    expect({
      officer: count('officer'),
      finance: count('finance'),
      administrator: count('administrator'),
      auditor: count('auditor'),
      approver: count('approver'),
    }).toEqual({ officer: 2, finance: 2, administrator: 2, auditor: 1, approver: 0 });
  });

  test('decides on three levels, each with an escalation target of its own', () => {
    expect(sample.policy.levels).toHaveLength(3);
    expect(new Set(sample.policy.levels.map((level) => level.escalationTarget)).size).toBe(3);
    expect(personsOf(sample.policy).size).toBe(10);
  });

  test('has money for JKK and JKM apart in fiscal year 2027', () => {
    const amounts = Object.fromEntries(sample.allocations.map((one) => [allocationIdOf(one), one.amount]));
    expect(amounts).toMatchObject({ 'APBD-2027-JKK': 3_000_000_000, 'APBD-2027-JKM': 2_500_000_000 });
  });

  test('knows what BPJS TK means by its words, whatever their case and spaces', () => {
    const words = ['Data  Cocok', 'SUDAH PERNAH ADA', ' error log', 'entah'].map((word) =>
      answerMeaning(sample.files.answers, word),
    );
    expect(words).toEqual(['accepted', 'covered', 'rejected', undefined]);
  });

  test('has the export mapping that new batches are built with', () => {
    expect(mappingOf(sample.files).columns[1]).toMatchObject({ header: 'NIK', field: 'nik', format: 'text' });
    expect(() => mappingOf(sample.files, 'unknown')).toThrow('no export mapping unknown');
  });
});

test('the second check may remove a share of the lines, but always a few', () => {
  expect([removalLimit({ percent: 5, workers: 10 }, 100), removalLimit({ percent: 5, workers: 10 }, 5_005)]).toEqual([
    10, 250,
  ]);
});

describe('a configuration is refused, naming document and path, when', () => {
  const fresh = sampleDocuments();
  const spoiled: readonly (readonly [
    what: string,
    change: readonly [path: string, value: unknown],
    expected: { document: string; path?: string; message: RegExp },
  ])[] = [
    ['a document is missing', ['calendar', undefined], { document: 'calendar', message: /expected object/ }],
    ['a document is unknown', ['extra', {}], { document: 'configuration', message: /extra/ }],
    ['a field is unknown', ['people.0.nickname', 'x'], { document: 'people', path: '0', message: /nickname/ }],
    [
      'an amount is negative',
      ['allocations.0.amount', -1],
      { document: 'allocations', path: '0.amount', message: /negative/ },
    ],
    [
      'two people share an address',
      ['people.1.email', 'PETUGAS-DISNAKER@example.test'],
      { document: 'people', message: /example.test is used twice/ },
    ],
    [
      'two people share an id',
      ['people.1.personId', 'petugas-disnaker'],
      { document: 'people', message: /petugas-disnaker is used twice/ },
    ],
    [
      'two people share an account',
      ['people.1.account', 'petugas-disnaker'],
      { document: 'people', message: /petugas-disnaker is used twice/ },
    ],
    ['a person has two roles', ['people.0.roles.-', 'finance'], { document: 'people', path: '0.roles', message: /1/ }],
    [
      'a person works for no known office',
      ['people.0.officeId', 'nowhere'],
      { document: 'people', path: '0', message: /no office nowhere/ },
    ],
    [
      'an officer has no office',
      ['people.0.officeId', undefined],
      { document: 'people', path: '0', message: /needs an office/ },
    ],
    [
      'an approver has an account',
      ['people.2.account', 'x'],
      { document: 'people', path: '2', message: /comes by link/ },
    ],
    [
      'finance has no account',
      ['people.12.account', undefined],
      { document: 'people', path: '12', message: /account to sign in/ },
    ],
    [
      'the policy names nobody',
      ['policy.levels.0.approvers', ['ghost']],
      { document: 'policy', path: 'levels', message: /no person ghost/ },
    ],
    [
      'the policy names somebody who is no approver',
      ['policy.levels.0.approvers', ['bendahara']],
      { document: 'policy', path: 'levels', message: /bendahara is not an approver/ },
    ],
    [
      'an office has a village of elsewhere',
      ['regency.offices.1.villages', ['14.03.01']],
      { document: 'regency', path: 'offices.1.villages', message: /14.03.01/ },
    ],
    [
      'a village lies in no kecamatan',
      ['regency.villages.0.code', '14.10.10.2001'],
      { document: 'regency', path: 'villages', message: /14.10.10.2001/ },
    ],
    [
      'a kecamatan lies outside the regency',
      ['regency.kecamatan.8.code', '14.03.01'],
      { document: 'regency', path: 'kecamatan', message: /outside the regency/ },
    ],
    [
      'an allocation has no source',
      ['allocations.0.sourceId', 'XYZ'],
      { document: 'allocations', path: '0.sourceId', message: /no funding source XYZ/ },
    ],
    [
      'two allocations are the same',
      ['allocations.-', at(fresh, 'allocations.0')],
      { document: 'allocations', message: /APBD-2027-JKK is used twice/ },
    ],
    [
      'a tariff is confirmed by somebody else',
      ['tariffs.bands.1.confirmedBy', { personId: 'bendahara', on: '2026-01-01', paper: 'x' }],
      { document: 'tariffs', path: 'bpu-basis-02', message: /not an administrator/ },
    ],
    [
      'a word of BPJS TK has two meanings',
      ['files.answers.words.covered.-', 'Error'],
      { document: 'files', path: 'answers.words', message: /two meanings/ },
    ],
    [
      'the export mapping is not there',
      ['files.currentMapping', 'x'],
      { document: 'files', path: 'currentMapping', message: /no mapping x/ },
    ],
    [
      'an excluded occupation is not listed',
      ['programmes.eligibility.segment-and-occupation.excludedOccupations.-', 'x'],
      { document: 'programmes', message: /occupation x/ },
    ],
    [
      'a default programme is not offered',
      ['programmes.programmes', ['JKK']],
      { document: 'programmes', path: 'defaultProgrammes', message: /JKM is not offered/ },
    ],
    [
      'a holiday is listed twice',
      ['calendar.holidays.-', at(fresh, 'calendar.holidays.0')],
      { document: 'calendar', message: /listed twice/ },
    ],
  ];

  test.each(spoiled)('%s', (_what, [path, value], expected) => {
    const documents = sampleDocuments();
    put(documents, path, value);
    let problems: ConfigurationError['problems'] = [];
    try {
      parseConfiguration(documents);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems = error.problems;
    }
    const found = problems.filter((one) => one.document === expected.document && expected.message.test(one.message));
    expect(found.map((one) => one.path)).toContain(expected.path ?? found[0]?.path ?? 'some path');
  });
});
