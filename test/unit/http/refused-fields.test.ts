import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployHandlers } from '../../support/deployed-handlers.ts';
import type { Deployed, Route } from '../../support/deployed-handlers.ts';
import type { Call } from '../../support/http-event.ts';
import { merantiConfiguration } from '../../support/approval-world.ts';
import { ADMINISTRATOR, FINANCE, OFFICER, OTHER_OFFICER, plainBody } from '../../support/submit-world.ts';

let deployed: Deployed;

beforeAll(async () => {
  deployed = await deployHandlers();
});
afterAll(() => deployed.stop());

const to = (route: Route, call: Call) => deployed.to(route, call);
const KEY = { 'idempotency-key': 'a-key-of-eight-or-more' };
const SHA = 'a'.repeat(64);

describe('a call that does not fit its schema is answered 400 with the field', () => {
  const submit = (change: Record<string, unknown>, headers: Record<string, string> = KEY) =>
    ({ route: 'submit-request', call: { as: OFFICER, headers, body: { ...plainBody(), ...change } } }) as const;
  const stop = (route: Route, as: string, reason: unknown) =>
    ({ route, call: { as, params: { requestId: 'REQ0000001' }, body: { reason } } }) as const;
  const upload = (change: Record<string, unknown>) =>
    ({
      route: 'request-upload',
      call: { as: OFFICER, body: { fileName: 'a.csv', kind: 'roster', bytes: 1, sha256: SHA, ...change } },
    }) as const;
  const exclusion = (change: Record<string, unknown>) =>
    ({
      route: 'load-exclusions',
      call: {
        as: ADMINISTRATOR,
        body: { entries: [{ nik: '1410014505800001', reason: 'deceased', since: '2026-12-01', ...change }] },
      },
    }) as const;
  const cursor = (of: Record<string, string>) => Buffer.from(JSON.stringify(of)).toString('base64url');

  const CASES: readonly { what: string; field: string; route: Route; call: Call }[] = [
    { what: 'no key', field: 'header.Idempotency-Key', ...submit({}, {}) },
    { what: 'a short key', field: 'header.Idempotency-Key', ...submit({}, { 'idempotency-key': 'short' }) },
    { what: 'a key with a space', field: 'header.Idempotency-Key', ...submit({}, { 'idempotency-key': 'two words' }) },
    { what: 'no JSON', field: 'body', route: 'submit-request', call: { as: OFFICER, headers: KEY, body: '{' } },
    {
      what: 'a list for a body',
      field: 'body',
      route: 'submit-request',
      call: { as: OFFICER, headers: KEY, body: [] },
    },
    {
      what: 'null for a body',
      field: 'body',
      route: 'submit-request',
      call: { as: OFFICER, headers: KEY, body: 'null' },
    },
    { what: 'no body', field: 'body.title', route: 'submit-request', call: { as: OFFICER, headers: KEY } },
    { what: 'no title', field: 'body.title', ...submit({ title: undefined }) },
    { what: 'a title of spaces', field: 'body.title', ...submit({ title: '     ' }) },
    { what: 'a title with a NIK', field: 'body.title', ...submit({ title: 'Usulan 1410014505800001' }) },
    {
      what: 'a title with a NIK out of Word',
      field: 'body.title',
      ...submit({ title: '1410\u00a00145\u00a00580\u00a00001' }),
    },
    {
      what: 'a search for a NIK in groups',
      field: 'query.q',
      route: 'search',
      call: { as: FINANCE, query: { q: '1410-0145-0580-0001' } },
    },
    { what: 'a title with control characters', field: 'body.title', ...submit({ title: 'Usul\u0000an' }) },
    { what: 'a title of 201 characters', field: 'body.title', ...submit({ title: 'a'.repeat(201) }) },
    { what: 'an empty SK number', field: 'body.skNumber', ...submit({ skNumber: ' ' }) },
    { what: 'no PKS number', field: 'body.pksNumber', ...submit({ pksNumber: undefined }) },
    { what: 'no programme', field: 'body.programmes', ...submit({ programmes: [] }) },
    { what: 'an unknown programme', field: 'body.programmes.0', ...submit({ programmes: ['JP'] }) },
    { what: 'a programme twice', field: 'body.programmes', ...submit({ programmes: ['JKK', 'JKK'] }) },
    { what: 'an unknown wadah', field: 'body.wadahId', ...submit({ wadahId: 'XX' }) },
    { what: 'an unknown source', field: 'body.sourceId', ...submit({ sourceId: 'XX' }) },
    {
      what: 'a source without allocation',
      field: 'body.sourceId',
      ...submit({ period: { firstMonth: '2028-01', months: 1 } }),
    },
    {
      what: 'a month that is none',
      field: 'body.period.firstMonth',
      ...submit({ period: { firstMonth: '2027-13', months: 1 } }),
    },
    { what: 'two months', field: 'body.period.months', ...submit({ period: { firstMonth: '2027-01', months: 2 } }) },
    { what: 'a closed month', field: 'body.period', ...submit({ period: { firstMonth: '2025-01', months: 1 } }) },
    { what: 'months of two years', field: 'body.period', ...submit({ period: { firstMonth: '2027-12', months: 3 } }) },
    { what: 'no roster', field: 'body.roster', ...submit({ roster: undefined }) },
    { what: 'no rows', field: 'body.roster.rows', ...submit({ roster: { rows: [] } }) },
    { what: '501 rows', field: 'body.roster.rows', ...submit({ roster: { rows: Array(501).fill({ nik: '1' }) } }) },
    { what: 'a row without columns', field: 'body.roster.rows.1', ...submit({ roster: { rows: [{ nik: '1' }, {}] } }) },
    {
      what: 'a number in a cell',
      field: 'body.roster.rows.0.nik',
      ...submit({ roster: { rows: [{ nik: 1410014505800001 }] } }),
    },
    { what: 'an upload without name', field: 'body.roster.fileName', ...submit({ roster: { uploadKey: 'a' } }) },
    {
      what: "another's upload",
      field: 'body.roster.uploadKey',
      ...submit({ roster: { uploadKey: `uploads/${FINANCE}/a.csv`, fileName: 'a.csv' } }),
    },
    {
      what: 'an upload key that climbs',
      field: 'body.roster.uploadKey',
      ...submit({ roster: { uploadKey: `uploads/${OFFICER}/../${FINANCE}/a.csv`, fileName: 'a.csv' } }),
    },
    {
      what: "another's paper",
      field: 'body.papers.sk.uploadKey',
      ...submit({ papers: { sk: { uploadKey: 'uploads/x/a.pdf' } } }),
    },
    { what: 'an id that is none', field: 'body.revises', ...submit({ revises: 'none' }) },
    { what: 'a renewal that is none', field: 'body.renews', ...submit({ renews: 'none' }) },
    {
      what: 'a request id that is none',
      field: 'path.requestId',
      route: 'get-request',
      call: { as: OFFICER, params: { requestId: 'x' } },
    },
    {
      what: 'an unknown report',
      field: 'query.kind',
      route: 'get-report',
      call: { as: OFFICER, params: { requestId: 'REQ0000001' }, query: { kind: 'all' } },
    },
    { what: 'no reason', field: 'body.reason', ...stop('withdraw-request', OFFICER, undefined) },
    { what: 'a reason of two letters', field: 'body.reason', ...stop('release-request', ADMINISTRATOR, 'ya') },
    { what: 'a reason with a NIK', field: 'body.reason', ...stop('retry-request', ADMINISTRATOR, '1410014505800001') },
    {
      what: 'a cursor of one’s own making',
      field: 'query.cursor',
      route: 'list-requests',
      call: { as: OFFICER, query: { cursor: 'abc' } },
    },
    {
      what: "a cursor into another office's list",
      field: 'query.cursor',
      route: 'list-requests',
      call: {
        as: OTHER_OFFICER,
        query: { cursor: cursor({ pk: 'a', sk: 'b', listPk: 'REQUESTS#disnaker', listSk: 'c' }) },
      },
    },
    {
      what: 'a cursor with other keys',
      field: 'query.cursor',
      route: 'list-requests',
      call: { as: OFFICER, query: { cursor: cursor({ pk: 'a' }) } },
    },
    {
      what: 'a cursor without office',
      field: 'query.cursor',
      route: 'list-requests',
      call: { as: FINANCE, query: { cursor: 'x.y' } },
    },
    { what: 'an executable', field: 'body.fileName', ...upload({ fileName: 'usulan.exe' }) },
    { what: 'a PDF for a roster', field: 'body.fileName', ...upload({ fileName: 'usulan.pdf' }) },
    { what: 'no bytes', field: 'body.bytes', ...upload({ bytes: 0 }) },
    { what: 'a checksum that is none', field: 'body.sha256', ...upload({ sha256: 'A'.repeat(64) }) },
    { what: 'an unknown kind', field: 'body.kind', ...upload({ kind: 'photo' }) },
    { what: 'a NIK of 15 digits', field: 'body.entries.0.nik', ...exclusion({ nik: '141001450580000' }) },
    { what: 'an unknown reason', field: 'body.entries.0.reason', ...exclusion({ reason: 'rich' }) },
    { what: 'a day that is none', field: 'body.entries.0.since', ...exclusion({ since: '2026-02-30' }) },
    {
      what: 'no entries',
      field: 'body.entries',
      route: 'load-exclusions',
      call: { as: ADMINISTRATOR, body: { entries: [] } },
    },
    { what: 'no fiscal year', field: 'query.fiscalYear', route: 'list-allocations', call: { as: FINANCE } },
    {
      what: 'a fiscal year in words',
      field: 'query.fiscalYear',
      route: 'list-allocations',
      call: { as: FINANCE, query: { fiscalYear: 'next' } },
    },
  ];

  it.each(CASES)('$route with $what', async ({ route, call, field }) => {
    const answer = await to(route, call);

    expect({ status: answer.status, field: answer.body.error?.field }).toEqual({ status: 400, field });
    const { id, en } = answer.body.error?.text ?? { id: '', en: '' };
    expect(id).not.toBe('');
    expect(en).not.toBe(id);
    expect(JSON.stringify(answer.body)).not.toMatch(/\d{16}|Error:|\.ts:/);
  });

  it('a rule of the domain is told in both languages, with the level it concerns', async () => {
    const { policy } = merantiConfiguration();
    const [level] = policy.levels;
    const levels = [
      { ...level, amountBelow: 100 },
      { ...level, id: 'besar', amountFrom: 50 },
    ];
    const body = { kind: 'policy', content: { ...policy, levels } };

    const answer = await to('propose-change', { as: ADMINISTRATOR, body });

    expect(answer.body.error).toMatchObject({
      field: 'body.content.levels.1.amountFrom',
      text: {
        id: 'Isian body.content.levels.1.amountFrom langkah 1: besar bertumpang tindih dengan bidang.',
        en: 'body.content.levels.1.amountFrom step 1: besar overlaps bidang.',
      },
    });
  });

  it('never takes anything in on the way', async () => {
    expect(await deployed.world.idempotency(KEY['idempotency-key'])).toBeNull();
  });

  it('and a file that is too large is answered 413', async () => {
    const answer = await to(upload({ bytes: 48_000_001 }).route, upload({ bytes: 48_000_001 }).call);

    expect(answer).toMatchObject({ status: 413, body: { error: { field: 'body.bytes' } } });
  });
});
