import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../web/src/format/csv.ts';
import { openFormat } from '../../../web/src/format/open-format.ts';
import { toldBy } from '../../../web/src/pages/auditor/history/told.ts';
import { readAsked } from '../../../web/src/pages/auditor/search/asked.ts';
import { shareOf } from '../../../web/src/pages/dashboard/share.ts';

const format = openFormat('id', 'Asia/Jakarta');

describe('what is typed into the search', () => {
  it.each([
    '1410014505800001',
    ' 1410.0145.0580.0001 ',
    '1410 0145 0580 0001',
    '1410-0145-0580-0001',
    '141001\u2013450580\u20130001',
  ])('%s is a NIK', (typed) => {
    expect(readAsked(typed)).toEqual({ kind: 'nik', nik: '1410014505800001' });
  });

  it.each(['SG-202701-1-APBD-1', '00123/SP2D/LS/2027', '27010000001', '20270115-00001234'])(
    '%s is a number to look for',
    (typed) => {
      expect(readAsked(` ${typed} `)).toEqual({ kind: 'number', q: typed });
    },
  );

  it('never lets sixteen digits and more go into an address', () => {
    expect(readAsked('14100145058000012')).toEqual({ kind: 'problem', problem: 'digits' });
    expect(readAsked('NIK 1410-0145-0580-0001')).toEqual({ kind: 'problem', problem: 'digits' });
    expect(readAsked('NIK 1410014505800001')).toEqual({ kind: 'problem', problem: 'digits' });
    expect(readAsked('  x ')).toEqual({ kind: 'problem', problem: 'short' });
  });
});

describe('what an event tells', () => {
  it('is of a change only what differs, with words for what was not there before', () => {
    const before = { name: 'Ani', roles: ['officer'], office: 'disnaker' };
    const after = { name: 'Ani', roles: ['officer', 'auditor'], active: true };

    expect(toldBy({ changeId: 'C1', before, after }, format)).toEqual({
      facts: [{ path: 'changeId', value: 'C1' }],
      differences: [
        { path: 'roles', before: 'officer', after: 'officer, auditor' },
        { path: 'office', before: 'disnaker', after: undefined },
        { path: 'active', before: undefined, after: 'true' },
      ],
    });
  });

  it('has amounts as rupiah, instants as local time, and long fingerprints shortened', () => {
    const { facts } = toldBy(
      {
        committed: { 'APBD-2027-JKK': 120_000 },
        byProgramme: { JKM: 81_600 },
        difference: -5_000,
        lines: 12,
        expireAt: '2027-01-04T02:00:00.000Z',
        contentHash: 'a'.repeat(64),
        payments: [{ amount: 7 }, { amount: 8 }],
        reason: '',
      },
      format,
    );

    expect(Object.fromEntries(facts.map(({ path, value }) => [path, value]))).toEqual({
      'committed.APBD-2027-JKK': 'Rp120.000',
      'byProgramme.JKM': 'Rp81.600',
      difference: '−Rp5.000',
      lines: '12',
      expireAt: '4 Januari 2027 09.00 WIB',
      contentHash: 'aaaaaaaaaaaa…',
      'payments.1.amount': 'Rp7',
      'payments.2.amount': 'Rp8',
    });
  });
});

describe('a file of what is shown', () => {
  it('has headings, plain numbers, empty cells, and no cell that a spreadsheet runs', () => {
    const columns = [
      { heading: 'title', value: ({ title }: { title: string }) => title },
      { heading: 'amount', value: () => 16_800 },
      { heading: 'batch', value: () => undefined },
    ];

    expect(csvOf(columns, [{ title: '=1+1' }, { title: 'Nelayan, "kecil"' }])).toBe(
      '\ufefftitle,amount,batch\r\n\'=1+1,16800,\r\n"Nelayan, ""kecil""",16800,\r\n',
    );
  });
});

it('a share never says more than is true', () => {
  expect([shareOf(0, 0), shareOf(8_466, 8_500), shareOf(8_500, 8_500), shareOf(2_410, 2_400)]).toEqual([
    '0%',
    '99%',
    '100%',
    '100%',
  ]);
});
