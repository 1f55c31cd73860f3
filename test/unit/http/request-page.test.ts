import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { requestIdSchema } from '../../../domain/identity/ids.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { nextStepOf } from '../../../domain/request/next-step.ts';
import { isDead, revisionStatusSchema } from '../../../domain/request/lifecycle.ts';
import { requestKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { openPersonStore } from '../../../functions/adapters/dynamodb/person-store.ts';
import type { Person, RevisionHead } from '../../../functions/adapters/dynamodb/records.ts';
import { changeRevision } from '../../../functions/adapters/dynamodb/revision-store.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { output as comparison } from '../../../functions/http/compare-revisions/contract.ts';
import { compareRevisions } from '../../../functions/http/compare-revisions/step.ts';
import { output as shownRequest } from '../../../functions/http/get-request/contract.ts';
import { getRequest } from '../../../functions/http/get-request/step.ts';
import { getRequestFile } from '../../../functions/http/get-request-file/step.ts';
import { output as shownRows } from '../../../functions/http/list-request-rows/contract.ts';
import type { ListRequestRowsQuery, RequestRow } from '../../../functions/http/list-request-rows/contract.ts';
import { listRequestRows } from '../../../functions/http/list-request-rows/step.ts';
import { caller } from '../../support/administration-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { inventRoster, requestWorld, rosterCsv } from '../../support/request-world.ts';
import type { RosterLine } from '../../support/request-world.ts';
import { OFFICER } from '../../support/submit-world.ts';

const requestId = requestIdSchema.parse('REQ0000001');

async function page(chunkRows = 4) {
  const table: Table = await newTable();
  const world = await requestWorld(table, { chunkRows });
  const officer = async (): Promise<Person> => {
    const person = await openPersonStore(table).personOfAccount(OFFICER);
    if (person === null) throw new Error('no officer');
    return person;
  };
  const source = { table, objects: world.objects, workBucket: 'work', recordsBucket: 'records' };
  const set = (revisionId: RevisionId, change: Partial<RevisionHead>) =>
    changeRevision(table, {
      revisionId,
      judge: () => ({
        change: { set: change, event: { type: 'moved', at: '2026-12-07T03:00:00.000Z', by: 'a-step', data: {} } },
      }),
    });
  /** A sent revision that is the request's last. */
  const send = async (roster: readonly Partial<RosterLine>[], number = 1): Promise<RevisionId> => {
    const revisionId = await world.submit({ number, csv: rosterCsv(roster) });
    const item = { requestId, officeId: 'disnaker', officerId: 'petugas-disnaker', latestRevisionId: revisionId };
    const stored = { ...requestKey(requestId), ...item, latestNumber: number, version: number };
    await table.client.send(new PutCommand({ TableName: table.name, Item: stored }));
    return revisionId;
  };
  const check = async (revisionId: RevisionId): Promise<void> => {
    await world.parse(revisionId);
    await world.checkAll(revisionId);
    await world.summarise(revisionId);
  };
  const rows = async (query: ListRequestRowsQuery = {}) =>
    shownRows.parse(await listRequestRows({ params: { requestId }, query, caller: await officer() }, source));
  const allRows = async (query: ListRequestRowsQuery = {}): Promise<RequestRow[]> => {
    const found: RequestRow[] = [];
    let cursor: string | undefined;
    do {
      const next: Awaited<ReturnType<typeof rows>> = await rows({ ...query, ...(cursor !== undefined && { cursor }) });
      found.push(...next.rows);
      cursor = next.cursor;
    } while (cursor !== undefined);
    return found;
  };
  const differences = async () =>
    comparison.parse(await compareRevisions({ params: { requestId }, caller: await officer() }, source));
  const shown = async () =>
    shownRequest.parse(await getRequest({ params: { requestId }, caller: await officer() }, source));
  const file = async (name: 'roster' | 'sk', by?: Person) =>
    getRequestFile({ params: { requestId, name }, caller: by ?? (await officer()) }, source);
  return { table, world, set, send, check, rows, allRows, differences, shown, file };
}

describe('the rows of a request', () => {
  it('are all there page by page, bad ones first, each with outcome, reasons and a masked NIK', async () => {
    const { send, check, rows, allRows } = await page(60);
    const roster = [...inventRoster(230), { ...inventRoster(1, { seed: 9 })[0], nik: '123' }];
    await check(await send(roster));

    const first = await rows();
    const all = await allRows();

    expect(first.rows).toHaveLength(100);
    expect(all.map(({ row }) => row)).toEqual([232, ...Array.from({ length: 230 }, (_, index) => index + 2)]);
    expect(all[0]).toMatchObject({
      outcome: 'bad',
      reasons: [{ text: { id: expect.stringMatching(/NIK/) as string } }],
    });
    expect(JSON.stringify(all)).not.toMatch(/\d{16}/);
    expect(all[1]).toMatchObject({ outcome: 'pass', name: roster[0]?.nama });
  });

  it('can be asked for by outcome, without reading chunks that hold none', async () => {
    const { world, send, check, allRows } = await page();
    const roster = inventRoster(9).map((line, index) => (index === 6 ? { ...line, penghasilan: '9000000' } : line));
    const revisionId = await send(roster);
    await check(revisionId);
    world.objects.objects.delete(`work/requests/${revisionId}/eligibility/00001.json`);

    const refused = await allRows({ outcome: 'refuse' });

    expect(refused).toMatchObject([
      {
        row: 8,
        outcome: 'refuse',
        reasons: [{ ruleId: 'income-ceiling', text: { en: expect.any(String) as string } }],
      },
    ]);
    expect(await allRows({ outcome: 'bad' })).toEqual([]);
  });

  it('show what has been checked so far, and later where each premium stands', async () => {
    const { world, send, check, allRows } = await page();
    const revisionId = await send(inventRoster(6));
    await world.parse(revisionId);
    expect(await allRows()).toEqual([]);
    await check(revisionId);
    expect((await allRows()).map(({ line }) => line)).toEqual(Array.from({ length: 6 }, () => undefined));
    await world.reserve(revisionId);
    await world.approve(revisionId);
    await world.toRecording(revisionId);
    await world.recordAll(revisionId);

    expect((await allRows()).map(({ line }) => line)).toEqual(Array.from({ length: 6 }, () => 'pending'));
  });

  it('refuse a cursor that they did not give', async () => {
    const { send, rows } = await page();
    await send(inventRoster(1));

    await expect(rows({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});

describe('a later revision', () => {
  async function revised(change: (roster: RosterLine[]) => readonly Partial<RosterLine>[]) {
    const world = await page();
    const roster = inventRoster(8);
    const first = await world.send(roster);
    await world.check(first);
    const outcome = { code: 'returned', id: 'Perbaiki alamat', en: 'Correct the addresses' };
    await world.set(first, { status: 'returned', outcome });
    const second = await world.send(change(roster), 2);
    await world.set(second, { previous: first, number: 2 });
    await world.world.parse(second);
    return { ...world, first, second, roster };
  }

  it('shows only what it changed: workers who came, who left and whose data differ, and how many stayed', async () => {
    const { first, roster, differences } = await revised((lines) => [
      ...lines.slice(1, 7).map((line, index) => (index === 2 ? { ...line, alamat: 'Jalan Baru 7' } : line)),
      ...inventRoster(1, { seed: 5 }),
    ]);

    const shown = await differences();

    expect(shown).toMatchObject({
      previous: { revisionId: first, number: 1 },
      header: [],
      files: [{ name: 'roster' }],
    });
    expect(shown.rows).toMatchObject({ added: 1, removed: 2, changed: 1, same: 5, badBefore: 0, badNow: 0 });
    expect(shown.rows?.list.map(({ kind, fields }) => [kind, fields])).toEqual([
      ['changed', ['alamat']],
      ['added', []],
      ['removed', []],
      ['removed', []],
    ]);
    expect(shown.rows?.list.at(-1)?.name).toBe(roster[7]?.nama);
    expect(JSON.stringify(shown)).not.toMatch(/\d{16}/);
  });

  it('with the same roster compares header and papers alone', async () => {
    const { set, second, differences, world } = await revised((lines) => lines);
    const { header } = await world.head(second);
    const sk = { key: 'requests/x/sk.pdf', sha256: 'b'.repeat(64), bytes: 9 };
    await set(second, { header: { ...header, skNumber: 'SK-2/2027' }, papers: { sk } });

    expect(await differences()).toMatchObject({
      header: [{ field: 'skNumber', before: 'SK-1/2027', after: 'SK-2/2027' }],
      files: [{ name: 'sk', change: 'added' }],
    });
    expect((await differences()).rows).toBeUndefined();
  });

  it('tells the tries before it with their reasons', async () => {
    const { shown, first } = await revised((lines) => lines);

    expect((await shown()).earlier).toMatchObject([
      { revisionId: first, number: 1, status: 'returned', outcome: { en: 'Correct the addresses' } },
    ]);
  });

  it('is compared with nothing when it is the first', async () => {
    const { send, differences } = await page();
    const revisionId = await send(inventRoster(1));

    expect(await differences()).toEqual({ revisionId, header: [], files: [] });
  });
});

describe('the page of a request', () => {
  it('names people, says whose turn it is and which files came with it', async () => {
    const { send, set, shown, file } = await page();
    const revisionId = await send(inventRoster(1));
    const sk = { key: `requests/${revisionId}/sk.pdf`, sha256: 'c'.repeat(64), bytes: 12 };
    await set(revisionId, { status: 'returned', papers: { sk } });

    const request = await shown();

    expect(request).toMatchObject({
      next: { turn: 'officer' },
      officerId: 'petugas-disnaker',
      roster: { fileName: 'roster.csv', format: 'csv' },
      papers: { sk: { sha256: sk.sha256, bytes: 12 } },
      earlier: [],
    });
    expect(Object.keys(request.people)).toEqual(['petugas-disnaker']);
    expect(await file('sk')).toMatchObject({ url: `memory://${sk.key}`, sha256: sk.sha256, bytes: 12 });
    await set(revisionId, { papers: {} });
    await expect(file('sk')).rejects.toMatchObject({ code: 'file-not-there', kind: 'not-found' });
  });

  it.each(['finance', 'auditor', 'administrator'] as const)(
    'gives the roster as it was sent, with its whole NIKs, to its officer, and to %s only the papers',
    async (role) => {
      const { send, set, file } = await page();
      const revisionId = await send(inventRoster(1));
      const sk = { key: `requests/${revisionId}/sk.pdf`, sha256: 'c'.repeat(64), bytes: 12 };
      await set(revisionId, { papers: { sk } });

      expect((await file('roster')).bytes).toBeGreaterThan(0);
      await expect(file('roster', caller('other', role))).rejects.toMatchObject({
        code: 'officers-only',
        kind: 'forbidden',
      });
      expect(await file('sk', caller('other', role))).toMatchObject({ sha256: sk.sha256 });
    },
  );

  it.each(revisionStatusSchema.options)('says what comes next when it is %s', (status) => {
    const next = nextStepOf({ status, needsAdministrator: false });

    expect(next.turn === 'officer').toBe(isDead(status));
    expect(next.text.id).not.toBe(next.text.en);
    expect(nextStepOf({ status, needsAdministrator: true }).turn).toBe('administrator');
  });
});
