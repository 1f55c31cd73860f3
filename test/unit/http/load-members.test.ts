import { beforeEach, describe, expect, it } from 'vitest';
import { firstBreak } from '../../../domain/audit/chain.ts';
import { maskNik } from '../../../domain/nik/nik.ts';
import { readEvents, sha256Hex } from '../../../functions/adapters/dynamodb/audit-log.ts';
import { openMemberships, readMemberListHead } from '../../../functions/adapters/dynamodb/member-list-store.ts';
import { loadMembers } from '../../../functions/http/load-members/step.ts';
import type { LoadMembersOutput } from '../../../functions/http/load-members/contract.ts';
import { person } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { hashNik, inventRoster, requestWorld, rosterCsv } from '../../support/request-world.ts';
import type { RequestWorld } from '../../support/request-world.ts';
import { StoppedError, tableThatStopsAfter } from '../../support/stopping-table.ts';

const FINANCE = person('bendahara');
let world: RequestWorld;
beforeEach(async () => {
  world = await requestWorld(await newTable());
});

const NIK = '1410014505800001';
const OTHER = '1410014505800002';
let uploads = 0;
const load = async (csv: string, asOf = '2026-12-01', change: object = {}): Promise<LoadMembersOutput> => {
  uploads += 1;
  const uploadKey = `uploads/${FINANCE}/daftar-${uploads}.csv`;
  world.objects.objects.set(`uploads/${uploadKey}`, Buffer.from(csv));
  const deps = {
    table: world.state.table,
    objects: world.objects,
    uploadsBucket: 'uploads',
    recordsBucket: 'records',
    hasher: () => Promise.resolve(hashNik),
    now: () => new Date(world.state.clock),
    ...change,
  };
  return loadMembers({ body: { uploadKey, asOf }, caller: { personId: FINANCE } }, deps);
};
const head = () => readMemberListHead(world.state.table);
const lookUp = (...niks: string[]) =>
  openMemberships(world.state.table, { objects: world.objects, bucket: 'records' })(niks.map(hashNik));
const HEADING = 'NIK;Pembayar;Dibayar sampai;Terdaftar sejak;Kolom lain';

describe("BPJS TK's list of active members", () => {
  it('is kept with hashed NIKs, dated, with an event, and answers for its workers', async () => {
    const answer = await load(`${HEADING}\n${NIK};Provinsi Riau;03/2027;15/01/2026;x\n'${OTHER};;;;\n`);

    expect(answer).toEqual({ outcome: 'stored', version: 1, asOf: '2026-12-01', workers: 2 });
    const found = await lookUp(NIK, OTHER, '1410014505800003');
    expect(found.get(hashNik(NIK))).toEqual({
      sponsor: 'Provinsi Riau',
      until: '2027-03',
      registeredFrom: '2026-01',
      asOf: '2026-12-01',
    });
    expect(found.get(hashNik(OTHER))).toEqual({ asOf: '2026-12-01' });
    expect(found.size).toBe(2);
    const kept = [...world.objects.objects].filter(([key]) => key.startsWith('records/members/'));
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept.map(([, bytes]) => bytes.toString()))).not.toContain(NIK);
    const events = await Array.fromAsync(readEvents(world.state.table, 'MEMBERS'));
    expect(events).toMatchObject([{ type: 'member-list-loaded', by: 'bendahara', data: { workers: 2 } }]);
  });

  it('with wrong rows is refused whole: each with row, column, masked value and reason', async () => {
    await load(`nik\n${NIK}\n`, '2026-11-01');
    const answer = await load(`${HEADING}\n${OTHER};A;13/2027;;\n141001450580;B;;;\n${NIK};C;;2027-01-01;\n`);

    expect(answer).toMatchObject({
      outcome: 'refused',
      wrongRows: 3,
      problems: [
        { row: 2, column: 'dibayar sampai', value: '13/2027' },
        { row: 3, column: 'nik', value: maskNik('141001450580'), reason: { en: 'Not a NIK of 16 digits.' } },
        { row: 4, column: 'terdaftar sejak', value: '2027-01-01' },
      ],
    });
    expect(await head()).toMatchObject({ version: 1, asOf: '2026-11-01' });
    expect((await lookUp(OTHER)).size).toBe(0);
  });

  it.each([
    ['no column for the NIK', 'nama,pembayar\nA,B\n', 'members-column-missing'],
    ['a column that stands twice', 'nik,pembayar,sponsor\n1,2,3\n', 'members-column-twice'],
    ['no row', 'nik\n', 'no-member'],
    ['a day that has not come', `nik\n${NIK}\n`, 'future-list'],
  ])('with %s is refused', async (_what, csv, code) => {
    const asOf = code === 'future-list' ? '2027-12-01' : '2026-12-01';
    await expect(load(csv, asOf)).rejects.toMatchObject({ code });
    expect(await head()).toBeNull();
  });

  it('takes the place of the one before, and never that of a later day', async () => {
    await load(`nik\n${NIK}\n`, '2026-11-01');
    await load(`nik\n${OTHER}\n`, '2026-12-01');
    await expect(load(`nik\n${NIK}\n`, '2026-11-15')).rejects.toMatchObject({ code: 'older-list', kind: 'conflict' });

    expect((await lookUp(NIK, OTHER)).has(hashNik(NIK))).toBe(false);
    expect(await head()).toMatchObject({ version: 2, asOf: '2026-12-01' });
  });

  it('sent again, sent by two at once or cut off before its write, is one list', async () => {
    const csv = `nik\n${NIK}\n${OTHER}\n`;
    const table = tableThatStopsAfter(world.state.table, 0);
    await expect(load(csv, '2026-12-01', { table })).rejects.toBeInstanceOf(StoppedError);
    await Promise.all([load(csv), load(csv)]);
    await load(csv);

    expect(await head()).toMatchObject({ version: 1, workers: 2 });
    const events = await Array.fromAsync(readEvents(world.state.table, 'MEMBERS'));
    expect(events).toHaveLength(1);
    expect(firstBreak(events, sha256Hex)).toBeNull();
  });

  it('names a worker with two jobs once, with the longer cover and the earlier registration', async () => {
    await load(`${HEADING}\n${NIK};A;2027-02;2026-05;\n${NIK};B;2027-06;2026-09;\n`);

    expect((await lookUp(NIK)).get(hashNik(NIK))).toMatchObject({
      sponsor: 'B',
      until: '2027-06',
      registeredFrom: '2026-05',
    });
  });

  it('of somebody else’s upload is refused', async () => {
    const body = { uploadKey: 'uploads/someone/daftar.csv', asOf: '2026-12-01' };
    const caller = { personId: FINANCE };
    await expect(loadMembers({ body, caller }, {} as never)).rejects.toMatchObject({ code: 'foreign-upload' });
  });

  it('with a hundred thousand workers is read and looked up in seconds', async () => {
    const dayOf = (index: number): string => String(1 + (index % 28)).padStart(2, '0');
    const serialOf = (index: number): string => String(1 + Math.floor(index / 28)).padStart(4, '0');
    const distinct = Array.from({ length: 100_000 }, (_, index) => `141001${dayOf(index)}0180${serialOf(index)}`);
    const answer = await load(`nik\n${distinct.join('\n')}\n`);

    expect(answer).toMatchObject({ outcome: 'stored', workers: 100_000 });
    expect((await lookUp(distinct[99_999] ?? '')).size).toBe(1);
  });
});

describe('a request of workers whom the list names', () => {
  const roster = inventRoster(6);
  const nik = (index: number): string => roster[index]?.nik ?? '';

  it('refuses who is active elsewhere or not yet a member, and keeps who is active by ourselves', async () => {
    await load(
      `${HEADING}\n${nik(0)};Provinsi Riau;;;\n${nik(1)};Pemkab Kepulauan Meranti;;;\n${nik(2)};PEMKAB KEPULAUAN MERANTI;2026-12;2026-11;\n`,
    );
    const id = await world.submit({ csv: rosterCsv(roster) });
    await world.toReserved(id);

    const { summary } = await world.head(id);
    expect(summary).toMatchObject({ eligible: 5, refused: 1, reasons: { 'active-elsewhere': 1 } });
    expect(
      world
        .report(id)
        .map((row) => JSON.stringify(row))
        .join(),
    ).toContain('Provinsi Riau');
  });

  it('refuses a month before the worker’s registration', async () => {
    world.state.clock = Date.parse('2027-02-10T02:00:00.000Z');
    await load(`${HEADING}\n${nik(3)};;2026-01;2027-02-01;\n`, '2027-02-09');
    const id = await world.submit({ csv: rosterCsv(roster) });
    await world.toReserved(id);

    expect((await world.head(id)).summary).toMatchObject({ refused: 1, reasons: { 'month-before-registration': 1 } });
  });

  it('removes at the second check who became active elsewhere between check and approval', async () => {
    const id = await world.submit({ csv: rosterCsv(roster) });
    await world.toReserved(id);
    await load(`${HEADING}\n${nik(4)};CSR Kilang;;;\n`);
    await world.approve(id);
    await world.toRecording(id);

    expect((await world.head(id)).removal).toMatchObject({ workers: 1, amount: 16_800 });
  });
});
