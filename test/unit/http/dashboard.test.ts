import { describe, expect, it } from 'vitest';
import { month } from '../../../domain/period/period.ts';
import { openConfigurationStore } from '../../../functions/adapters/dynamodb/configuration-store.ts';
import { putNewLevel } from '../../../functions/adapters/dynamodb/level-store.ts';
import { openPersonStore } from '../../../functions/adapters/dynamodb/person-store.ts';
import { transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { output } from '../../../functions/http/show-dashboard/contract.ts';
import type { ShowDashboardOutput } from '../../../functions/http/show-dashboard/contract.ts';
import { showDashboard } from '../../../functions/http/show-dashboard/step.ts';
import { answersCsv, batchWorld } from '../../support/batch-world.ts';
import type { BatchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { rosterCsv } from '../../support/request-world.ts';
import type { RosterLine } from '../../support/request-world.ts';
import { AUDITOR, FINANCE, OFFICER, OTHER_OFFICER } from '../../support/submit-world.ts';
import { opened } from '../approval/levels.ts';

const JANUARY = month('2027-01');
/** In the middle of the month that the requests are for. */
const MIDDAY = Date.parse('2027-01-12T05:00:00.000Z');

async function dashboardWorld() {
  const table = await newTable();
  const world = await batchWorld(table);
  const configuration = openConfigurationStore(table);
  const show = async (as = AUDITOR, query = {}, at = MIDDAY): Promise<ShowDashboardOutput> => {
    const caller = await openPersonStore(table).personOfAccount(as);
    if (caller === null) throw new Error(`nobody under ${as}`);
    const { objects } = world.requests;
    const deps = { table, configuration, objects, workBucket: 'work', now: () => new Date(at) };
    return output.parse(await showDashboard({ query, caller }, deps));
  };
  return { table, world, show };
}

/** Workers by kecamatan, counted from the roster itself. */
function countedByKecamatan(roster: readonly RosterLine[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kode_desa: village } of roster) {
    const digits = village.replaceAll('.', '');
    const code = `${digits.slice(0, 2)}.${digits.slice(2, 4)}.${digits.slice(4, 6)}`;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
const shownByKecamatan = ({ coverage }: ShowDashboardOutput): Record<string, number> =>
  Object.fromEntries(
    coverage.byKecamatan.filter(({ workers }) => workers > 0).map(({ code, workers }) => [code, workers]),
  );

async function sentBatch(world: BatchWorld, roster: readonly RosterLine[]) {
  const revisionId = await world.committed(roster);
  const { batchId } = await world.createBatch();
  await world.runMachine(batchId);
  return { revisionId, batchId, rows: world.exported(batchId) };
}

describe('the workers covered in a month', () => {
  it('are those of committed requests, batched or not, by kecamatan and occupation', async () => {
    const { world, show } = await dashboardWorld();
    const [first, second] = [world.roster(9), world.roster(5, 7)];
    await sentBatch(world, first);
    await world.committed(second, 2);
    await world.requests.submit({ number: 3, csv: rosterCsv(world.roster(2, 9)) });

    const shown = await show();

    expect(shown).toMatchObject({ month: JANUARY, fiscalYear: 2027 });
    expect(shown.coverage).toMatchObject({ programme: 'JKK', workers: 14, lost: 0, byProgramme: { JKK: 14, JKM: 14 } });
    expect(shownByKecamatan(shown)).toEqual(countedByKecamatan([...first, ...second]));
    const byOccupation = shown.coverage.byOccupation.map(({ workers }) => workers);
    expect(byOccupation.reduce((sum, workers) => sum + workers, 0)).toBe(14);
    expect(byOccupation).toEqual(byOccupation.toSorted((a, b) => b - a));
    expect(shown.coverage.byOccupation.map(({ name }) => name)).not.toContain('buruh-harian');
  });

  it('are held against the goal of the year, in all and by kecamatan', async () => {
    const { show } = await dashboardWorld();

    const { coverage } = await show();

    expect(coverage).toMatchObject({ workers: 0, goal: 8500 });
    expect(coverage.byKecamatan).toHaveLength(9);
    expect(coverage.byKecamatan[0]).toEqual({ code: '14.10.01', name: 'Tebing Tinggi', workers: 0, goal: 2400 });
    expect((await show(AUDITOR, { month: month('2031-01') })).coverage.goal).toBeUndefined();
  });

  it('lose those whom BPJS TK rejected, also after they were carried over, each in the own kecamatan', async () => {
    const { world, show } = await dashboardWorld();
    const roster = world.roster(9);
    const { batchId, rows } = await sentBatch(world, roster);
    await world.answer(
      batchId,
      answersCsv(rows.slice(0, 6), (_row, index) => (index < 2 ? 'ditolak' : 'data cocok')),
    );
    await world.runMachine(batchId);
    await world.carry(batchId);
    await world.runMachine(batchId);
    const followUp = (await world.batch(batchId)).followUp;
    if (followUp === undefined) throw new Error('nothing was carried over');
    await world.runMachine(followUp);
    const carried = world.exported(followUp);
    const covered = roster.filter(({ nik }) => !rows.slice(0, 2).some((row) => row['NIK'] === nik));

    const before = await show();
    await world.answer(
      followUp,
      answersCsv(carried, (_row, index) => (index === 0 ? 'ditolak' : 'data cocok')),
      'c.csv',
    );
    await world.runMachine(followUp);
    const after = await show();

    expect(before.coverage).toMatchObject({ workers: 7, lost: 2 });
    expect(shownByKecamatan(before)).toEqual(countedByKecamatan(covered));
    expect(after.coverage).toMatchObject({ workers: 6, lost: 3 });
    expect(shownByKecamatan(after)).toEqual(
      countedByKecamatan(covered.filter(({ nik }) => nik !== carried[0]?.['NIK'])),
    );
  });

  it('lose those whom the second check removed', async () => {
    const { world, show } = await dashboardWorld();
    const roster = world.roster(6);
    const { requests } = world;
    const id = await requests.submit({ csv: rosterCsv(roster) });
    await requests.toReserved(id);
    await requests.approve(id);
    await requests.exclude(roster[3]?.nik ?? '');
    await requests.toRecording(id);
    await requests.recordAll(id);
    await requests.commit(id);

    const shown = await show();

    expect(shown.coverage).toMatchObject({ workers: 5, lost: 1 });
    expect(shownByKecamatan(shown)).toEqual(countedByKecamatan(roster.toSpliced(3, 1)));
  });

  it('are the own office’s for an officer, in the kecamatan of its villages', async () => {
    const { world, show } = await dashboardWorld();
    await world.committed(world.roster(6));

    const own = await show(OFFICER);
    const others = await show(OTHER_OFFICER);

    expect(own).toMatchObject({
      officeId: 'disnaker',
      officeName: 'Dinas Tenaga Kerja dan Transmigrasi',
      coverage: { workers: 6 },
    });
    expect(others).toMatchObject({ officeId: 'kecamatan-tebing-tinggi', coverage: { workers: 0, goal: 2400 } });
    expect(others.coverage.byKecamatan.map(({ code }) => code)).toEqual(['14.10.01']);
    expect([own.ending.requests.length, others.ending.requests.length]).toEqual([1, 0]);
  });
});

describe('the money of a year', () => {
  it('stands by funding source and state, and adds up to what was allocated', async () => {
    const { world, show } = await dashboardWorld();
    await world.committed(world.roster(6));

    const { money } = await show(FINANCE);

    const apbd = money.find(({ sourceId }) => sourceId === 'APBD');
    expect(apbd).toMatchObject({ committed: 6 * 16_800, reserved: 0, disbursed: 0, overpaid: 0 });
    for (const { allocated, available, reserved, committed, disbursed, overpaid } of money) {
      expect(Number(allocated)).toBe(available + reserved + committed + disbursed + overpaid);
    }
    expect((await show(FINANCE, { month: month('2031-01') })).money).toEqual([]);
  });
});

describe('approvals that wait', () => {
  it('are counted by whole days since they opened, the longest first, for those who may see the request', async () => {
    const { table, world, show } = await dashboardWorld();
    const { requests } = world;
    const waiting = [1, 2, 3].map(async (number) => {
      const id = await requests.submit({ number, csv: rosterCsv(world.roster(2, number)) });
      await requests.toReserved(id);
      const openedAt = new Date(MIDDAY - (number * 3 - 2) * 86_400_000).toISOString();
      await transact(table, [putNewLevel(table, id, { ...opened(), number: 1, openedAt })]);
      return id;
    });
    const ids = [];
    for (const one of waiting) ids.push(await one);
    await requests.approve(ids[1] ?? ids[0] ?? (await requests.submit({ csv: '' })));

    const { approvals } = await show();

    expect(approvals.open).toBe(2);
    expect(approvals.byAge).toEqual([
      { fromDays: 0, toDays: 1, levels: 1 },
      { fromDays: 2, toDays: 3, levels: 0 },
      { fromDays: 4, toDays: 7, levels: 1 },
      { fromDays: 8, levels: 0 },
    ]);
    expect(approvals.longest.map(({ openedAt }) => openedAt.slice(0, 10))).toEqual(['2027-01-05', '2027-01-11']);
    expect(approvals.longest[0]).toMatchObject({
      title: 'Pekerja rentan Januari',
      waitingFor: ['ani', 'budi', 'cici'],
    });
    expect((await show(OTHER_OFFICER)).approvals.open).toBe(0);
  });
});

describe('cover that ends soon', () => {
  it('is that of requests whose last day comes within sixty days, counted from today', async () => {
    const { world, show } = await dashboardWorld();
    await world.committed(world.roster(4));
    const ending = async (at: string) => (await show(AUDITOR, {}, Date.parse(at))).ending;

    expect(await ending('2027-01-12T05:00:00.000Z')).toMatchObject({
      workers: 4,
      requests: [
        { endsOn: '2027-01-31', workers: 4, officeId: 'disnaker', officeName: 'Dinas Tenaga Kerja dan Transmigrasi' },
      ],
    });
    expect((await ending('2026-12-02T05:00:00.000Z')).workers).toBe(4);
    expect((await ending('2026-12-01T05:00:00.000Z')).workers).toBe(0);
    // The last day in the regency's own time.
    expect((await ending('2027-01-31T16:59:00.000Z')).workers).toBe(4);
    expect((await ending('2027-01-31T17:00:00.000Z')).workers).toBe(0);
  });
});
