import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepAddresses, readAddresses } from '../../../tools/addresses.ts';
import { reasonOf } from '../../../tools/by-hand/officer-api.ts';
import { listText, requestText } from '../../../tools/by-hand/status-text.ts';
import type { RequestView } from '../../../tools/by-hand/status-text.ts';
import { ApiError } from '../../../tools/demo/api.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lindung-by-hand-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ADDRESSES = {
  ready: true,
  apiUrl: 'http://127.0.0.1:4100',
  gatewayUrl: 'http://127.0.0.1:4101',
  inboxUrl: 'http://127.0.0.1:4102',
  signInUrl: 'http://127.0.0.1:4103',
  clientId: 'portal',
  issuer: 'http://127.0.0.1:4103/pool',
  accounts: [{ personId: 'petugas', email: 'petugas@example.test', password: 'secret', role: 'officer' }],
};

const VIEW: RequestView = {
  requestId: 'REQ0000001',
  number: 1,
  title: 'Iuran pekerja rentan',
  status: 'submitted',
  sourceId: 'APBD',
  firstMonth: '2027-01',
  months: 1,
  programmes: ['JKK', 'JKM'],
  needsAdministrator: false,
  levels: [],
  timeline: [{ at: '2026-12-07T02:00:00.123Z', type: 'submitted', by: 'petugas' }],
};
const text = (change: Partial<RequestView>, reports: string[] = []): string =>
  requestText({ ...VIEW, ...change }, { inboxUrl: 'http://127.0.0.1:4102', reports });

describe('the addresses of the running system', () => {
  it('come back as they were left, in a file for its owner only', () => {
    keepAddresses(folder, JSON.stringify(ADDRESSES));

    expect(readAddresses(folder)).toEqual(ADDRESSES);
    expect(statSync(join(folder, 'addresses.json')).mode & 0o077).toBe(0);
  });

  it('that are not there are told with what to do', () => {
    expect(() => readAddresses(join(folder, 'none'))).toThrow(/npm start/);
  });
});

describe('where a request stands', () => {
  it('is told by status, period and timeline', () => {
    expect(text({})).toBe(
      [
        'REQ0000001  revision 1  SUBMITTED',
        'Iuran pekerja rentan: JKK, JKM, 2027-01 × 1, APBD',
        '',
        'Timeline',
        '  2026-12-07 02:00:00Z  submitted                petugas',
      ].join('\n'),
    );
  });

  it('shows counts, amounts and reasons once it is checked, and where the reports are', () => {
    const summary = {
      rows: 55,
      badRows: 5,
      eligible: 48,
      refused: 2,
      total: 806_400,
      reasons: { 'nik-duplicate': 5, 'age-range': 2 },
    };

    const shown = text({ summary }, ['rows: http://127.0.0.1:4101/report']);

    expect(shown).toContain('55 rows: 48 eligible (Rp806.400), 2 refused by rules, 5 bad rows');
    expect(shown).toContain('5  nik-duplicate');
    expect(shown).toContain('rows: http://127.0.0.1:4101/report');
  });

  it('says who decided, who is waited for and where the mails are', () => {
    const level = { level: 1, title: { id: 'Kabid', en: 'Head' }, expireAt: '2026-12-14T02:00:00.000Z' };
    const voted = { ...level, status: 'approved', votes: [{ personId: 'kabid-hi', word: 'approve' }], waitingFor: [] };
    const open = { ...level, level: 2, status: 'open', votes: [], waitingFor: ['kadis-naker', 'sekretaris-dinas'] };

    const shown = text({ levels: [voted, open] });

    expect(shown).toContain('1. Kabid (Head): approved\n     kabid-hi: approve');
    expect(shown).toContain(
      'waiting for kadis-naker, sekretaris-dinas until 2026-12-14 02:00:00Z; mails: http://127.0.0.1:4102',
    );
  });

  it('says why it ended in both languages, and a reason in the officer’s own words once', () => {
    expect(text({ outcome: { code: 'too-little', id: 'Pagu kurang.', en: 'Too little money.' } })).toContain(
      '  Pagu kurang.\n  Too little money.',
    );
    expect(text({ outcome: { code: 'withdrawn', id: 'salah', en: 'salah' } }).match(/salah/g)).toHaveLength(1);
  });

  it('is a line each in the list', () => {
    const entry = { requestId: 'REQ0000001', number: 2, status: 'approving', title: 'Iuran', workers: 50 };

    const requests = [{ ...entry, submittedAt: '2026-12-07T02:00:00.123Z' }];

    expect(listText({ requests })).toBe('REQ0000001  approving  2026-12-07 02:00:00Z  Iuran (revision 2, 50 workers)');
    expect(listText({ requests: [] })).toContain('npm run submit');
  });
});

describe('what went wrong', () => {
  const refused = (body: string) => new ApiError('POST', '/api/requests', { status: 400, text: body });

  it('is told in the words of the API, however long', () => {
    const long = 'x'.repeat(600);
    const body = JSON.stringify({ error: { text: { id: `Tidak. ${long}`, en: `No. ${long}` }, field: 'body.roster' } });

    expect(reasonOf(refused(body))).toBe(`Tidak. ${long}\nNo. ${long}\n(body.roster)`);
  });

  it('is told as it came when the API did not answer in its own words', () => {
    expect(reasonOf(refused('<html>'))).toContain('answered 400');
  });

  it('is that nothing runs, when nothing answers', () => {
    expect(reasonOf(new TypeError('fetch failed'))).toContain('npm start');
  });
});
