import { beforeAll, describe, expect, it } from 'vitest';
import { rupiah } from '../../../domain/money/money.ts';
import { month } from '../../../domain/period/period.ts';
import { allocationIdOf } from '../../../domain/configuration/funding.ts';
import type { RevisionHead } from '../../../functions/adapters/dynamodb/records.ts';
import type { ReportKind } from '../../../functions/http/get-report/contract.ts';
import { getReport } from '../../../functions/http/get-report/step.ts';
import { output as requestOutput } from '../../../functions/http/get-request/contract.ts';
import { getRequest } from '../../../functions/http/get-request/step.ts';
import { listAllocations } from '../../../functions/http/list-allocations/step.ts';
import type { ListRequestsQuery } from '../../../functions/http/list-requests/contract.ts';
import { listRequests } from '../../../functions/http/list-requests/step.ts';
import { search } from '../../../functions/http/search/step.ts';
import { showMe } from '../../../functions/http/show-me/step.ts';
import { merantiConfiguration } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import {
  ADMINISTRATOR,
  AUDITOR,
  FINANCE,
  NOW,
  OFFICER,
  OTHER_OFFICER,
  submitWorld,
} from '../../support/submit-world.ts';
import type { SubmitWorld } from '../../support/submit-world.ts';

let world: SubmitWorld;

beforeAll(async () => {
  world = await submitWorld(await newTable());
});

const OFFICES = merantiConfiguration().regency.offices.map(({ officeId }) => officeId);
const list = async (as: string, cursor?: string, query: ListRequestsQuery = {}) =>
  listRequests(
    { query: { ...query, cursor }, caller: await world.caller(as) },
    { table: world.store, officeIds: async () => OFFICES },
  );

async function listAll(as: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(as, cursor);
    found.push(...page.requests.map(({ requestId }) => requestId));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

const later = (seconds: number) => ({ ...world.deps, now: () => new Date(Date.parse(NOW) + seconds * 1000) });

describe('the list of requests', () => {
  it('shows an officer the own office, latest turn first, page by page, each request once', async () => {
    const sent: string[] = [];
    for (let index = 0; index < 53; index += 1) {
      sent.unshift((await world.submit({ key: `listed-${index}-x`, deps: later(index) })).requestId);
    }
    await world.submit({ key: 'of-the-others', as: OTHER_OFFICER });

    const first = await list(OFFICER);

    expect(first.requests).toHaveLength(50);
    expect(await listAll(OFFICER)).toEqual(sent);
    expect(await listAll(OTHER_OFFICER)).toHaveLength(1);
  });

  it('shows everyone else all offices, without a page for those that have none', async () => {
    expect(await listAll(FINANCE)).toHaveLength(54);
    const offices: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(AUDITOR, cursor);
      expect(page.requests.length > 0 || page.cursor === undefined).toBe(true);
      offices.push(...page.requests.map(({ officeId }) => officeId));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect([...new Set(offices)]).toEqual(['disnaker', 'kecamatan-tebing-tinggi']);
  });

  it('brings a request with a new revision to the top, once', async () => {
    const first = await world.submit({ key: 'goes-up-first', deps: later(10) });
    await world.move(first.revisionId, { status: 'returned' });
    await world.submit({ key: 'goes-up-again', body: { revises: first.requestId }, deps: later(1000) });

    const { requests } = await list(OFFICER);

    expect(requests[0]).toMatchObject({ requestId: first.requestId, number: 2, status: 'submitted' });
    expect(requests.filter(({ requestId }) => requestId === first.requestId)).toHaveLength(1);
  });
});

describe('the list of requests, asked for in part', () => {
  it('holds only those of a status, a coverage month or an office, however many pages lie between', async () => {
    const sent = await world.submit({ key: 'asked-for-early', deps: later(-500) });
    await world.move(sent.revisionId, { status: 'refused' });
    const ids = async (as: string, query: ListRequestsQuery) =>
      (await list(as, undefined, query)).requests.map(({ requestId }) => requestId);

    expect(await ids(OFFICER, { status: 'refused' })).toEqual([sent.requestId]);
    expect(await ids(AUDITOR, { status: 'refused', month: month('2027-01') })).toEqual([sent.requestId]);
    expect(await ids(AUDITOR, { status: 'refused', month: month('2027-02') })).toEqual([]);
    expect(await ids(AUDITOR, { officeId: 'kecamatan-tebing-tinggi' })).toHaveLength(1);
    expect(await ids(OTHER_OFFICER, { officeId: 'disnaker' })).toHaveLength(1);
  });
});

describe('a search by id', () => {
  it('finds a request by its own or a revision’s, in any case of letters, for those who may see it', async () => {
    const sent = await world.submit({ key: 'searched-for' });
    const look = async (q: string, as: string) => {
      const call = { query: { q }, caller: await world.caller(as) };
      return (await search(call, { table: world.store, now: () => new Date(NOW) })).requests;
    };

    for (const q of [sent.requestId, sent.revisionId, sent.requestId.toLowerCase()]) {
      expect(await look(q, AUDITOR)).toMatchObject([{ requestId: sent.requestId }]);
      expect(await look(q, OFFICER)).toHaveLength(1);
      expect(await look(q, OTHER_OFFICER)).toEqual([]);
    }
    expect(await look('0000000000', AUDITOR)).toEqual([]);
  });
});

describe('one request', () => {
  it('is shown with its numbers, levels and timeline, and nothing that tells a NIK', async () => {
    const rows = [{ nik: '1410014505800001', nama: 'Siti' }];
    const sent = await world.submit({ key: 'shown-whole', body: { roster: { rows } } });
    await world.move(sent.revisionId, { status: 'checking' });

    const shown = await getRequest({ params: sent, caller: await world.caller(OFFICER) }, { table: world.store });

    expect(requestOutput.parse(shown)).toMatchObject({
      requestId: sent.requestId,
      title: 'Pekerja rentan Januari',
      status: 'checking',
      skNumber: 'SK-1/2027',
      programmes: ['JKK', 'JKM'],
      needsAdministrator: false,
      levels: [],
    });
    expect(shown.timeline.map(({ type }) => type)).toEqual(['submitted', 'moved']);
    expect(JSON.stringify(shown)).not.toMatch(/\d{16}/);
  });
});

describe('a report', () => {
  const objects = () => world.objects;
  const report = async (sent: { requestId: RevisionHead['requestId'] }, kind: ReportKind) =>
    getReport(
      { params: sent, query: { kind }, caller: await world.caller(OFFICER) },
      { table: world.store, objects: objects(), bucket: 'work', randomUUID: () => 'one' },
    );
  const stored = (key: string) => ({ key, sha256: 'a'.repeat(64), bytes: 1 });

  it('is not there before the step that writes it has stored it on the head, whatever lies in the bucket', async () => {
    const sent = await world.submit({ key: 'report-early' });
    world.objects.objects.set(`work/requests/${sent.revisionId}/report.csv`, Buffer.from('half'));

    await expect(report(sent, 'rows')).rejects.toMatchObject({ code: 'report-not-ready', kind: 'not-found' });
    await expect(report(sent, 'bad-rows')).rejects.toMatchObject({ code: 'report-not-ready' });
    await expect(report(sent, 'removed')).rejects.toMatchObject({ code: 'report-not-ready' });
  });

  it('is given by an address of the object that the head records', async () => {
    const sent = await world.submit({ key: 'report-there' });
    await world.move(sent.revisionId, {
      report: stored('requests/R/report.csv'),
      removedReport: stored('requests/R/removed.csv'),
      parsed: {
        manifest: stored('requests/R/manifest.json'),
        badRows: stored('requests/R/bad-rows.csv'),
        chunks: 1,
        rows: 2,
        bad: 1,
        reasons: {},
      },
    });

    expect((await report(sent, 'rows')).url).toBe('memory://requests/R/report.csv');
    expect((await report(sent, 'bad-rows')).url).toBe('memory://requests/R/bad-rows.csv');
    expect((await report(sent, 'removed')).url).toBe('memory://requests/R/removed.csv');
  });
});

describe('rows to hand in again', () => {
  it('are for officers only, because they hold whole NIKs, and are not there while there is nothing to correct', async () => {
    const sent = await world.submit({ key: 'report-rejected' });
    const ask = async (by: string, kind: ReportKind) =>
      getReport(
        { params: sent, query: { kind }, caller: await world.caller(by) },
        { table: world.store, objects: world.objects, bucket: 'work', randomUUID: () => 'one' },
      );

    for (const other of [AUDITOR, FINANCE, ADMINISTRATOR])
      for (const kind of ['rejected', 'bad-rows'] as const)
        await expect(ask(other, kind)).rejects.toMatchObject({ code: 'officers-only', kind: 'forbidden' });
    await expect(ask(OFFICER, 'rejected')).rejects.toMatchObject({ code: 'nobody-rejected', kind: 'not-found' });
    await expect(ask(OFFICER, 'bad-rows')).rejects.toMatchObject({ code: 'report-not-ready', kind: 'not-found' });
    await expect(ask(OTHER_OFFICER, 'rejected')).rejects.toMatchObject({ code: 'request-not-found' });
  });
});

describe('allocations', () => {
  it('are shown with their balances, those of the fiscal year asked for', async () => {
    const { allocations: rows } = merantiConfiguration();
    const deps = { table: world.store, configured: () => Promise.resolve(rows) };

    const { allocations } = await listAllocations({ query: { fiscalYear: 2027 } }, deps);

    const expected = rows.filter(({ fiscalYear }) => fiscalYear === 2027);
    expect(allocations.map(({ allocationId }) => allocationId)).toEqual(expected.map(allocationIdOf));
    expect(allocations[0]).toMatchObject({ available: expected[0]?.amount, reserved: rupiah(0) });
    expect((await listAllocations({ query: { fiscalYear: 2026 } }, deps)).allocations).toEqual([]);
  });
});

describe('whoever is signed in', () => {
  it('is told what the record says', async () => {
    const { regency } = merantiConfiguration();

    const told = await showMe({ caller: await world.caller(OFFICER) }, { regency: () => Promise.resolve(regency) });

    expect(told).toEqual({
      personId: OFFICER,
      name: 'Petugas Disnaker',
      roles: ['officer'],
      officeId: 'disnaker',
      officeName: 'Dinas Tenaga Kerja dan Transmigrasi',
      language: 'id',
      regency: { name: 'Kabupaten Kepulauan Meranti', timeZone: 'Asia/Jakarta' },
    });
  });
});
