import { beforeEach, describe, expect, test } from 'vitest';
import { openConfigurationStore } from '../../../functions/adapters/dynamodb/configuration-store.ts';
import { readLevel } from '../../../functions/adapters/dynamodb/level-store.ts';
import { settleOpenLevels } from '../../../functions/adapters/dynamodb/settle-level.ts';
import { decideApproval } from '../../../functions/http/decide-approval/step.ts';
import { getRequest } from '../../../functions/http/get-request/step.ts';
import { listChanges } from '../../../functions/http/list-changes/step.ts';
import { listDelegations } from '../../../functions/http/list-delegations/step.ts';
import { listFreezes } from '../../../functions/http/list-freezes/step.ts';
import { listPeople } from '../../../functions/http/list-people/step.ts';
import { listRoles } from '../../../functions/http/list-roles/step.ts';
import { reassign } from '../../../functions/http/reassign-seat/step.ts';
import { showApproval } from '../../../functions/http/show-approval/step.ts';
import { htmlAnswer } from '../../../functions/pages/answer.ts';
import { loadDocument } from '../../../functions/steps/load-configuration/load-document.ts';
import { noteBounce } from '../../../functions/steps/note-bounce/step.ts';
import { openNextLevel } from '../../../functions/steps/open-level/step.ts';
import { reviewLevel } from '../../../functions/steps/review-level/step.ts';
import { sendMail } from '../../../functions/steps/send-mail/step.ts';
import { administrationWorld, caller } from '../../support/administration-world.ts';
import type { AdministrationWorld } from '../../support/administration-world.ts';
import { merantiConfiguration, person, REVISION, START, WORKERS } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const FORM = 'application/x-www-form-urlencoded';
const FIRST_END = '2027-01-11T02:00:00.000Z';
const DAY = 86_400_000;
let world: AdministrationWorld;

beforeEach(async () => {
  world = await administrationWorld(await newTable());
});

const days = (count: number) => new Date(Date.parse(START) + count * DAY).toISOString();
const open = () => openNextLevel({ revisionId: REVISION }, world.deps);
const level = async (number = 1) => {
  const found = await readLevel(world.deps.table, { revisionId: REVISION, level: number });
  if (found === null) throw new Error(`no level ${number}`);
  return found;
};
const call = (secret: string, body?: Record<string, string>) => ({
  method: body === undefined ? 'GET' : 'POST',
  secret,
  query: { lang: 'en' as const },
  contentType: body === undefined ? '' : FORM,
  body: new URLSearchParams(body).toString(),
});
const page = async (secret: string) => {
  const answer = await showApproval(call(secret), world.deps);
  return { status: answer.status, text: htmlAnswer(answer).body ?? '' };
};
const nonceOf = (text: string) => /name="nonce" value="([^"]+)"/.exec(text)?.[1] ?? '';
const post = async (secret: string, fields: Record<string, string>) => {
  const answer = await decideApproval(call(secret, { workers: String(WORKERS), ...fields }), world.deps);
  return { status: answer.status, text: htmlAnswer(answer).body ?? '' };
};
const decide = async (secret: string, fields: Record<string, string>) =>
  post(secret, { nonce: nonceOf((await page(secret)).text), ...fields });
const away = (change: Record<string, unknown> = {}) => ({
  kind: 'delegation',
  content: { fromPersonId: 'kabid-hi', toPersonId: 'kasi-jamsos', from: days(0), until: days(30), ...change },
});

test('who may do what is told with offices by name and without anybody’s address', async () => {
  const told = await listRoles({}, world.deps);
  expect(told.people.find(({ personId }) => personId === 'petugas-disnaker')).toEqual({
    personId: 'petugas-disnaker',
    name: 'Petugas Disnaker',
    roles: ['officer'],
    office: { officeId: 'disnaker', name: 'Dinas Tenaga Kerja dan Transmigrasi' },
    hasAccount: true,
  });
  expect(told.people.find(({ personId }) => personId === 'kabid-hi')).toMatchObject({ hasAccount: false });
  const addresses = (await listPeople({}, world.deps)).people.map(({ email }) => email);
  expect(addresses.filter((address) => JSON.stringify(told).includes(address))).toEqual([]);
});

describe('a change', () => {
  const office = { officeId: 'disnaker', name: 'Dinas Tenaga Kerja', villages: ['14.10'] };

  test('waits with before and after, and has no effect until another administrator confirms it', async () => {
    const { changeId } = await world.propose({ kind: 'office', content: office });
    const [pending] = (await listChanges({ query: {} }, world.deps)).changes;
    expect(pending).toMatchObject({
      changeId,
      kind: 'office',
      status: 'pending',
      proposedBy: 'admin-diskominfo',
      about: { id: 'disnaker' },
      before: { officeId: 'disnaker', name: 'Dinas Tenaga Kerja dan Transmigrasi' },
      after: office,
    });
    const regency = () => openConfigurationStore(world.deps.table).current('regency');
    expect((await regency()).version).toBe(1);

    await expect(world.confirm(changeId, 'admin-diskominfo')).rejects.toMatchObject({ code: 'own-change' });
    expect((await regency()).version).toBe(1);

    await world.confirm(changeId);
    const now = await regency();
    expect(now.version).toBe(2);
    expect(now.document.offices).toContainEqual(office);
    expect((await world.eventsOf('CONFIG#regency')).at(-1)).toMatchObject({
      type: 'office-changed',
      by: 'admin-disnaker',
      data: { changeId, proposedBy: 'admin-diskominfo', after: office },
    });
  });

  test('confirmed fifty times at once, it happens once', async () => {
    const { changeId } = await world.propose({ kind: 'office', content: office });
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => world.confirm(changeId)));
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect((await openConfigurationStore(world.deps.table).current('regency')).version).toBe(2);
    const events = await world.eventsOf('CONFIG#regency');
    expect(events.filter(({ type }) => type === 'office-changed')).toHaveLength(1);
  });

  test('is refused when what it was made on has changed meanwhile', async () => {
    const first = await world.propose({ kind: 'office', content: office });
    await world.change({ kind: 'office', content: { ...office, name: 'Disnaker' } });
    await expect(world.confirm(first.changeId)).rejects.toMatchObject({ code: 'stale-change', kind: 'conflict' });
  });

  test('that changes nothing or that nobody knows is refused', async () => {
    const { policy } = merantiConfiguration();
    await expect(world.propose({ kind: 'policy', content: policy })).rejects.toMatchObject({ code: 'nothing-changes' });
    await expect(world.confirm('000000000000')).rejects.toMatchObject({ code: 'change-not-found', kind: 'not-found' });
  });

  test('stays when the same files are loaded again', async () => {
    const configuration = merantiConfiguration();
    await world.change({ kind: 'office', content: office });
    const again = await loadDocument(
      { table: world.deps.table, at: days(1) },
      { name: 'regency', content: configuration.regency },
    );
    expect(again).toEqual({ version: 2, changed: false });
  });
});

describe('the policy', () => {
  test('becomes a new version for requests sent from then on, and one with a gap in its ranges is refused', async () => {
    const { policy } = merantiConfiguration();
    const [first, ...rest] = policy.levels;
    if (first === undefined) throw new Error('no level');
    const gap = { ...policy, levels: [{ ...first, amountFrom: 5 }] };
    await expect(async () => world.propose({ kind: 'policy', content: gap })).rejects.toThrow(/ranges leave a gap/);
    const stranger = { ...policy, levels: [{ ...first, approvers: ['nobody-known'] }, ...rest] };
    await expect(world.propose({ kind: 'policy', content: stranger })).rejects.toMatchObject({
      code: 'unusable-configuration',
      text: { en: expect.stringContaining('there is no person nobody-known') as string },
    });
    const next = { ...policy, version: 'meranti-2027-2', levels: [{ ...first, expireAfterHours: 200 }, ...rest] };
    await world.change({ kind: 'policy', content: next });
    const store = openConfigurationStore(world.deps.table);
    expect((await store.current('policy')).document).toEqual(next);
    expect((await store.version('policy', 1)).document).toEqual(policy);
  });
});

describe('a person', () => {
  test('gets mails under the new address, the old one is told, and the trail holds neither', async () => {
    const known = merantiConfiguration().people.find(({ personId }) => personId === 'kabid-hi');
    await world.change({ kind: 'person', content: { ...known, email: 'kabid-baru@example.test' } });
    await open();
    await sendMail({}, world.deps);
    const told = world.mails.filter(({ to }) => to === 'kabid-hi@example.test');
    expect(told.map(({ subject }) => subject)).toEqual(['[Lindung] Alamat surel Anda diganti']);
    expect(told[0]?.text).not.toContain('kabid-baru@');
    expect(world.mails.some(({ to, text }) => to === 'kabid-baru@example.test' && text.includes('/approval/'))).toBe(
      true,
    );
    const events = await world.eventsOf('CONFIG#people');
    expect(events.at(-1)).toMatchObject({ type: 'person-changed', data: { after: { addressChanged: true } } });
    expect(JSON.stringify(events)).not.toContain('@');
  });

  test('may not take an address that another person has', async () => {
    const known = merantiConfiguration().people.find(({ personId }) => personId === 'kabid-hi');
    const taken = { ...known, email: 'sekda@example.test' };
    await expect(world.propose({ kind: 'person', content: taken })).rejects.toMatchObject({
      code: 'unusable-configuration',
    });
  });
});

describe('a dated delegation', () => {
  test('set and confirmed moves what waits: the old link decides nothing, the new one does, both names in the trail', async () => {
    await open();
    const old = await world.secretOf('kabid-hi');
    expect(await world.change(away())).toMatchObject({ status: 'confirmed', moved: 1 });
    expect((await level()).seats[0]).toMatchObject({ personId: 'kasi-jamsos', passedBy: ['kabid-hi'] });
    expect((await page(old)).status).toBe(410);
    expect((await decide(await world.secretOf('kasi-jamsos'), { decision: 'approve' })).status).toBe(200);
    expect((await level()).status).toBe('approved');
    expect((await world.events()).find(({ type }) => type === 'level-delegated')).toMatchObject({
      by: 'admin-disnaker',
      data: { from: 'kabid-hi', to: 'kasi-jamsos', dated: true },
    });
    expect((await world.eventsOf('PERSON#kabid-hi')).at(-1)).toMatchObject({ type: 'delegation-changed' });
  });

  test('counts when a level opens from its exact start until just before its end', async () => {
    await world.change(away({ from: days(1), until: days(2) }));
    const holderAt = async (instant: string) => {
      const other = await administrationWorld(await newTable());
      await other.change(away({ from: days(1), until: days(2) }));
      other.setClock(instant);
      await openNextLevel({ revisionId: REVISION }, other.deps);
      const opened = await readLevel(other.deps.table, { revisionId: REVISION, level: 1 });
      return opened?.seats[0]?.personId;
    };
    const before = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
    expect(await holderAt(before(days(1)))).toBe('kabid-hi');
    expect(await holderAt(days(1))).toBe('kasi-jamsos');
    expect(await holderAt(before(days(2)))).toBe('kasi-jamsos');
    expect(await holderAt(days(2))).toBe('kabid-hi');
  });

  test('that begins while a level waits moves its seat once, and a repetition changes nothing', async () => {
    await open();
    expect(await world.change(away({ from: days(1) }))).toMatchObject({ moved: 0 });
    const settle = (count: number) =>
      settleOpenLevels(world.deps.table, { at: days(count), by: 'repair' }).then(({ changed }) => changed);
    expect(await settle(0.5)).toBe(0);
    expect(await settle(1)).toBe(1);
    expect(await settle(1)).toBe(0);
    expect((await level()).seats[0]?.personId).toBe('kasi-jamsos');
    expect((await listDelegations({}, world.deps)).delegations).toHaveLength(1);
  });

  test('asked for on the approver’s own page takes effect when an administrator confirms it', async () => {
    await open();
    const secret = await world.secretOf('kabid-hi');
    const wish = {
      decision: 'absence',
      delegateTo: 'kasi-jamsos',
      absentFrom: '2027-01-04',
      absentUntil: '2027-01-06',
    };
    expect((await decide(secret, { ...wish, absentUntil: '2027-01-03' })).status).toBe(400);
    expect((await decide(secret, { ...wish, delegateTo: 'sekda' })).status).toBe(400);
    expect((await decide(secret, wish)).text).toContain('Your absence is noted');
    await decide(secret, wish);
    const { changes } = await listChanges({ query: {} }, world.deps);
    expect(changes).toHaveLength(1);
    // Whole days of the regency's clock, seven hours ahead.
    expect(changes[0]).toMatchObject({
      proposedBy: 'kabid-hi',
      after: [{ toPersonId: 'kasi-jamsos', from: '2027-01-03T17:00:00.000Z', until: '2027-01-06T17:00:00.000Z' }],
    });
    expect((await level()).seats[0]?.personId).toBe('kabid-hi');
    await world.confirm(changes[0]?.changeId ?? '');
    expect((await level()).seats[0]?.personId).toBe('kasi-jamsos');
  });

  test('to oneself, to somebody who is no approver, backwards or over already is refused', async () => {
    await expect(world.propose(away({ toPersonId: 'kabid-hi' }))).rejects.toMatchObject({ code: 'same-person' });
    await expect(world.propose(away({ toPersonId: 'bendahara' }))).rejects.toMatchObject({ code: 'not-an-approver' });
    await expect(world.propose(away({ until: days(0) }))).rejects.toMatchObject({ code: 'ends-before-it-starts' });
    const over = { from: days(-3), until: days(-2) };
    await expect(world.propose(away(over))).rejects.toMatchObject({ code: 'too-late' });
  });
});

describe('reassigning', () => {
  const to = (toPersonId: string, fromPersonId = 'kabid-hi') =>
    reassign(
      {
        params: { requestId: world.requestId },
        body: {
          fromPersonId: person(fromPersonId),
          toPersonId: person(toPersonId),
          reason: 'sakit sampai akhir bulan',
        },
        caller: caller('admin-disnaker'),
      },
      world.deps,
    );

  test('gives a silent seat to another approver, with the reason in the trail', async () => {
    await open();
    const old = await world.secretOf('kabid-hi');
    expect(await to('kasi-jamsos')).toMatchObject({ level: 1, from: 'kabid-hi', to: 'kasi-jamsos' });
    expect((await page(old)).status).toBe(410);
    expect((await page(await world.secretOf('kasi-jamsos'))).status).toBe(200);
    expect((await world.events()).at(-1)).toMatchObject({
      type: 'level-reassigned',
      by: 'admin-disnaker',
      data: { from: 'kabid-hi', to: 'kasi-jamsos', reason: 'sakit sampai akhir bulan' },
    });
  });

  test('is refused without an open level, from somebody without a seat, and to somebody who is no approver', async () => {
    await expect(to('kasi-jamsos')).rejects.toMatchObject({ code: 'level-not-open', kind: 'conflict' });
    await open();
    await expect(to('kasi-jamsos', 'sekda')).rejects.toMatchObject({ code: 'not-an-approver', kind: 'conflict' });
    await expect(to('petugas-disnaker')).rejects.toMatchObject({ code: 'not-an-approver', kind: 'invalid' });
  });

  test('fifty at once, with votes between them, leave one holder or one vote', async () => {
    await open();
    const secret = await world.secretOf('kabid-hi');
    const nonce = nonceOf((await page(secret)).text);
    await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        index % 2 === 0 ? to('kasi-jamsos') : post(secret, { nonce, decision: 'approve' }),
      ),
    );
    const turns = (await world.eventTypes()).filter((type) => type === 'level-voted' || type === 'level-reassigned');
    expect(turns).toHaveLength(1);
  });
});

describe('a freeze', () => {
  const freeze = (from: string, until: string) => ({
    kind: 'freeze',
    content: { from, until, reason: { id: 'Tutup buku', en: 'Year-end close' } },
  });

  test('entered ahead moves every time of an open level, once', async () => {
    await open();
    await world.change(freeze(days(1), days(3)));
    const moved = await level();
    expect(moved).toMatchObject({ reminders: [days(3), days(4)], escalateAt: days(5), expireAt: days(9) });
    await reviewLevel({ revisionId: REVISION, level: 1 }, world.deps);
    await settleOpenLevels(world.deps.table, { at: days(0), by: 'repair' });
    expect(await level()).toEqual(moved);
    expect((await world.eventTypes()).filter((type) => type === 'level-frozen')).toHaveLength(1);
    expect((await listFreezes({}, world.deps)).freezes).toMatchObject([{ from: days(1), until: days(3) }]);
  });

  test('a post in it stores nothing and says until when; at its end the vote counts', async () => {
    await open();
    const secret = await world.secretOf('kabid-hi');
    await world.change(freeze(days(1), days(2)));
    world.setClock(new Date(Date.parse(days(1)) - 1).toISOString());
    const nonce = nonceOf((await page(secret)).text);
    world.setClock(days(1));
    const before = await world.everything();
    const answer = await post(secret, { nonce, decision: 'reject', reason: 'terlambat' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Wednesday, 6 January 2027');
    expect(await world.everything()).toEqual(before);
    world.setClock(days(2));
    expect((await decide(secret, { decision: 'approve' })).status).toBe(200);
    expect((await level()).status).toBe('approved');
  });

  test('a level that expires by the old time only is still open, and a level opened before or in it gets its time', async () => {
    await open();
    await world.change(freeze(days(6), days(8)));
    world.setClock(FIRST_END);
    expect(await reviewLevel({ revisionId: REVISION, level: 1 }, world.deps)).toMatchObject({ outcome: 'open' });
    expect((await level()).expireAt).toBe(days(9));
    const late = await administrationWorld(await newTable());
    await late.change(freeze(days(1), days(3)));
    late.setClock(days(2));
    await openNextLevel({ revisionId: REVISION }, late.deps);
    const opened = await readLevel(late.deps.table, { revisionId: REVISION, level: 1 });
    expect(opened).toMatchObject({ version: 1, openedAt: days(2), expireAt: days(10) });
  });

  test('begun already, confirmed too late, backwards or overlapping another is refused', async () => {
    await expect(world.propose(freeze(days(-1), days(1)))).rejects.toMatchObject({ code: 'already-begun' });
    await expect(world.propose(freeze(days(2), days(1)))).rejects.toMatchObject({ code: 'ends-before-it-starts' });
    const { changeId } = await world.propose(freeze(days(1), days(2)));
    await world.change(freeze(days(4), days(6)));
    await expect(world.propose(freeze(days(5), days(7)))).rejects.toMatchObject({ code: 'overlaps' });
    world.setClock(days(1));
    await expect(world.confirm(changeId)).rejects.toMatchObject({ code: 'already-begun' });
  });
});

describe('a PIN', () => {
  const pinned = async () => {
    const configuration = merantiConfiguration();
    const levels = configuration.policy.levels.map((one) => ({ ...one, proof: 'link+pin' as const }));
    const strict = { ...configuration, policy: { ...configuration.policy, levels } };
    world = await administrationWorld(await newTable(), strict);
    await open();
    return world.secretOf('kabid-hi');
  };
  const agree = (pin = '482913') => world.change({ kind: 'pin', content: { personId: 'kabid-hi', pin } });

  test('is needed beside the link, and stands nowhere but hashed', async () => {
    const secret = await pinned();
    expect((await page(secret)).text).toContain('none was agreed with you yet');
    expect(await agree()).toMatchObject({ before: { pin: 'none' }, after: { pin: 'ready' } });
    expect((await page(secret)).text).toContain('name="pin"');
    expect((await decide(secret, { decision: 'approve' })).status).toBe(403);
    expect((await decide(secret, { decision: 'approve', pin: '482913' })).status).toBe(200);
    expect((await level()).status).toBe('approved');
    expect(JSON.stringify(await world.everything())).not.toContain('482913');
    expect(JSON.stringify(await listChanges({ query: {} }, world.deps))).not.toMatch(/hash|salt/);
  });

  test('is locked after three wrong tries, however many come at once, until another one is agreed', async () => {
    const secret = await pinned();
    await agree();
    const nonce = nonceOf((await page(secret)).text);
    const guesses = Array.from({ length: 8 }, (_, index) =>
      post(secret, { nonce, decision: 'approve', pin: `00000${index}` }),
    );
    expect(new Set((await Promise.all(guesses)).map(({ status }) => status))).toEqual(new Set([403]));
    expect((await post(secret, { nonce, decision: 'approve', pin: '482913' })).text).toContain('locked');
    expect((await level()).status).toBe('open');
    await agree('771204');
    expect((await decide(secret, { decision: 'approve', pin: '771204' })).status).toBe(200);
  });

  test('a right one gives the tries back', async () => {
    const secret = await pinned();
    await agree();
    for (let round = 0; round < 2; round += 1) {
      for (const pin of ['111111', '222222']) {
        expect((await decide(secret, { decision: 'approve', pin })).status).toBe(403);
      }
      const wish = {
        decision: 'absence',
        delegateTo: 'kasi-jamsos',
        absentFrom: '2027-01-05',
        absentUntil: '2027-01-06',
      };
      expect((await decide(secret, { ...wish, pin: '482913' })).status).toBe(200);
    }
  });
});

describe('an address that does not take mails', () => {
  const returned = (emailAddress: string, bounceType = 'Permanent') =>
    noteBounce(
      {
        time: '2027-01-04T03:00:00Z',
        detail: { eventType: 'Bounce', bounce: { bounceType, bouncedRecipients: [{ emailAddress }] } },
      },
      world.deps,
    );
  const unreachable = async () => {
    const officer = { ...caller('petugas-disnaker', 'officer'), officeId: 'disnaker' };
    return (await getRequest({ params: { requestId: world.requestId }, caller: officer }, world.deps)).unreachable;
  };
  const troubled = async () =>
    (await listPeople({}, world.deps)).people.filter(({ mailTrouble }) => mailTrouble !== undefined);
  const known = merantiConfiguration().people.find(({ personId }) => personId === 'kabid-hi');
  /** Takes the address as the API does, so that it is known by its owner. */
  const take = (email: string) => world.change({ kind: 'person', content: { ...known, email } });

  test('is shown to the officer of a waiting request and to administrators, until it is changed', async () => {
    await take('bounce@simulator.amazonses.com');
    await open();
    expect(await returned('Kabid <Bounce@simulator.amazonses.com>')).toEqual({ marked: 1 });
    const trouble = { kind: 'bounce', at: '2027-01-04T03:00:00.000Z' };
    expect(await unreachable()).toEqual([{ personId: 'kabid-hi', ...trouble }]);
    expect(await troubled()).toMatchObject([{ personId: 'kabid-hi', mailTrouble: trouble }]);
    expect((await world.head()).status).toBe('approving');
    await take('kabid-baru@example.test');
    expect(await unreachable()).toEqual([]);
    expect(await troubled()).toEqual([]);
  });

  test('is not one whose mailbox is only full, and an address that nobody has any more is nobody’s', async () => {
    await take('kabid-baru@example.test');
    expect(await returned('kabid-baru@example.test', 'Transient')).toEqual({ marked: 0 });
    expect(await returned('kabid-hi@example.test')).toEqual({ marked: 0 });
    expect(await troubled()).toEqual([]);
  });

  test('is one whose owner complained', async () => {
    await take('kabid-baru@example.test');
    const complaint = { complainedRecipients: [{ emailAddress: 'kabid-baru@example.test' }] };
    await noteBounce({ time: '2027-01-04T03:00:00Z', detail: { eventType: 'Complaint', complaint } }, world.deps);
    expect(await troubled()).toMatchObject([{ mailTrouble: { kind: 'complaint' } }]);
  });
});
