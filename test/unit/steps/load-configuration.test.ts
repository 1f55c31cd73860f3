import { beforeEach, describe, expect, it } from 'vitest';
import type { Configuration } from '../../../domain/configuration/configuration.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { readEvents } from '../../../functions/adapters/dynamodb/audit-log.ts';
import { openConfigurationStore } from '../../../functions/adapters/dynamodb/configuration-store.ts';
import { allocationKey, configurationKey, personKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { movement, readAllocation, verifyLedger } from '../../../functions/adapters/dynamodb/ledger.ts';
import { openPersonStore } from '../../../functions/adapters/dynamodb/person-store.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { loadConfiguration } from '../../../functions/steps/load-configuration/step.ts';
import { merantiConfiguration, person } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { failingTable } from '../../support/failing-table.ts';

let table: Table;
const meranti = merantiConfiguration();
const now = () => new Date('2026-12-01T00:00:00.000Z');
const load = (change: Partial<Configuration> = {}, into = table) =>
  loadConfiguration({ documents: { ...meranti, ...change } }, { table: into, now });
const JKK = 'APBD-2027-JKK';
const withJkk = (amount: number): Partial<Configuration> => ({
  allocations: meranti.allocations.map((one) =>
    one.sourceId === 'APBD' && one.programme === 'JKK' ? { ...one, amount: rupiah(amount) } : one,
  ),
});

async function eventsOf(pk: string): Promise<string[]> {
  const types: string[] = [];
  for await (const event of readEvents(table, pk)) types.push(event.type);
  return types;
}

beforeEach(async () => {
  table = await newTable();
});

describe('loading the configuration', () => {
  it('stores every document, person and allocation, with the money explained by the journal', async () => {
    const loaded = await load();
    expect(loaded.documents.every(({ version, changed }) => version === 1 && changed)).toBe(true);
    const store = openConfigurationStore(table);
    expect((await store.current('policy')).document).toEqual(meranti.policy);
    expect((await store.version('tariffs', 1)).document).toEqual(meranti.tariffs);
    expect(await openPersonStore(table).personOfAccount('bendahara')).toMatchObject({ roles: ['finance'] });
    expect(await readAllocation(table, JKK)).toMatchObject({ allocated: 3_000_000_000, available: 3_000_000_000 });
    expect((await verifyLedger(table, JKK)).differences).toEqual([]);
  });

  it('changes nothing the second time', async () => {
    await load();
    const again = await load();
    expect(again.documents.some(({ changed }) => changed)).toBe(false);
    expect([again.people.changed, again.allocations.changed]).toEqual([0, 0]);
    expect(await eventsOf(configurationKey('policy').pk)).toEqual(['configuration-loaded']);
  });

  it('refuses documents that contradict each other and stores none of them', async () => {
    const people = meranti.people.filter((one) => one.personId !== 'sekda');
    await expect(load({ people })).rejects.toThrow(/policy/);
    await expect(openConfigurationStore(table).current('people')).rejects.toThrow('never loaded');
  });

  it('makes a new version of a document that differs and keeps the old one', async () => {
    await load();
    const calendar = { ...meranti.calendar, openWorkingDaysBefore: 9 };
    const loaded = await load({ calendar });
    expect(loaded.documents.filter(({ changed }) => changed)).toEqual([
      { name: 'calendar', version: 2, changed: true },
    ]);
    const store = openConfigurationStore(table);
    expect((await store.current('calendar')).document.openWorkingDaysBefore).toBe(9);
    expect((await store.version('calendar', 1)).document).toEqual(meranti.calendar);
  });

  it('takes the account and role from a person who is no longer listed, and keeps the record', async () => {
    await load();
    await load({ people: meranti.people.filter((one) => one.personId !== 'staf-bpkad') });
    expect(await openPersonStore(table).personOfAccount('staf-bpkad')).toBeNull();
    expect(await openPersonStore(table).person(person('staf-bpkad'))).toMatchObject({ roles: [] });
    expect(await eventsOf(personKey(person('staf-bpkad')).pk)).toEqual(['person-loaded', 'person-loaded']);
  });

  it('refuses an address that belongs to another person, even one who is no longer listed', async () => {
    await load();
    const people = meranti.people
      .filter((one) => one.personId !== 'staf-bpkad')
      .map((one) => (one.personId === 'sekda' ? { ...one, email: 'Staf-BPKAD@example.test' } : one));
    await expect(load({ people })).rejects.toThrow('sekda belongs to another person');
    expect(await openPersonStore(table).person(person('sekda'))).toMatchObject({ email: 'sekda@example.test' });
  });

  it('moves an address that its holder has let go', async () => {
    await load();
    const renamed = (personId: string, email: string) => (one: (typeof meranti.people)[number]) =>
      one.personId === personId ? { ...one, email } : one;
    const first = meranti.people.map(renamed('sekda', 'baru@example.test'));
    await load({ people: first });
    await load({ people: first.map(renamed('bendahara', 'sekda@example.test')) });
    expect(await openPersonStore(table).person(person('bendahara'))).toMatchObject({ email: 'sekda@example.test' });
  });
});

describe('an allocation whose amount changes', () => {
  it('gets the difference from outside, or gives it back', async () => {
    await load();
    await load(withJkk(3_500_000_000));
    expect(await readAllocation(table, JKK)).toMatchObject({ allocated: 3_500_000_000, available: 3_500_000_000 });
    await load(withJkk(1_000_000_000));
    expect(await readAllocation(table, JKK)).toMatchObject({ allocated: 1_000_000_000, available: 1_000_000_000 });
    expect(await verifyLedger(table, JKK)).toMatchObject({ entries: 3, differences: [] });
    expect((await eventsOf(allocationKey(JKK).pk)).length).toBe(3);
  });

  it('cannot shrink below what is reserved', async () => {
    await load();
    const at = now().toISOString();
    const reserve = { allocationId: JKK, from: 'available', to: 'reserved', journalId: 'r', at, by: 'test' } as const;
    await transact(table, movement(table, { ...reserve, amount: rupiah(2_000_000_000) }));
    await expect(load(withJkk(1_999_999_999))).rejects.toThrow('cannot shrink');
    await load(withJkk(2_000_000_000));
    expect(await readAllocation(table, JKK)).toMatchObject({ available: 0, reserved: 2_000_000_000 });
  });
});

describe('a load that crashes', () => {
  it.each([1, 5, 18, 20, 30, 34])('at write %i is finished by the next', async (at) => {
    await expect(load({}, failingTable(table, { at, when: 'after' }))).rejects.toThrow('crash');
    await load();
    expect((await load()).documents.some(({ changed }) => changed)).toBe(false);
    for (const { sourceId, programme } of meranti.allocations) {
      expect((await verifyLedger(table, `${sourceId}-2027-${programme}`)).differences).toEqual([]);
    }
  });
});
