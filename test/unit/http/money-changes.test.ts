import { beforeEach, describe, expect, it } from 'vitest';
import { rupiah } from '../../../domain/money/money.ts';
import { month } from '../../../domain/period/period.ts';
import { priceMonth } from '../../../domain/tariff/price.ts';
import type { PriceQuestion } from '../../../domain/tariff/price.ts';
import { openConfigurationStore } from '../../../functions/adapters/dynamodb/configuration-store.ts';
import { movement, readAllocation, readJournal, verifyLedger } from '../../../functions/adapters/dynamodb/ledger.ts';
import { transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { loadConfiguration } from '../../../functions/steps/load-configuration/step.ts';
import { administrationWorld } from '../../support/administration-world.ts';
import type { AdministrationWorld } from '../../support/administration-world.ts';
import { merantiConfiguration, START } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { StoppedError, tableThatStopsAfter } from '../../support/stopping-table.ts';

const JKK = 'DBH-SAWIT-2027-JKK';
let world: AdministrationWorld;

beforeEach(async () => {
  world = await administrationWorld(await newTable());
  await load();
});

const load = () =>
  loadConfiguration(
    { documents: { ...merantiConfiguration() } },
    { table: world.deps.table, now: () => new Date(START) },
  );
const configured = merantiConfiguration().allocations.find(
  (one) => one.sourceId === 'DBH-SAWIT' && one.fiscalYear === 2027 && one.programme === 'JKK',
);
if (configured === undefined) throw new Error(`the sample has no ${JKK}`);
const to = (amount: number, change: Record<string, unknown> = {}) => ({
  kind: 'allocation',
  content: { ...configured, amount, basedOn: 'Perda 7/2027 tentang Perubahan APBD', ...change },
});
const allocation = async (id = JKK) => {
  const found = await readAllocation(world.deps.table, id);
  if (found === null) throw new Error(`no ${id}`);
  return found;
};
const reserve = (amount: number) =>
  transact(
    world.deps.table,
    movement(world.deps.table, {
      journalId: `REV00009:reserve:${amount}`,
      allocationId: JKK,
      from: 'available',
      to: 'reserved',
      amount: rupiah(amount),
      at: START,
      by: 'test',
    }),
  );
const isSound = async (id = JKK) => expect((await verifyLedger(world.deps.table, id)).differences).toEqual([]);

describe('a change of an allocation', () => {
  it('raised by two administrators, comes from outside as a movement of the journal', async () => {
    const before = await allocation();
    const { changeId, about } = await world.propose(to(before.allocated + 500_000));
    expect(about).toEqual({ id: JKK, paper: 'Perda 7/2027 tentang Perubahan APBD' });
    await world.confirm(changeId);

    const after = await allocation();
    expect(after.allocated).toBe(before.allocated + 500_000);
    expect(after.available).toBe(before.available + 500_000);
    const entries = await Array.fromAsync(readJournal(world.deps.table, JKK));
    expect(entries).toContainEqual(
      expect.objectContaining({ from: 'outside', to: 'available', amount: 500_000, by: 'admin-disnaker' }),
    );
    expect((await world.eventsOf(`ALLOCATION#${JKK}`)).at(-1)).toMatchObject({
      type: 'allocation-changed',
      data: { proposedBy: 'admin-diskominfo', after: { basedOn: 'Perda 7/2027 tentang Perubahan APBD' } },
    });
    await isSound();
  });

  it('lowered, goes back outside, down to what is spoken for and no further', async () => {
    const { allocated } = await allocation();
    await reserve(300_000);
    await expect(world.propose(to(299_999))).rejects.toMatchObject({
      code: 'allocation-spoken-for',
      text: { en: expect.stringContaining('at least Rp300.000') as string },
    });
    await world.change(to(300_000));

    expect(await allocation()).toMatchObject({ allocated: 300_000, available: 0, reserved: 300_000 });
    const entries = await Array.fromAsync(readJournal(world.deps.table, JKK));
    expect(entries).toContainEqual(
      expect.objectContaining({ from: 'available', to: 'outside', amount: allocated - 300_000 }),
    );
    await isSound();
  });

  it('is refused at its confirmation when a request has taken the money meanwhile', async () => {
    const { changeId } = await world.propose(to(100_000));
    await reserve(100_001);

    await expect(world.confirm(changeId)).rejects.toMatchObject({ code: 'allocation-spoken-for', kind: 'conflict' });
    expect((await allocation()).reserved).toBe(100_001);
    await isSound();
  });

  it('takes effect only by the hand of a second administrator, and once however often that one presses', async () => {
    const { allocated } = await allocation();
    const { changeId } = await world.propose(to(allocated + 1_000));
    await expect(world.confirm(changeId, 'admin-diskominfo')).rejects.toMatchObject({ code: 'own-change' });
    expect((await allocation()).allocated).toBe(allocated);

    await Promise.allSettled(Array.from({ length: 20 }, () => world.confirm(changeId)));

    expect((await allocation()).allocated).toBe(allocated + 1_000);
    await isSound();
  });

  it('racing with reservations, neither loses a rupiah nor lets a balance fall below nothing', async () => {
    await world.change(to(1_000));
    const { changeId } = await world.propose(to(500));
    const results = await Promise.allSettled([reserve(400), reserve(300), reserve(200), world.confirm(changeId)]);

    const { allocated, available, reserved } = await allocation();
    expect(available + reserved).toBe(allocated);
    expect(available).toBeGreaterThanOrEqual(0);
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    await isSound();
  });

  it('cut off after its write and confirmed again, is the same change', async () => {
    const { allocated } = await allocation();
    const { changeId } = await world.propose(to(allocated + 700));
    const whole = world.deps.table;
    world.deps.table = tableThatStopsAfter(whole, 1);
    await expect(world.confirm(changeId)).rejects.toBeInstanceOf(StoppedError);
    world.deps.table = whole;
    await world.confirm(changeId);

    expect((await allocation()).allocated).toBe(allocated + 700);
    await isSound();
  });

  it('opens an allocation that did not exist, and refuses one of an unknown source by name', async () => {
    await world.change(to(9_000, { fiscalYear: 2031 }));
    expect(await allocation('DBH-SAWIT-2031-JKK')).toMatchObject({ allocated: 9_000, available: 9_000 });
    await isSound('DBH-SAWIT-2031-JKK');

    await expect(world.propose(to(9_000, { sourceId: 'HIBAH' }))).rejects.toMatchObject({
      code: 'unusable-configuration',
      text: { en: expect.stringContaining('there is no funding source HIBAH') as string },
    });
  });

  it('stays when the same files are loaded again', async () => {
    await world.change(to(123_000));
    await load();

    expect((await allocation()).allocated).toBe(123_000);
    await isSound();
  });

  it.each([1_000.5, -1, 2 ** 53])('of %d rupiah is none', (amount) => {
    expect(() => world.propose(to(amount))).toThrow(/amount/);
  });
});

describe('a figure that is not certain', () => {
  const figure = (id: string, document = 'tariffs') => ({
    kind: 'figure',
    content: { document, id, paper: 'Lampiran II PP 44/2015, dicocokkan 3 Januari 2027' },
  });
  const current = () => openConfigurationStore(world.deps.table);
  const priceNow = async (change: Partial<PriceQuestion>, at = '2027-01') => {
    const [tariffs, sources] = await Promise.all([current().current('tariffs'), current().current('fundingSources')]);
    const fundingSource = sources.document.find(({ sourceId }) => sourceId === 'CSR');
    if (fundingSource === undefined) throw new Error('no CSR');
    const question = { sector: 'lainnya' as const, basis: 'smallest' as const, fundingSource };
    return priceMonth({
      programmes: ['JKK'],
      tariffs: tariffs.document,
      ...question,
      ...change,
      month: month(at),
    })[0];
  };
  const secondBand = { basis: 'by-income' as const, income: 1_100_000 };

  it('prices nothing until two administrators have confirmed it with its paper', async () => {
    await expect(priceNow(secondBand)).rejects.toMatchObject({ code: 'tariff-not-confirmed' });
    const { changeId } = await world.propose(figure('bpu-basis-02'));
    await expect(priceNow(secondBand)).rejects.toMatchObject({ code: 'tariff-not-confirmed' });
    await world.confirm(changeId);

    expect(await priceNow(secondBand)).toMatchObject({ amount: 12_000, bandId: 'bpu-basis-02' });
    const { version, document } = await current().current('tariffs');
    expect(version).toBe(2);
    expect(document.bands[1]?.confirmedBy).toMatchObject({ personId: 'admin-disnaker', on: START.slice(0, 10) });
    expect((await world.eventsOf('CONFIG#tariffs')).at(-1)).toMatchObject({
      type: 'figure-changed',
      data: { proposedBy: 'admin-diskominfo', after: { id: 'bpu-basis-02' } },
    });
  });

  it('of a funding source lets its money have the discount', async () => {
    expect(await priceNow({}, '2026-12')).toMatchObject({ amount: 10_000, withheldBecause: 'source-not-confirmed' });
    await world.change(figure('CSR', 'fundingSources'));

    expect(await priceNow({}, '2026-12')).toMatchObject({ amount: 5_000 });
  });

  it('confirmed together with another one, both stand', async () => {
    const [first, second] = await Promise.all([
      world.propose(figure('bpu-basis-02')),
      world.propose(figure('bpu-basis-03')),
    ]);
    await Promise.all([world.confirm(first.changeId), world.confirm(second.changeId)]);

    const { document } = await current().current('tariffs');
    expect(document.bands.slice(1, 3).map(({ confirmedBy }) => confirmedBy !== undefined)).toEqual([true, true]);
  });

  it.each([
    ['bpu-jkm', 'it is certain already'],
    ['bpu-basis-99', 'there is none'],
  ])('%s is refused with the list of those that wait: %s', async (id) => {
    await expect(world.propose(figure(id))).rejects.toMatchObject({
      code: 'figure-not-uncertain',
      text: { en: expect.stringContaining('bpu-basis-02, bpu-basis-03') as string },
    });
  });
});

describe('the payment calendar', () => {
  it('takes a declared holiday by two administrators', async () => {
    const { calendar } = merantiConfiguration();
    const holiday = { date: '2027-03-15', name: 'Cuti bersama', source: 'SKB tiga menteri', certainty: 'certain' };
    await world.change({ kind: 'calendar', content: { ...calendar, holidays: [...calendar.holidays, holiday] } });

    const { version, document } = await openConfigurationStore(world.deps.table).current('calendar');
    expect(version).toBe(2);
    expect(document.holidays).toContainEqual(holiday);
  });
});
