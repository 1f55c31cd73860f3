import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { beforeEach, describe, expect, it } from 'vitest';
import { slotsOf } from '../../../domain/claim/slots.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { month } from '../../../domain/period/period.ts';
import { openClaimStore } from '../../../functions/adapters/dynamodb/claim-store.ts';
import { freeSlots } from '../../../functions/adapters/dynamodb/claim-writes.ts';
import { transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { revisionKey, tokenKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { readLevel } from '../../../functions/adapters/dynamodb/level-store.ts';
import { readItem } from '../../../functions/adapters/dynamodb/table.ts';
import { levelToken } from '../../../functions/adapters/dynamodb/token-store.ts';
import { openNextLevel } from '../../../functions/steps/open-level/step.ts';
import { endRevision } from '../../../functions/adapters/dynamodb/end-revision.ts';
import { verifyLedger } from '../../../functions/adapters/dynamodb/ledger.ts';
import { loadConfiguration } from '../../../functions/steps/load-configuration/step.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { failingTable } from '../../support/failing-table.ts';
import { chunksOf } from '../../../functions/adapters/dynamodb/chunk-store.ts';
import { merantiConfiguration } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { hashNik, inventRoster, requestWorld, rosterCsv } from '../../support/request-world.ts';
import type { RequestWorld } from '../../support/request-world.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';

let table: Table;
let world: RequestWorld;

beforeEach(async () => {
  table = await newTable();
  world = await requestWorld(table);
});

describe('a request of ten eligible workers', () => {
  it('is reserved, recorded and committed to the rupiah', async () => {
    const id = await world.submit({ csv: rosterCsv(inventRoster(10)) });

    expect(await world.parse(id)).toMatchObject({ outcome: 'parsed', chunks: 3 });
    const checked = await world.checkAll(id);
    expect(checked.reduce((sum, chunk) => sum + chunk.eligible, 0)).toBe(10);
    expect(await world.summarise(id)).toEqual({ outcome: 'eligible' });
    expect(await world.reserve(id)).toEqual({ outcome: 'reserved' });

    const reserved = await world.allocation('APBD-2027-JKK');
    expect(reserved).toMatchObject({ reserved: 100_000, available: 3_000_000_000 - 100_000 });
    await world.approve(id);
    expect(await world.toRecording(id)).toEqual({ outcome: 'recording' });
    await world.recordAll(id);
    expect(await world.commit(id)).toEqual({ outcome: 'committed' });

    const head = await world.head(id);
    expect(head).toMatchObject({
      status: 'committed',
      committed: { 'APBD-2027-JKK': 100_000, 'APBD-2027-JKM': 68_000 },
      listPk: 'UNBATCHED',
      listSk: `SG#202701-1#APBD#${id}`,
    });
    expect(head.reservation).toBeUndefined();
    expect(head.dueBy).toBeUndefined();
    expect(await world.allocation('APBD-2027-JKM')).toMatchObject({ reserved: 0, committed: 68_000 });
    for (const programme of ['JKK', 'JKM']) {
      expect((await verifyLedger(table, `APBD-2027-${programme}`)).differences).toEqual([]);
    }
    expect(await world.events(id)).toEqual([
      'roster-parsed',
      'request-summarised',
      'budget-reserved',
      'request-approved',
      'removals-sealed',
      'premiums-committed',
    ]);
  });

  it('comes to the same end when every step is run twice', async () => {
    const id = await world.submit({ csv: rosterCsv(inventRoster(10, { badRows: 4 })) });
    const twice = async (step: () => Promise<unknown>) => {
      const first = await step();
      expect(await step()).toEqual(first);
    };
    await twice(() => world.parse(id));
    await twice(() => world.checkAll(id));
    await twice(() => world.summarise(id));
    await twice(() => world.reserve(id));
    await world.approve(id);
    await world.recheckAll(id);
    await world.recheckAll(id);
    await twice(() => world.seal(id));
    await world.recordAll(id);
    await twice(() => world.recordAll(id));
    await twice(() => world.commit(id));

    expect((await world.events(id)).length).toBe(6);
    expect(await world.allocation('APBD-2027-JKK')).toMatchObject({ reserved: 0, committed: 100_000 });
  });
});

describe('rows and workers that cannot be paid for', () => {
  it('tells each bad row and each refused worker in the report, with a masked NIK', async () => {
    const lines = inventRoster(6);
    const dead = lines[1];
    const spoiled = lines.map((line, index) => (index === 0 ? { ...line, kode_desa: '99.99.99.9999' } : line));
    await world.exclude(dead?.nik ?? '');
    const id = await world.submit({ csv: rosterCsv(spoiled) });
    await world.toReserved(id);

    const report = world.report(id);
    expect(report.map((row) => row['result'])).toEqual(['bad row', 'refused', ...Array<string>(4).fill('eligible')]);
    expect(report[1]?.['reason']).toMatch(/exclusion list: has died/);
    expect(JSON.stringify(report)).not.toContain(dead?.nik);
    expect((await world.head(id)).summary).toMatchObject({
      rows: 6,
      badRows: 1,
      eligible: 4,
      refused: 1,
      reasons: { 'village-unknown': 1, 'exclusion-list': 1 },
      byProgramme: { JKK: 40_000, JKM: 27_200 },
      total: 67_200,
    });
  });

  it('ends a request without one good row as refused, with the file to correct', async () => {
    const id = await world.submit({ csv: rosterCsv(inventRoster(2).map((line) => ({ ...line, nama: '' }))) });
    expect(await world.parse(id)).toEqual({ outcome: 'refused', chunks: 0, manifestKey: '' });

    const head = await world.head(id);
    expect(head).toMatchObject({ status: 'refused', outcome: { code: 'no-good-row' } });
    expect(world.objects.objects.get(`work/${head.parsed?.badRows?.key ?? ''}`)?.toString()).toContain('alasan');
    expect(await world.parse(id)).toMatchObject({ outcome: 'refused' });
  });

  it('ends a request whose file has an unknown column as refused, naming it', async () => {
    const id = await world.submit({ csv: 'nik,nama,warna\r\n1,2,3\r\n' });
    await world.parse(id);
    const head = await world.head(id);
    expect(head).toMatchObject({ status: 'refused', outcome: { code: 'unknown-columns' } });
    expect(head.outcome?.id).toContain('warna');
  });

  it('ends a request in which nobody is eligible as refused, with its report', async () => {
    const lines = inventRoster(2);
    for (const line of lines) await world.exclude(line.nik, 'moved');
    const id = await world.submit({ csv: rosterCsv(lines) });
    await world.parse(id);
    await world.checkAll(id);
    expect(await world.summarise(id)).toEqual({ outcome: 'refused' });
    expect(await world.head(id)).toMatchObject({ status: 'refused', outcome: { code: 'nobody-eligible' } });
    expect(world.report(id)).toHaveLength(2);
  });
});

describe('a second try of the first check', () => {
  it('gives back the claims of a worker who is refused by now', async () => {
    const lines = inventRoster(3);
    const first = await world.submit({ number: 1, csv: rosterCsv(lines) });
    await world.parse(first);
    await world.checkAll(first);
    await world.exclude(lines[0]?.nik ?? '');
    const [again] = await world.checkAll(first);
    expect(again).toMatchObject({ eligible: 2, refused: 1 });

    const slots = slotsOf(['JKK', 'JKM'], { firstMonth: month('2027-01'), months: 1 });
    const nikHashes = lines.map((line) => hashNik(line.nik));
    const claims = await openClaimStore(table).claimChunk({
      revisionId: revisionIdSchema.parse('ZZZZZZZZ'),
      year: 2027,
      workers: nikHashes.map((nikHash) => ({ nikHash, slots })),
    });
    const free = nikHashes.map((nikHash) => claims.get(nikHash) === 'claimed');
    expect(free).toEqual([true, false, false]);
  });
});

describe('a claim that is lost between the checks', () => {
  const lose = async (id: RevisionId, nikHash: string) => {
    const worker = { nikHash, slots: slotsOf(['JKK', 'JKM'], { firstMonth: month('2027-01'), months: 1 }) };
    await transact(table, [freeSlots(table, { revisionId: id, year: 2027, worker })]);
  };
  const approved = async () => {
    const lines = inventRoster(11);
    const id = await world.submit({ csv: rosterCsv(lines) });
    await world.toReserved(id);
    await world.approve(id);
    const nik = lines[2]?.nik ?? '';
    await lose(id, hashNik(nik));
    return { id, nik, lines };
  };

  it('is taken again by the second check, so that no other request can pay for the worker', async () => {
    const { id, lines } = await approved();
    await world.toRecording(id);
    await world.recordAll(id);
    await world.commit(id);

    expect((await world.head(id)).removal).toMatchObject({ workers: 0 });
    const other = await world.submit({ number: 2, csv: rosterCsv(lines) });
    await world.toReserved(other);
    expect(await world.head(other)).toMatchObject({ status: 'refused', outcome: { code: 'nobody-eligible' } });
  });

  it('and taken by another request removes the line, and the other request keeps the worker', async () => {
    const { id, nik, lines } = await approved();
    const other = await world.submit({ number: 2, csv: rosterCsv(lines.filter((line) => line.nik === nik)) });
    await world.toReserved(other);
    await world.toRecording(id);
    await world.recordAll(id);
    expect(await world.commit(id)).toEqual({ outcome: 'committed' });

    expect((await world.head(id)).removal).toMatchObject({ workers: 1, amount: 16_800 });
    expect((await world.head(other)).summary).toMatchObject({ eligible: 1 });
    await world.approve(other);
    await world.toRecording(other);
    await world.recordAll(other);
    expect(await world.commit(other)).toEqual({ outcome: 'committed' });
    expect(await world.allocation('APBD-2027-JKK')).toMatchObject({ reserved: 0, committed: 11 * 10_000 });
    expect((await verifyLedger(table, 'APBD-2027-JKK')).differences).toEqual([]);
  });
});

describe('two officers who submit overlapping rosters at the same moment', () => {
  it('get each worker in exactly one of the two requests, with the other told who holds the cover', async () => {
    const lines = inventRoster(12);
    const ids = [
      await world.submit({ number: 1, csv: rosterCsv(lines.slice(0, 9)) }),
      await world.submit({ number: 2, csv: rosterCsv(lines.slice(3)) }),
    ];
    for (const id of ids) await world.parse(id);
    await Promise.all(ids.map((id) => world.checkAll(id)));
    for (const id of ids) await world.summarise(id);

    const heads = await Promise.all(ids.map((id) => world.head(id)));
    const eligible = heads.map(({ summary }) => summary?.eligible ?? 0);
    expect(eligible.reduce((sum, count) => sum + count, 0)).toBe(12);
    const held = heads.map(({ summary }) => summary?.reasons['cover-held'] ?? 0);
    expect(held.reduce((sum, count) => sum + count, 0)).toBe(6);
    const told = ids.flatMap((id) => world.report(id).map((row) => JSON.stringify(row)));
    expect(told.filter((row) => /REV0000[12]/.test(row))).toHaveLength(6);
  });
});

describe('what is noticed about eligible workers', () => {
  it('stands in the report as a remark: an unlisted occupation, a near duplicate', async () => {
    const lines = inventRoster(3);
    const [first] = lines;
    const noticed = lines.map((line, index) => ({
      ...line,
      ...(index === 1 && { pekerjaan: 'Penjinak ombak' }),
      ...(index === 2 && { nama: first?.nama ?? '', tanggal_lahir: first?.tanggal_lahir ?? '' }),
    }));
    const id = await world.submit({ csv: rosterCsv(noticed) });
    await world.toReserved(id);
    const report = world.report(id);
    expect(report[1]?.['reason']).toContain('not in the list');
    expect(report[2]?.['reason']).toMatch(/row 2/i);
    expect((await world.head(id)).summary).toMatchObject({ eligible: 3, warned: 2 });
    expect(Object.keys((await world.head(id)).summary?.byOccupation ?? {})).toContain('lainnya');
  });
});

describe('a tariff that nobody has confirmed', () => {
  it('ends the request as refused, naming the tariff and its source', async () => {
    const configuration = merantiConfiguration();
    const bpu = configuration.tariffs.bpu.map((row) => {
      const { confirmedBy: _confirmedBy, ...rest } = row;
      return { ...rest, certainty: 'likely' as const };
    });
    const documents = { ...configuration, tariffs: { ...configuration.tariffs, bpu } };
    world = await requestWorld(await newTable(), { configuration: documents });
    const id = await world.submit({ csv: rosterCsv(inventRoster(2)) });
    await world.parse(id);
    await world.checkAll(id);
    expect(await world.summarise(id)).toEqual({ outcome: 'refused' });
    expect((await world.head(id)).outcome?.code).toBe('tariff-not-confirmed');
  });
});

describe('a request that is withdrawn while a level is open', () => {
  it('closes the level, tells the waiting state and gives the money back in one transaction', async () => {
    const id = await world.submit({ csv: rosterCsv(inventRoster(2)) });
    await world.toReserved(id);
    const opened = await openNextLevel({ revisionId: id }, world.deps());
    expect(opened).toMatchObject({ outcome: 'open', level: 1 });
    const outcome = { code: 'withdrawn', id: 'Ditarik.', en: 'Withdrawn.' };
    const end = { revisionId: id, to: 'withdrawn', outcome, by: 'petugas-disnaker', now: new Date() } as const;
    expect(await endRevision(table, end)).toEqual({ outcome: 'ended', toldLevel: 1 });

    expect(await readLevel(table, { revisionId: id, level: 1 })).toMatchObject({ status: 'closed', version: 2 });
    const due = await readItem(table, tokenKey(revisionKey(id).pk, levelToken(1)), z.object({ dueBy: z.string() }));
    expect(due).not.toBeNull();
    expect(await world.allocation('APBD-2027-JKK')).toMatchObject({ reserved: 0, available: 3_000_000_000 });
    expect((await verifyLedger(table, 'APBD-2027-JKK')).differences).toEqual([]);
    expect((await world.events(id)).at(-1)).toBe('request-withdrawn');
  });
});

describe('two requests for the same worker, programme and month', () => {
  it('pays only the first; the second is told who holds the cover', async () => {
    const lines = inventRoster(3);
    const first = await world.submit({ number: 1, csv: rosterCsv(lines) });
    const second = await world.submit({ number: 2, csv: rosterCsv(lines.slice(0, 2)) });
    await world.toReserved(first);
    await world.parse(second);
    await world.checkAll(second);
    expect(await world.summarise(second)).toEqual({ outcome: 'refused' });
    expect(world.report(second)[0]?.['reason']).toContain(`${first}): JKK 2027-01; JKM 2027-01`);
  });

  it('lets the next request claim what a refused one had claimed', async () => {
    const lines = inventRoster(3);
    const first = await world.submit({ number: 1, csv: rosterCsv(lines), header: { sourceId: 'NONE' } });
    await world.parse(first);
    await expect(world.checkAll(first)).rejects.toThrow('NONE is not configured');
    const second = await world.submit({ number: 2, csv: rosterCsv(lines) });
    expect(await world.toReserved(second)).toEqual({ outcome: 'reserved' });
  });
});

describe('the budget', () => {
  it('refuses a request it cannot cover, with the numbers of each account, and moves nothing', async () => {
    const configuration = merantiConfiguration();
    const small = configuration.allocations.map((one) => (one.programme === 'JKM' ? { ...one, amount: 20_000 } : one));
    world = await requestWorld(await newTable(), { configuration: { ...configuration, allocations: small } });
    const id = await world.submit({ csv: rosterCsv(inventRoster(3)) });
    expect(await world.toReserved(id)).toEqual({ outcome: 'refused' });

    const { outcome, status } = await world.head(id);
    expect(status).toBe('refused');
    expect(outcome?.code).toBe('budget-too-small');
    expect(outcome?.en).toContain('JKM (5.1.02.02.02.0007) needs Rp20.400, Rp20.000 is available');
    expect(await world.allocation('APBD-2027-JKK')).toMatchObject({ reserved: 0, available: 3_000_000_000 });
  });

  it('of 100 asked for 60 by two requests at once goes to one of them, and the other is told the numbers', async () => {
    const configuration = merantiConfiguration();
    const hundred = configuration.allocations.map((one) =>
      one.programme === 'JKK' ? { ...one, amount: 100_000 } : one,
    );
    world = await requestWorld(await newTable(), {
      configuration: { ...configuration, allocations: hundred },
    });
    const lines = inventRoster(12);
    const ids = [
      await world.submit({ number: 1, csv: rosterCsv(lines.slice(0, 6)) }),
      await world.submit({ number: 2, csv: rosterCsv(lines.slice(6)) }),
    ];
    for (const id of ids) {
      await world.parse(id);
      await world.checkAll(id);
      await world.summarise(id);
    }
    const outcomes = await Promise.all(ids.map((id) => world.reserve(id)));

    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['refused', 'reserved']);
    const heads = await Promise.all(ids.map((id) => world.head(id)));
    const loser = heads.find(({ status }) => status === 'refused');
    expect(loser?.outcome?.en).toContain('needs Rp60.000, Rp40.000 is available');
    expect(await world.allocation('APBD-2027-JKK')).toMatchObject({ reserved: 60_000, available: 40_000 });
  });
});

describe('the second check', () => {
  it('removes a worker who died meanwhile, frees the slots and returns the money', async () => {
    const lines = inventRoster(40);
    const id = await world.submit({ csv: rosterCsv(lines) });
    await world.toReserved(id);
    await world.approve(id);
    await world.exclude(lines[0]?.nik ?? '');
    expect(await world.toRecording(id)).toEqual({ outcome: 'recording' });
    expect((await world.head(id)).removal).toMatchObject({ workers: 1, amount: 16_800 });
    expect(world.report(id, 'removed')).toMatchObject([{ baris: '2', aturan: 'exclusion-list', iuran: '16800' }]);
    expect((await world.head(id)).removedReport?.key).toBe(`requests/${id}/removed.csv`);
    await world.recordAll(id);
    await world.commit(id);

    expect(await world.allocation('APBD-2027-JKK')).toMatchObject({
      reserved: 0,
      committed: 390_000,
      available: 3_000_000_000 - 390_000,
    });
    const statuses: string[] = [];
    for await (const chunk of chunksOf(table, id)) statuses.push(...chunk.lines.map((line) => line.status));
    expect(statuses.filter((status) => status === 'removed')).toHaveLength(1);
  });

  it('stops a request that would lose more workers than the policy allows, and gives the reservation back', async () => {
    const lines = inventRoster(12);
    const id = await world.submit({ csv: rosterCsv(lines) });
    await world.toReserved(id);
    await world.approve(id);
    for (const line of lines.slice(0, 11)) await world.exclude(line.nik, 'left');
    expect(await world.toRecording(id)).toEqual({ outcome: 'refused' });
    expect(await world.head(id)).toMatchObject({ status: 'refused', outcome: { code: 'too-many-removed' } });
    expect(world.report(id, 'removed')).toHaveLength(11);
    expect((await world.head(id)).removedReport).toBeDefined();
    expect(await world.allocation('APBD-2027-JKK')).toMatchObject({ reserved: 0, available: 3_000_000_000 });
  });

  it('stops a request whose price has changed since its approval', async () => {
    const id = await world.submit({ csv: rosterCsv(inventRoster(4)) });
    await world.toReserved(id);
    await world.approve(id);
    const configuration = merantiConfiguration();
    const bpu = configuration.tariffs.bpu.map((row) => (row.kind === 'flat' ? { ...row, amount: rupiah(7_000) } : row));
    const documents = { ...configuration, tariffs: { ...configuration.tariffs, bpu } };
    await loadConfiguration({ documents }, world.deps());

    expect(await world.toRecording(id)).toEqual({ outcome: 'refused' });
    expect((await world.head(id)).outcome?.code).toBe('price-changed');
  });

  it('goes on with the list of removals that an earlier try had stored', async () => {
    const lines = inventRoster(60);
    const id = await world.submit({ csv: rosterCsv(lines) });
    await world.toReserved(id);
    await world.approve(id);
    await world.exclude(lines[0]?.nik ?? '');
    await world.recheckAll(id);
    world.state.table = failingTable(table, { at: 1, when: 'before' });
    await expect(world.seal(id)).rejects.toThrow('crash');
    world.state.table = table;
    await world.exclude(lines[1]?.nik ?? '');

    expect(await world.toRecording(id)).toEqual({ outcome: 'recording' });
    expect((await world.head(id)).removal?.workers).toBe(1);
  });

  it('stops when the content is not what was approved, and names the fingerprints of both', async () => {
    const id = await world.submit({ csv: rosterCsv(inventRoster(4)) });
    await world.toReserved(id);
    await world.approve(id);
    await world.recheckAll(id);
    const { contentHash = '' } = await world.head(id);
    const approved = 'f'.repeat(64);
    const Key = { ...revisionKey(id) };
    const ExpressionAttributeValues = { ':approved': approved };
    const UpdateExpression = 'SET contentHash = :approved';
    await table.client.send(
      new UpdateCommand({ TableName: table.name, Key, UpdateExpression, ExpressionAttributeValues }),
    );
    await expect(world.seal(id)).rejects.toThrow(`${approved} then, ${contentHash} now`);
    expect((await world.head(id)).removal).toBeUndefined();
  });

  it('stops when a chunk is no longer what was approved', async () => {
    const id = await world.submit({ csv: rosterCsv(inventRoster(4)) });
    await world.toReserved(id);
    await world.approve(id);
    const key = `work/requests/${id}/chunks/00001.json`;
    const rows = JSON.parse(world.objects.objects.get(key)?.toString() ?? '') as { nama: string }[];
    world.objects.objects.set(key, Buffer.from(JSON.stringify(rows.map((row) => ({ ...row, nama: 'Lain' })))));
    await expect(world.recheckAll(id)).rejects.toThrow('not what was recorded');
  });
});

describe('a revision that was withdrawn meanwhile', () => {
  it('ends every step quietly', async () => {
    const id = await world.submit({ csv: rosterCsv(inventRoster(4)) });
    await world.toReserved(id);
    const outcome = { code: 'withdrawn', id: 'Ditarik.', en: 'Withdrawn.' };
    const end = { revisionId: id, to: 'withdrawn', outcome, by: 'petugas-disnaker', now: new Date() } as const;
    expect(await endRevision(table, end)).toEqual({ outcome: 'ended' });
    expect(await endRevision(table, end)).toEqual({ outcome: 'dead', status: 'withdrawn' });

    expect(await world.allocation('APBD-2027-JKK')).toMatchObject({ reserved: 0, available: 3_000_000_000 });
    for (const step of [world.parse, world.summarise, world.reserve, world.seal, world.commit]) {
      expect(await step(id)).toMatchObject({ outcome: 'ended' });
    }
  });
});
