import { beforeEach, describe, expect, test } from 'vitest';
import { openConfigurationStore } from '../../../functions/adapters/dynamodb/configuration-store.ts';
import { listChanges } from '../../../functions/http/list-changes/step.ts';
import { rejectChange } from '../../../functions/http/reject-change/step.ts';
import { withdrawChange } from '../../../functions/http/withdraw-change/step.ts';
import { administrationWorld, caller } from '../../support/administration-world.ts';
import type { AdministrationWorld } from '../../support/administration-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const OFFICE = { officeId: 'disnaker', name: 'Dinas Tenaga Kerja', villages: ['14.10'] };
let world: AdministrationWorld;

beforeEach(async () => {
  world = await administrationWorld(await newTable());
});

const propose = () => world.propose({ kind: 'office', content: OFFICE });
const ending = (changeId: string, by: string) => ({
  params: { changeId },
  body: { reason: 'nama kantor belum berubah' },
  caller: caller(by),
});
const reject = (changeId: string, by = 'admin-disnaker') => rejectChange(ending(changeId, by), world.deps);
const withdraw = (changeId: string, by = 'admin-diskominfo') => withdrawChange(ending(changeId, by), world.deps);
const versionOf = async () => (await openConfigurationStore(world.deps.table).current('regency')).version;

describe('a change that waits', () => {
  test('can be rejected by another administrator with a reason; then nobody can confirm it', async () => {
    const { changeId } = await propose();
    expect(await reject(changeId)).toMatchObject({
      status: 'rejected',
      droppedBy: 'admin-disnaker',
      reason: 'nama kantor belum berubah',
    });
    await expect(world.confirm(changeId)).rejects.toMatchObject({ code: 'change-rejected', kind: 'conflict' });
    await expect(withdraw(changeId)).rejects.toMatchObject({ code: 'change-rejected', kind: 'conflict' });
    expect(await versionOf()).toBe(1);
    expect((await world.eventsOf(`CHANGE#${changeId}`)).map(({ type, by }) => [type, by])).toEqual([
      ['change-proposed', 'admin-diskominfo'],
      ['change-rejected', 'admin-disnaker'],
    ]);
  });

  test('can be withdrawn by who proposed it, and by nobody else', async () => {
    const { changeId } = await propose();
    await expect(withdraw(changeId, 'admin-disnaker')).rejects.toMatchObject({ code: 'not-own-change' });
    await expect(reject(changeId, 'admin-diskominfo')).rejects.toMatchObject({ code: 'own-change' });
    expect(await withdraw(changeId)).toMatchObject({ status: 'withdrawn', droppedBy: 'admin-diskominfo' });
    await expect(world.confirm(changeId)).rejects.toMatchObject({ code: 'change-withdrawn', kind: 'conflict' });
    expect(await versionOf()).toBe(1);
  });

  test('dropped twice is dropped once, and one that is in force cannot be dropped', async () => {
    const { changeId } = await propose();
    const first = await reject(changeId);
    world.moveClock(60_000);
    expect(await reject(changeId)).toEqual(first);
    expect(await world.eventsOf(`CHANGE#${changeId}`)).toHaveLength(2);

    const confirmed = await propose();
    await world.confirm(confirmed.changeId);
    await expect(reject(confirmed.changeId)).rejects.toMatchObject({ code: 'change-confirmed', kind: 'conflict' });
    await expect(reject('000000000000')).rejects.toMatchObject({ code: 'change-not-found', kind: 'not-found' });
  });

  test('confirmed, rejected and withdrawn fifty times at once, it ends in one way only', async () => {
    const { changeId } = await propose();
    const acts: (() => Promise<unknown>)[] = [
      () => world.confirm(changeId),
      () => reject(changeId),
      () => withdraw(changeId),
    ];
    const calls = Array.from({ length: 17 }, () => acts.map((act) => act())).flat();
    const answers = await Promise.allSettled<unknown>(calls);
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    const [change] = (await listChanges({ query: {} }, world.deps)).changes;
    expect(await versionOf()).toBe(change?.status === 'confirmed' ? 2 : 1);
    const chains = [...(await world.eventsOf(`CHANGE#${changeId}`)), ...(await world.eventsOf('CONFIG#regency'))];
    const ends = ['change-rejected', 'change-withdrawn', 'office-changed'];
    expect(chains.filter(({ type }) => ends.includes(type))).toHaveLength(1);
  });
});

describe('the list of changes', () => {
  test('tells of each that waits who may confirm it, and finds those that wait among the others', async () => {
    const waiting = await propose();
    for (let round = 0; round < 2; round += 1) {
      world.moveClock(1000);
      await withdraw((await propose()).changeId);
    }
    const all = await listChanges({ query: {} }, world.deps);
    expect(all.changes.map(({ status }) => status)).toEqual(['withdrawn', 'withdrawn', 'pending']);
    const pending = await listChanges({ query: { status: 'pending' } }, world.deps);
    expect(pending.changes).toMatchObject([{ changeId: waiting.changeId, mayConfirm: ['admin-disnaker'] }]);
    expect(all.changes.flatMap(({ status, mayConfirm }) => (status === 'pending' ? [] : mayConfirm))).toEqual([]);
    expect(pending.names['admin-disnaker']).toBeTruthy();
  });
});
