import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { maskNik } from '../../../domain/nik/nik.ts';
import { month } from '../../../domain/period/period.ts';
import { rupiah } from '../../../domain/money/money.ts';
import type { Person } from '../../../functions/adapters/dynamodb/records.ts';
import { exportTrail } from '../../../functions/http/export-trail/step.ts';
import { getAllocation } from '../../../functions/http/get-allocation/step.ts';
import { getCoverage } from '../../../functions/http/get-coverage/step.ts';
import { traceAllocation } from '../../../functions/http/trace-allocation/step.ts';
import { traceWorker } from '../../../functions/http/trace-worker/step.ts';
import type { TrailRow } from '../../../functions/trail/trail-row.ts';
import { caller } from '../../support/administration-world.ts';
import { merantiConfiguration } from '../../support/approval-world.ts';
import { answersCsv, batchWorld } from '../../support/batch-world.ts';
import type { BatchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { hashNik, rosterCsv } from '../../support/request-world.ts';

const FOLLOW_UP = batchIdSchema.parse('SG-202701-1-APBD-2');
const JKK = 'APBD-2027-JKK';
const auditor = caller('auditor-inspektorat', 'auditor');
const officerOf = (officeId: string): Person => ({ ...caller('petugas', 'officer'), officeId });

let world: BatchWorld;
let niks: readonly string[];

/** Six workers: three paid, one rejected, two carried over and not answered yet; a second request that waits for its batch. */
beforeAll(async () => {
  world = await batchWorld(await newTable());
  const roster = world.roster(6);
  niks = roster.map(({ nik }) => nik);
  await world.committed(roster);
  const { batchId } = await world.createBatch();
  await world.runMachine(batchId);
  const rows = world.exported(batchId).slice(0, 4);
  await world.answer(
    batchId,
    answersCsv(rows, (_, index) => (index === 3 ? 'ditolak' : 'data cocok')),
  );
  await world.runMachine(batchId);
  await world.carry(batchId);
  await world.runMachine(batchId);
  const amount = rupiah(3 * 16_800);
  await world.enterFact(batchId, { kind: 'billed', kodeIuran: '12345678901', amount });
  await world.enterFact(batchId, { kind: 'sp2d', number: 'SP2D-1', date: '2027-01-10', amount });
  await world.enterFact(batchId, { kind: 'paid', bankReference: 'REF-1', date: '2027-01-11', amount });
  await world.runMachine(batchId);
  await world.committed(world.roster(5, 2), 2);
});

const deps = () => ({
  ...world.deps(),
  hasher: () => Promise.resolve(hashNik),
  milestones: () => Promise.resolve(merantiConfiguration().programmes.milestones),
});
const trail = (cursor?: string) => traceAllocation({ params: { allocationId: JKK }, query: { cursor } }, deps());
const sumOf = (rows: readonly TrailRow[], money: TrailRow['money']): number =>
  rows.filter((row) => row.money === money).reduce((sum, { amount }) => sum + amount, 0);

describe('the trail of an allocation', () => {
  it('leads to every worker-month, and its sums are the balances', async () => {
    const { rows, allocation, cursor } = await trail();

    expect(cursor).toBeUndefined();
    expect(rows).toHaveLength(11);
    expect(sumOf(rows, 'disbursed')).toBe(allocation.disbursed);
    expect(sumOf(rows, 'committed')).toBe(allocation.committed);
    expect(rows.filter(({ money }) => money === 'returned')).toHaveLength(1);
    expect(rows.find(({ money }) => money === 'disbursed')).toMatchObject({
      month: '2027-01',
      batchNumber: 1,
      kodeIuran: '12345678901',
      sp2dNumber: 'SP2D-1',
      bankReferences: 'REF-1',
    });
    expect(rows.filter(({ batchId }) => batchId === FOLLOW_UP)).toHaveLength(2);
  });

  it('comes as files that a spreadsheet reads, each going on where the one before ended', async () => {
    const files: string[] = [];
    let cursor: string | undefined;
    do {
      const call = { params: { allocationId: JKK }, body: { cursor } };
      const given = { objects: world.requests.objects, bucket: 'work', randomUUID: () => `file-${files.length}` };
      const answer = await exportTrail(call, { ...deps(), ...given, fileRows: 4 });
      files.push(world.requests.objects.objects.get(`work/trails/${JKK}/file-${files.length}.csv`)?.toString() ?? '');
      ({ cursor } = answer);
    } while (cursor !== undefined);

    const read = files.flatMap((text) => parse(text, { bom: true, columns: true }) as Record<string, string>[]);
    expect(files.length).toBeGreaterThan(2);
    const { rows } = await trail();
    expect(read.map(({ worker, amount }) => `${worker} ${amount}`)).toEqual(
      rows.map(({ worker, amount }) => `${worker} ${amount}`),
    );
    expect(files.join('')).not.toContain(niks[0]);
  });

  it('is refused by name for an allocation that does not exist, and for a cursor of somebody else', async () => {
    const call = { params: { allocationId: 'APBD-1999-JKK' }, query: {} };
    await expect(traceAllocation(call, deps())).rejects.toMatchObject({ code: 'allocation-not-found' });
    await expect(trail('nonsense')).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});

describe('the movements of an allocation', () => {
  it('are shown with its balances', async () => {
    const { allocation, movements } = await getAllocation({ params: { allocationId: JKK }, query: {} }, deps());

    expect(allocation).toMatchObject({ disbursed: 30_000, committed: 70_000 });
    expect(movements.map(({ journalId }) => journalId.split(':')[1])).toContain('commit');
    expect(movements.filter(({ to }) => to === 'disbursed').reduce((sum, { amount }) => sum + amount, 0)).toBe(30_000);
  });
});

describe('the trail of a worker', () => {
  it('leads back from the month to the allocations and to what moved their money', async () => {
    const { rows: all } = await trail();
    const worker = all.find(({ money }) => money === 'disbursed')?.worker ?? '';
    const { rows, allocations, movements, csv } = await traceWorker({ body: { worker }, caller: auditor }, deps());

    expect(rows.map(({ allocationId, amount }) => `${allocationId} ${amount}`)).toEqual([
      'APBD-2027-JKK 10000',
      'APBD-2027-JKM 6800',
    ]);
    expect(allocations.map(({ allocationId }) => allocationId)).toEqual([JKK, 'APBD-2027-JKM']);
    const moves = new Set(movements.map(({ from, to }) => `${from} ${to}`));
    for (const move of ['available reserved', 'reserved committed', 'committed disbursed'])
      expect(moves).toContain(move);
    expect(new Set(movements.map(({ allocationId, journalId }) => allocationId + journalId)).size).toBe(
      movements.length,
    );
    expect(parse(csv, { bom: true, columns: true })).toHaveLength(2);
  });

  it('finds the same worker by NIK, also behind a carried line', async () => {
    const { rows: all } = await trail();
    const carried = all.find(({ batchId }) => batchId === FOLLOW_UP)?.worker;
    const nik = niks.find((one) => hashNik(one) === carried) ?? '';
    const { rows } = await traceWorker({ body: { nik }, caller: auditor }, deps());

    expect(rows).toMatchObject([
      { worker: carried, batchId: FOLLOW_UP, money: 'committed' },
      { worker: carried, batchId: FOLLOW_UP, money: 'committed' },
    ]);
  });

  it('is empty-handed for a worker whose line was rejected: the months are free again', async () => {
    const { rows: all } = await trail();
    const rejected = all.find(({ money }) => money === 'returned')?.worker ?? '';

    await expect(traceWorker({ body: { worker: rejected }, caller: auditor }, deps())).rejects.toMatchObject({
      code: 'worker-not-found',
    });
  });
});

describe('the coverage of a worker', () => {
  const coverage = (nik: string, by: Person) => getCoverage({ body: { nik }, caller: by }, deps());
  const paidNik = async () => {
    const { rows } = await trail();
    const worker = rows.find(({ money }) => money === 'disbursed')?.worker;
    return niks.find((nik) => hashNik(nik) === worker) ?? '';
  };

  it('shows months by programme and sponsor, the end of cover and what is due next, with the NIK masked', async () => {
    const nik = await paidNik();
    const found = await coverage(nik, auditor);

    expect(found).toMatchObject({
      nik: maskNik(nik),
      coverFrom: '2027-01-01',
      months: [
        { month: '2027-01', programme: 'JKK', state: 'paid', amount: 10_000, sourceId: 'APBD', wadahId: 'SG' },
        { month: '2027-01', programme: 'JKM', state: 'paid', amount: 6_800, sourceId: 'APBD', wadahId: 'SG' },
      ],
    });
    expect(found.programmes).toMatchObject([
      { programme: 'JKK', unbrokenMonths: 1, coverEnds: '2027-01-31', next: { month: '2027-02', isHeld: false } },
      { programme: 'JKM', unbrokenMonths: 1 },
    ]);
    expect(found.milestones).toMatchObject([
      { id: 'jkm-full', missingMonths: 2, reachedWith: '2027-03' },
      { id: 'jkm-scholarship', missingMonths: 35 },
    ]);
    expect(JSON.stringify(found)).not.toContain(nik);
  });

  it('is the same for a worker whom a trail names, without any NIK', async () => {
    const nik = await paidNik();
    const { nik: masked, ...byNik } = await coverage(nik, auditor);
    const named = await getCoverage({ body: { worker: hashNik(nik) }, caller: auditor }, deps());

    expect(masked).toBe(maskNik(nik));
    expect(named).toEqual(byNik);
  });

  it('says of a month that a request holds, or that is recorded, that it is not paid', async () => {
    const id = await world.requests.submit({
      number: 3,
      csv: rosterCsv(world.roster(1, 3)),
      header: { period: { firstMonth: month('2027-02'), months: 3 } },
    });
    await world.requests.toReserved(id);
    const nik = world.roster(1, 3)[0]?.nik ?? '';

    expect((await coverage(nik, auditor)).months.map(({ state }) => state)).toEqual(Array(6).fill('held'));
    const waiting = world.roster(5, 2)[0]?.nik ?? '';
    expect((await coverage(waiting, auditor)).months.map(({ state }) => state)).toEqual(['committed', 'committed']);
  });

  it("tells an officer nothing of another office's worker, in the words for one that nobody knows", async () => {
    const nik = await paidNik();
    expect((await coverage(nik, officerOf('disnaker'))).months).toHaveLength(2);
    const foreign = await coverage(nik, officerOf('tebing-tinggi')).catch((error: unknown) => error);
    const unknown = await coverage('1410014505809999', officerOf('tebing-tinggi')).catch((error: unknown) => error);

    expect(foreign).toMatchObject({ code: 'worker-not-found', kind: 'not-found' });
    expect(unknown).toMatchObject({ code: 'worker-not-found', text: (foreign as { text: unknown }).text });
  });
});
