import { beforeEach, describe, expect, test } from 'vitest';
import { rupiah } from '../../../domain/money/money.ts';
import { dryRunPolicy } from '../../../functions/http/dry-run-policy/step.ts';
import { output, query as dryRunQuery } from '../../../functions/http/dry-run-policy/contract.ts';
import { listOffices } from '../../../functions/http/list-offices/step.ts';
import { showPolicy } from '../../../functions/http/show-policy/step.ts';
import { noteBounce } from '../../../functions/steps/note-bounce/step.ts';
import { administrationWorld } from '../../support/administration-world.ts';
import type { AdministrationWorld } from '../../support/administration-world.ts';
import { merantiConfiguration } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

let world: AdministrationWorld;

beforeEach(async () => {
  world = await administrationWorld(await newTable());
});

const AMOUNT = 250_000_000;
const ask = async (query: Record<string, unknown> = {}) =>
  output.parse(await dryRunPolicy({ query: dryRunQuery.parse({ amount: String(AMOUNT), ...query }) }, world.deps));

/** The sample policy whose last level is for Rp100 million and more only, and asks for a PIN. */
function changedPolicy() {
  const { policy } = merantiConfiguration();
  const levels = policy.levels.map((level) =>
    level.id === 'sekda' ? { ...level, amountFrom: rupiah(100_000_000), proof: 'link+pin' as const } : level,
  );
  return { version: 'meranti-2027-2', levels };
}

describe('who would be asked for an amount', () => {
  test('is told level by level, in order, with how many must approve and who is called in', async () => {
    const { levels, policy, repeated, names } = await ask();
    expect(policy).toEqual({ name: 'meranti-2027-1', version: 1 });
    expect(levels.map(({ number, needed, seats }) => [number, needed, seats.map(({ personId }) => personId)])).toEqual([
      [1, 1, ['kabid-hi']],
      [2, 2, ['kadis-naker', 'sekretaris-dinas', 'kabid-anggaran']],
      [3, 1, ['sekda']],
    ]);
    expect(levels[0]).toMatchObject({ escalationTarget: 'asisten-pemerintahan', isEnough: true, unreachable: [] });
    expect(repeated).toEqual([]);
    expect(names['sekda']).toBeTruthy();
  });

  test('follows the ranges of the policy to the rupiah, and one that is only proposed can be tried', async () => {
    const { changeId } = await world.propose({ kind: 'policy', content: changedPolicy() });
    expect((await ask({ changeId, amount: 99_999_999 })).levels).toHaveLength(2);
    const above = await ask({ changeId, amount: 100_000_000 });
    expect(above.levels).toHaveLength(3);
    expect(above.policy).toEqual({ name: 'meranti-2027-2' });
    expect(above.levels[2]?.withoutPin).toEqual(['sekda', 'wakil-bupati']);
    expect((await ask({ amount: 99_999_999 })).levels).toHaveLength(3);
    const office = { officeId: 'disnaker', name: 'Dinas Tenaga Kerja', villages: ['14.10'] };
    const other = await world.propose({ kind: 'office', content: office });
    await expect(ask({ changeId: other.changeId })).rejects.toMatchObject({ code: 'not-a-policy' });
  });

  test('knows who stands in at that time, and whose address does not take mails', async () => {
    const known = merantiConfiguration().people.find(({ personId }) => personId === 'kasi-jamsos');
    await world.change({ kind: 'person', content: { ...known, email: 'bounce@simulator.amazonses.com' } });
    await world.change({
      kind: 'delegation',
      content: {
        fromPersonId: 'kabid-hi',
        toPersonId: 'kasi-jamsos',
        from: '2027-02-01T00:00:00Z',
        until: '2027-03-01T00:00:00Z',
      },
    });
    const bounced = {
      eventType: 'Bounce' as const,
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'bounce@simulator.amazonses.com' }] },
    };
    await noteBounce({ time: '2027-01-04T03:00:00Z', detail: bounced }, world.deps);

    expect((await ask()).levels[0]?.seats).toMatchObject([{ personId: 'kabid-hi' }]);
    const away = await ask({ at: '2027-02-10T09:00:00+07:00' });
    expect(away.at).toBe('2027-02-10T02:00:00.000Z');
    expect(away.levels[0]).toMatchObject({
      seats: [{ personId: 'kasi-jamsos', passedBy: ['kabid-hi'] }],
      unreachable: ['kasi-jamsos'],
    });
  });

  test('names who sits on two levels and will decide on one only', async () => {
    const { policy } = merantiConfiguration();
    const [first, ...rest] = policy.levels;
    if (first === undefined) throw new Error('no level');
    const twice = { version: 'dua-kali', levels: [{ ...first, approvers: ['sekda'] }, ...rest] };
    const { changeId } = await world.propose({ kind: 'policy', content: twice });
    expect((await ask({ changeId })).repeated).toEqual(['sekda']);
  });

  test.each(['-1', '0.5', 'banyak', '1e400'])('an amount of %s is no amount', (amount) => {
    expect(dryRunQuery.safeParse({ amount }).success).toBe(false);
  });
});

describe('what stands in force', () => {
  test('the policy with its version and the names of its people', async () => {
    expect(await showPolicy({ query: {} }, world.deps)).toMatchObject({
      version: 1,
      inForce: 1,
      policy: merantiConfiguration().policy,
      names: { sekda: expect.any(String) as string },
    });
    await world.change({ kind: 'policy', content: changedPolicy() });
    world.moveClock(60_000);
    const now = await showPolicy({ query: {} }, world.deps);
    expect(now).toMatchObject({ version: 2, inForce: 2, policy: { version: 'meranti-2027-2' } });
    const earlier = await showPolicy({ query: { version: 1 } }, world.deps);
    expect(earlier).toMatchObject({ version: 1, inForce: 2, policy: merantiConfiguration().policy });
    await expect(showPolicy({ query: { version: 3 } }, world.deps)).rejects.toMatchObject({ code: 'no-such-version' });
  });

  test('the offices with every place that they can name', async () => {
    const { offices, kecamatan, villages, regency } = await listOffices({}, world.deps);
    expect(offices.map(({ officeId }) => officeId)).toContain('disnaker');
    expect([regency.code, kecamatan.length, villages.length]).toEqual(['14.10', 9, 101]);
  });
});
