import { describe, expect, it } from 'vitest';
import calendar from '../../../config/meranti/calendar.json' with { type: 'json' };
import policy from '../../../config/meranti/policy.json' with { type: 'json' };
import { compare } from '../../../web/src/pages/administrator/changes/compare.ts';
import { factsOf } from '../../../web/src/pages/administrator/changes/facts.ts';
import type { FactTelling } from '../../../web/src/pages/administrator/changes/read-facts.ts';
import { openFormat } from '../../../web/src/format/open-format.ts';
import type { Change } from '../../../web/src/api/administration.ts';

/** Keys for texts, so that only what is told counts. */
const tell: FactTelling = {
  t: (key) => key,
  c: (key) => key,
  format: openFormat('id', 'Asia/Jakarta'),
  language: 'id',
  person: (personId) => personId.toUpperCase(),
  office: (officeId) => officeId.toUpperCase(),
  place: (code) => `place ${code}`,
  hours: (hours) => `${hours} h`,
};
const changed = (kind: Change['kind'], before: unknown, after: unknown) =>
  compare(factsOf(kind, before, tell), factsOf(kind, after, tell))
    .filter(({ isChanged }) => isChanged)
    .map((row) => [row.label, row.before, row.after]);

const person = { personId: 'ani', name: 'Ani', email: 'ani@a.test', roles: ['approver'], language: 'id' };

describe('what changes is told before and after', () => {
  it('of a person, whose new address alone stands out', () => {
    expect(changed('person', person, { ...person, email: 'ani@b.test' })).toEqual([
      ['fact.email', 'ani@a.test', 'ani@b.test'],
    ]);
  });

  it('of somebody who leaves, with the first day out of office', () => {
    expect(changed('person', person, { ...person, leftOn: '2027-03-01' })).toEqual([
      ['fact.leftOn', undefined, '1 Maret 2027'],
    ]);
  });

  it('of somebody new, with nothing before', () => {
    expect(changed('person', null, person)).toContainEqual(['fact.name', undefined, 'Ani']);
  });

  it('of an office, by the names of its places', () => {
    const office = { officeId: 'disnaker', name: 'Disnaker', villages: ['14.10.01'] };
    expect(changed('office', office, { ...office, villages: [] })).toEqual([
      ['fact.villages', 'place 14.10.01', 'fact.noVillages'],
    ]);
  });

  it('of a policy, level by level, with a level that is gone', () => {
    const [bidang, dinas] = policy.levels;
    const after = { version: 'baru', levels: [{ ...bidang, expireAfterHours: 240 }, dinas] };
    const rows = changed('policy', policy, after);
    expect(rows).toContainEqual(['fact.version', 'meranti-2027-1', 'baru']);
    expect(rows).toContainEqual(['level.expiry', '168 h', '240 h']);
    expect(rows).toContainEqual(['level.approvers', 'SEKDA', undefined]);
    expect(rows).not.toContainEqual(expect.arrayContaining(['KABID-HI']));
  });

  it('of a calendar, with the day that becomes a holiday', () => {
    const holiday = { date: '2027-03-10', name: 'Idulfitri', source: 'SKB', certainty: 'certain' };
    expect(changed('calendar', calendar, { ...calendar, holidays: [...calendar.holidays, holiday] })).toEqual([
      ['10 Maret 2027', undefined, 'Idulfitri\nSKB (certainty.certain)'],
    ]);
  });

  it('of an allocation, in rupiah', () => {
    const before = { accountCode: '5.1', amount: 1_000_000 };
    expect(changed('allocation', before, { ...before, amount: 2_500_000 })).toEqual([
      ['fact.amount', 'Rp1.000.000', 'Rp2.500.000'],
    ]);
  });

  it('of a figure, by the paper that settles it', () => {
    const source = { id: 'dana perusahaan', en: 'company money' };
    const before = { id: 'CSR', source, certainty: 'likely', countsAsApbn: false };
    expect(factsOf('figure', before, tell)[0]).toMatchObject({ label: 'fact.figure', value: 'fact.notApbn' });
    expect(factsOf('figure', before, tell)).toContainEqual({
      key: 'source',
      label: 'fact.source',
      value: 'dana perusahaan',
    });
    const band = { id: 'b', source: 'PP', certainty: 'likely', basis: 1_200_000 };
    expect(factsOf('figure', band, tell)[0]).toMatchObject({ label: 'fact.figure', value: 'Rp1.200.000' });
    expect(changed('figure', before, { ...before, paper: 'Surat 12' })).toEqual([
      ['fact.certainty', 'certainty.likely', 'fact.confirmed'],
      ['fact.paper', undefined, 'Surat 12'],
    ]);
  });

  it('of delegations and freezes, in local time', () => {
    const span = { from: '2027-01-04T17:00:00.000Z', until: '2027-01-08T17:00:00.000Z' };
    expect(changed('delegation', [], [{ toPersonId: 'budi', ...span }])).toEqual([
      ['fact.standIn', undefined, 'BUDI\n5 Januari 2027 00.00 WIB –\n8 Januari 2027 23.59 WIB'],
    ]);
    const reason = { id: 'Tutup tahun', en: 'Year end' };
    expect(changed('freeze', [], [{ ...span, reason }])[0]?.[2]).toMatch(/Tutup tahun/);
  });

  it('of a PIN, never the PIN', () => {
    expect(changed('pin', { personId: 'ani', pin: 'locked' }, { personId: 'ani', pin: 'ready' })).toEqual([
      ['fact.pin', 'pin.locked', 'pin.ready'],
    ]);
  });
});

it('a content of a shape that nobody knows any more is shown as it is stored', () => {
  expect(changed('allocation', { amount: 5, code: 'x' }, { amount: 6, code: 'x' })).toEqual([['amount', '5', '6']]);
});
