import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { month } from '../../../domain/period/period.ts';
import type { Period } from '../../../domain/period/period.ts';
import { nextPeriod } from '../../../domain/renewal/next-period.ts';
import { mailKey } from '../../../functions/adapters/dynamodb/keys.ts';
import type { Person } from '../../../functions/adapters/dynamodb/records.ts';
import { mailSchema } from '../../../functions/adapters/dynamodb/records.ts';
import { readRenewal } from '../../../functions/adapters/dynamodb/renewal-store.ts';
import { readItem } from '../../../functions/adapters/dynamodb/table.ts';
import { draftRenewal } from '../../../functions/http/draft-renewal/step.ts';
import { getRenewal } from '../../../functions/http/get-renewal/step.ts';
import { listRenewals } from '../../../functions/http/list-renewals/step.ts';
import { renewalDraft } from '../../../functions/mail/other-drafts.ts';
import { proposeRenewals } from '../../../functions/steps/propose-renewals/step.ts';
import { caller } from '../../support/administration-world.ts';
import { batchWorld } from '../../support/batch-world.ts';
import type { BatchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { rosterCsv } from '../../support/request-world.ts';
import type { RosterLine } from '../../support/request-world.ts';
import { StoppedError, tableThatStopsAfter } from '../../support/stopping-table.ts';

let world: BatchWorld;
let roster: readonly RosterLine[];
let revisionId: Awaited<ReturnType<BatchWorld['committed']>>;

beforeEach(async () => {
  world = await batchWorld(await newTable());
  roster = world.roster(5);
  revisionId = await world.committed(roster);
  await world.createBatch();
  world.requests.state.clock = Date.parse('2027-01-01T00:30:00.000Z');
});

const OFFERED = [1, 3, 6, 12] as const;
const officerOf = (officeId: string): Person => ({ ...caller('petugas', 'officer'), officeId });
const run = (change: object = {}, endingIn?: string) =>
  proposeRenewals(endingIn === undefined ? {} : { endingIn: month(endingIn) }, {
    ...world.deps(),
    periodLengths: () => Promise.resolve(OFFERED),
    ...change,
  });
let drafts = 0;
const draft = (by = officerOf('disnaker')) => {
  drafts += 1;
  const { objects } = world.requests;
  const deps = { table: world.state.table, objects, bucket: 'work', randomUUID: () => `draft-${drafts}` };
  return draftRenewal({ params: { revisionId }, caller: by }, deps);
};
const drafted = (): string =>
  world.requests.objects.objects.get(`work/renewals/${revisionId}/draft-${drafts}.csv`)?.toString() ?? '';
const rowsOf = (csv: string) => parse(csv, { bom: true, columns: true }) as Record<string, string>[];

describe('the period after a period', () => {
  it.each<{ first: string; months: Period['months']; next: string; length: number }>([
    { first: '2027-01', months: 1, next: '2027-02', length: 1 },
    { first: '2027-01', months: 6, next: '2027-07', length: 6 },
    { first: '2027-01', months: 12, next: '2028-01', length: 12 },
    // Four months are left of the year: six do not fit.
    { first: '2027-03', months: 6, next: '2027-09', length: 3 },
    { first: '2027-09', months: 3, next: '2027-12', length: 1 },
  ])('of $first for $months months begins with $next and has $length months', ({ first, months, next, length }) => {
    const found = nextPeriod({ firstMonth: month(first), months }, OFFERED);
    expect([found?.firstMonth, found?.months]).toEqual([next, length]);
  });

  it('is none when nothing offered is short enough', () => {
    expect(nextPeriod({ firstMonth: month('2027-09'), months: 3 }, [3])).toBeUndefined();
  });
});

describe('the monthly run', () => {
  it('proposes a renewal with the form filled in, and tells the officer without naming anybody', async () => {
    expect(await run()).toEqual({ endingIn: '2027-01', proposed: 1, known: 0, over: 0 });

    const renewal = await readRenewal(world.state.table, revisionId);
    expect(renewal).toMatchObject({
      officeId: 'disnaker',
      workers: 5,
      header: { period: { firstMonth: '2027-02', months: 1 }, sourceId: 'APBD', wadahId: 'SG' },
      dueDate: '2027-03-15',
    });
    const mail = await readItem(world.state.table, mailKey(`${revisionId}-renewal-petugas-disnaker`), mailSchema);
    expect(mail).toMatchObject({ template: 'renewal-proposed', data: { revisionId } });
    if (renewal === null) throw new Error('no renewal');
    const text = JSON.stringify([renewal, renewalDraft(renewal, 'https://portal.example')]);
    for (const { nik, nama } of roster) {
      expect(text).not.toContain(nik);
      expect(text).not.toContain(nama);
    }
  });

  it('run again, run by two at once or cut off, proposes each once', async () => {
    const table = tableThatStopsAfter(world.state.table, 1);
    await expect(run({ table })).rejects.toBeInstanceOf(StoppedError);
    const counts = await Promise.all([run(), run()]);

    expect(counts.map(({ known }) => known)).toEqual([1, 1]);
    expect((await listRenewals({ query: {}, caller: officerOf('disnaker') }, world.deps())).renewals).toHaveLength(1);
  });

  it('proposes nothing for cover that ends in another month, or when all are on a request already', async () => {
    expect(await run({}, '2027-02')).toMatchObject({ proposed: 0, over: 0 });
    const period = { firstMonth: month('2027-02'), months: 1 as const };
    const next = await world.requests.submit({ number: 2, csv: rosterCsv(roster), header: { period } });
    await world.requests.toReserved(next);

    expect(await run()).toMatchObject({ proposed: 0, over: 1 });
  });
});

describe('the draft roster of a renewal', () => {
  it('holds the sealed rows and is taken as a roster without a change', async () => {
    await run();
    expect(await draft()).toMatchObject({ rows: 5 });

    expect(rowsOf(drafted()).map((row) => row['nik'])).toEqual(roster.map(({ nik }) => nik));
    const period = { firstMonth: month('2027-02'), months: 1 as const };
    const next = await world.requests.submit({ number: 2, csv: drafted(), header: { period } });
    await world.requests.toReserved(next);
    expect((await world.requests.head(next)).summary).toMatchObject({ eligible: 5, badRows: 0, refused: 0 });
  });

  it('leaves out who is excluded or on another request by now, and is refused when nobody is left', async () => {
    await run();
    await world.requests.exclude(roster[0]?.nik ?? '');
    const period = { firstMonth: month('2027-02'), months: 1 as const };
    const next = await world.requests.submit({ number: 2, csv: rosterCsv(roster.slice(1, 3)), header: { period } });
    await world.requests.toReserved(next);
    await draft();
    expect(rowsOf(drafted()).map((row) => row['nik'])).toEqual(roster.slice(3).map(({ nik }) => nik));

    for (const { nik } of roster) await world.requests.exclude(nik);
    await expect(draft()).rejects.toMatchObject({ code: 'nobody-to-renew' });
  });

  it.each(['manifest.json', 'chunks/00001.json'])(
    'is refused as gone when the work bucket keeps %s no longer',
    async (name) => {
      await run();
      const { objects } = world.requests.objects;
      const sealed = [...objects.keys()].filter((key) => key.endsWith(`${revisionId}/${name}`));
      expect(sealed).toHaveLength(1);
      for (const key of sealed) objects.delete(key);

      await expect(draft()).rejects.toMatchObject({ code: 'rows-gone', kind: 'conflict' });
    },
  );

  it('of another office is not found, and neither is the renewal', async () => {
    await run();
    const foreign = officerOf('tebing-tinggi');

    await expect(draft(foreign)).rejects.toMatchObject({ code: 'renewal-not-found', kind: 'not-found' });
    await expect(getRenewal({ params: { revisionId }, caller: foreign }, world.deps())).rejects.toMatchObject({
      code: 'renewal-not-found',
    });
    expect((await listRenewals({ query: {}, caller: foreign }, world.deps())).renewals).toEqual([]);
  });
});
