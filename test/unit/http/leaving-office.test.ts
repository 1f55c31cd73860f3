import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { openConfigurationStore } from '../../../functions/adapters/dynamodb/configuration-store.ts';
import { readDelegations } from '../../../functions/adapters/dynamodb/absence-store.ts';
import { accountKey, emailKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { openPersonStore } from '../../../functions/adapters/dynamodb/person-store.ts';
import { listPeople } from '../../../functions/http/list-people/step.ts';
import { listRoles } from '../../../functions/http/list-roles/step.ts';
import { reassign } from '../../../functions/http/reassign-seat/step.ts';
import { showApproval } from '../../../functions/http/show-approval/step.ts';
import { showDuties } from '../../../functions/http/show-duties/step.ts';
import { htmlAnswer } from '../../../functions/pages/answer.ts';
import { retirePerson } from '../../../functions/steps/load-configuration/load-person.ts';
import { openNextLevel } from '../../../functions/steps/open-level/step.ts';
import { sendMail } from '../../../functions/steps/send-mail/step.ts';
import { administrationWorld, caller } from '../../support/administration-world.ts';
import type { AdministrationWorld } from '../../support/administration-world.ts';
import { merantiConfiguration, person, REVISION, START } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const TODAY = START.slice(0, 10);
const TOMORROW = new Date(Date.parse(START) + 86_400_000).toISOString().slice(0, 10);
const KABID = person('kabid-hi');
let world: AdministrationWorld;

beforeEach(async () => {
  world = await administrationWorld(await newTable());
  const { client, name: TableName } = world.deps.table;
  for (const { personId, email, account } of merantiConfiguration().people) {
    const keys = [emailKey(email), ...(account === undefined ? [] : [accountKey(account)])];
    for (const key of keys) await client.send(new PutCommand({ TableName, Item: { ...key, personId } }));
  }
});

const people = () => openPersonStore(world.deps.table);
const leaving = (personId: string, leftOn = TODAY) => {
  const known = merantiConfiguration().people.find((one) => one.personId === personId);
  return { kind: 'person', content: { ...known, leftOn } };
};
/** The policy with somebody else in the place of a person. */
const without = (personId: string, other: string) => ({
  kind: 'policy',
  content: {
    version: 'sesudahnya',
    levels: merantiConfiguration().policy.levels.map((level) => ({
      ...level,
      approvers: level.approvers.map((one) => (one === personId ? other : one)),
      mayDelegateTo: (level.mayDelegateTo ?? []).filter((one) => one !== other && one !== personId),
    })),
  },
});
const standIn = (fromPersonId: string, toPersonId: string) => ({
  kind: 'delegation',
  content: { fromPersonId, toPersonId, from: START, until: '2027-03-01T00:00:00.000Z' },
});

describe('somebody who has left', () => {
  test('loses sign-in, role and office in the transaction that tells it, and keeps the name', async () => {
    const account = 'petugas-disnaker';
    expect((await people().personOfAccount(account))?.roles).toEqual(['officer']);
    await world.change(leaving('petugas-disnaker'));

    expect(await people().personOfAccount(account)).toBeNull();
    const record = await people().person(person('petugas-disnaker'));
    expect(record).toMatchObject({ name: 'Petugas Disnaker', roles: [], leftOn: TODAY });
    expect(record).not.toHaveProperty('officeId');
    expect((await world.eventsOf('CONFIG#people')).at(-1)).toMatchObject({
      type: 'person-changed',
      by: 'admin-disnaker',
      data: { proposedBy: 'admin-diskominfo', after: { personId: 'petugas-disnaker', leftOn: TODAY } },
    });
    const listed = (await listPeople({}, world.deps)).people.find(({ personId }) => personId === 'petugas-disnaker');
    expect(listed).toMatchObject({ name: 'Petugas Disnaker', leftOn: TODAY });
    const told = (await listRoles({}, world.deps)).people.find(({ personId }) => personId === 'petugas-disnaker');
    expect(told).toMatchObject({ hasAccount: false, leftOn: TODAY });
  });

  test('is known only from the day itself, whoever proposed it earlier', async () => {
    const { changeId } = await world.propose(leaving('petugas-disnaker', TOMORROW));
    await expect(world.confirm(changeId)).rejects.toMatchObject({ code: 'not-yet', kind: 'conflict' });
    expect(await people().personOfAccount('petugas-disnaker')).not.toBeNull();
    // Midnight in WIB is 17:00 UTC of the day before.
    world.setClock(`${TODAY}T17:00:00.000Z`);
    await world.confirm(changeId);
    expect(await people().personOfAccount('petugas-disnaker')).toBeNull();
  });

  test('gives the address to the successor, and comes back only under one that is free', async () => {
    await world.change(leaving('petugas-disnaker'));
    const { leftOn: _leftOn, ...before } = leaving('petugas-disnaker').content;
    await world.change({ kind: 'person', content: { ...before, personId: 'penerus', account: 'penerus' } });
    expect((await people().personOfAccount('penerus'))?.email).toBe('petugas-disnaker@example.test');
    await expect(world.propose({ kind: 'person', content: before })).rejects.toMatchObject({
      code: 'unusable-configuration',
    });
    await world.change({ kind: 'person', content: { ...before, email: 'kembali@example.test' } });
    expect(await people().personOfAccount('petugas-disnaker')).toMatchObject({ roles: ['officer'] });
    expect(await people().person(person('petugas-disnaker'))).not.toHaveProperty('leftOn');
  });

  test('leaves alone the successor’s address when other files are loaded', async () => {
    await world.change(leaving('petugas-disnaker'));
    expect(await retirePerson({ table: world.deps.table, at: START }, person('petugas-disnaker'))).toBe(false);
  });

  test('cannot be the last administrator but one, because changes need two', async () => {
    await expect(world.propose(leaving('admin-disnaker'))).rejects.toMatchObject({ code: 'too-few-administrators' });
  });
});

describe('an approver who leaves', () => {
  test('is refused while the policy names them, with the levels told, and afterwards is asked nothing', async () => {
    expect((await showDuties({ params: { personId: KABID } }, world.deps)).policyLevels).toEqual([
      expect.objectContaining({ levelId: 'bidang', as: ['approver'], isOnly: true }),
    ]);
    await expect(world.propose(leaving('kabid-hi'))).rejects.toMatchObject({
      code: 'still-in-policy',
      field: 'body.content.leftOn',
      text: { en: expect.stringContaining('Head of Industrial Relations') as string },
    });
    await openNextLevel({ revisionId: REVISION }, world.deps);
    const secret = await world.secretOf('kabid-hi');
    await world.change(without('kabid-hi', 'kasi-jamsos'));
    expect(await showDuties({ params: { personId: KABID } }, world.deps)).toMatchObject({
      policyLevels: [],
      openLevels: [{ requestId: world.requestId, levelTitle: { id: 'Kepala Bidang Hubungan Industrial' } }],
    });

    await world.change(leaving('kabid-hi'));
    const answer = await showApproval(
      { method: 'GET', secret, query: { lang: 'en' as const }, contentType: '', body: '' },
      world.deps,
    );
    expect(answer.status).toBe(403);
    expect(htmlAnswer(answer).body).toContain('no longer in office');
    // The request keeps the policy it was sent under: its seat waits, silent, for an administrator.
    const { openLevels } = await showDuties({ params: { personId: KABID } }, world.deps);
    expect(openLevels).toHaveLength(1);
    const give = (toPersonId: string) =>
      reassign(
        {
          params: { requestId: world.requestId },
          body: { fromPersonId: KABID, toPersonId: person(toPersonId), reason: 'Pensiun' },
          caller: caller('admin-disnaker'),
        },
        world.deps,
      );
    await give('kasi-jamsos');
    expect((await showDuties({ params: { personId: KABID } }, world.deps)).openLevels).toEqual([]);
    await expect(give('kabid-hi')).rejects.toMatchObject({ code: 'not-an-approver' });
  });

  test('gets no mail of what still waits, not even one that was in the outbox', async () => {
    await world.change(without('kabid-hi', 'kasi-jamsos'));
    await openNextLevel({ revisionId: REVISION }, world.deps);
    await world.change(leaving('kabid-hi'));
    await sendMail({}, world.deps);
    expect(world.mails.filter(({ to }) => to === 'kabid-hi@example.test')).toEqual([]);
  });

  test('stands in for nobody any more, and the trail tells for whom', async () => {
    await world.change(without('kabid-hi', 'kasi-jamsos'));
    await world.change(standIn('sekda', 'kabid-hi'));
    expect((await showDuties({ params: { personId: KABID } }, world.deps)).standsInFor).toMatchObject([
      { personId: 'sekda', until: '2027-03-01T00:00:00.000Z' },
    ]);
    await world.change(leaving('kabid-hi'));
    expect(await readDelegations(world.deps.table, START)).toEqual([]);
    expect((await world.eventsOf('CONFIG#people')).at(-1)).toMatchObject({
      data: { after: { endedStandIns: [{ fromPersonId: 'sekda' }] } },
    });
    await expect(world.propose(standIn('sekda', 'kabid-hi'))).rejects.toMatchObject({ code: 'not-an-approver' });
  });

  test('and a policy that names them, confirmed at the same moment, never stand together', async () => {
    await world.change(without('kabid-hi', 'kasi-jamsos'));
    const left = await world.propose(leaving('kabid-hi'));
    const named = await world.propose({
      kind: 'policy',
      content: { ...merantiConfiguration().policy, version: 'lagi' },
    });
    const outcomes = await Promise.allSettled([world.confirm(left.changeId), world.confirm(named.changeId)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    // Read together, as every change is judged: a policy with somebody who has left could not be read.
    await listPeople({}, world.deps);
    expect((await openConfigurationStore(world.deps.table).current('policy')).document.version).not.toBe('');
  });
});
