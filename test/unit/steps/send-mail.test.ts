import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { personKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { findLink, secretHash } from '../../../functions/adapters/dynamodb/link-store.ts';
import { readMail } from '../../../functions/adapters/dynamodb/mail-store.ts';
import { outboxMail } from '../../../functions/adapters/dynamodb/outbox.ts';
import { ConditionFailedError, transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { endRevision } from '../../../functions/adapters/dynamodb/end-revision.ts';
import { openNextLevel } from '../../../functions/steps/open-level/step.ts';
import { sendMail } from '../../../functions/steps/send-mail/step.ts';
import { approvalWorld, person, REVISION, START } from '../../support/approval-world.ts';
import type { ApprovalWorld } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

let world: ApprovalWorld;

beforeEach(async () => {
  world = await approvalWorld(await newTable());
});

const send = (change: Partial<ApprovalWorld['deps']> = {}) => sendMail({}, { ...world.deps, ...change });
const outcomeMail = (mailId: string, personId = 'petugas-disnaker') =>
  outboxMail(world.deps.table, {
    mailId,
    personId: person(personId),
    template: 'request-outcome',
    data: { revisionId: REVISION },
    at: START,
  });
const store = (...mailIds: string[]) =>
  transact(
    world.deps.table,
    mailIds.map((mailId) => outcomeMail(mailId)),
  );

describe('the outbox', () => {
  test('a mail is sent once, to the address of the record, and leaves the outbox', async () => {
    await store('one');
    expect(await send()).toEqual({ sent: 1, skipped: 0, delayed: 0, more: false });
    expect(await send()).toEqual({ sent: 0, skipped: 0, delayed: 0, more: false });
    expect(world.mails.map((mail) => mail.to)).toEqual(['petugas-disnaker@example.test']);
    const mail = await readMail(world.deps.table, 'one');
    expect(mail).toMatchObject({ sentAt: START });
    expect(mail?.dueBy).toBeUndefined();
  });

  test('the same turn of events written twice is one mail', async () => {
    await store('one');
    await expect(store('one')).rejects.toThrow(ConditionFailedError);
    expect(await world.outbox()).toHaveLength(1);
  });

  test('a mail stands in the outbox with a time by which repair looks after it', async () => {
    await store('one');
    expect(await readMail(world.deps.table, 'one')).toMatchObject({ duePk: 'DUE', dueBy: '2027-01-04T02:02:00.000Z' });
  });

  test('a mail service that fails for hours loses no mail, and is tried ever more rarely', async () => {
    await store('one');
    world.state.mailServiceIsDown = true;
    const tries: number[] = [];
    for (let minute = 0; minute < 8 * 60; minute += 1) {
      if ((await send()).delayed === 1) tries.push(minute);
      world.moveClock(60_000);
    }
    expect(tries).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243, 303, 363, 423]);
    world.state.mailServiceIsDown = false;
    world.moveClock(3_600_000);
    expect(await send()).toMatchObject({ sent: 1 });
    expect(world.mails).toHaveLength(1);
  });

  test('a failing mail does not hold up the others', async () => {
    await store('a', 'b', 'c');
    let count = 0;
    const flaky: typeof world.deps.send = (message) => {
      count += 1;
      return count === 1 ? Promise.reject(new Error('refused')) : world.deps.send(message);
    };
    expect(await send({ send: flaky })).toMatchObject({ sent: 2, delayed: 1 });
    expect((await world.outbox()).map((mail) => mail.tries)).toEqual([1]);
  });

  test('after five failures in a row it leaves the rest alone', async () => {
    await store('a', 'b', 'c', 'd', 'e', 'f', 'g');
    world.state.mailServiceIsDown = true;
    expect(await send()).toMatchObject({ sent: 0, delayed: 5 });
    expect((await world.outbox()).filter((mail) => mail.tries === 0)).toHaveLength(2);
  });

  test('a crash after the mail service took the mail sends it again rather than never', async () => {
    await store('one');
    const crash = () => Promise.reject(new Error('the function was stopped'));
    const marked = {
      ...world.deps.table,
      client: Object.create(world.deps.table.client) as typeof world.deps.table.client,
    };
    Object.assign(marked.client, {
      send: (command: object) =>
        'UpdateExpression' in (command as { input: object }).input
          ? crash()
          : world.deps.table.client.send(command as never),
    });
    await send({ table: marked }).catch(() => undefined);
    await send();
    expect(world.mails).toHaveLength(2);
  });

  test('it keeps the rate, stops before its time is over and wakes itself for the rest', async () => {
    await store('a', 'b', 'c', 'd');
    const pauses: number[] = [];
    const pause = (ms: number) => {
      pauses.push(ms);
      world.moveClock(ms);
      return Promise.resolve();
    };
    const before = world.state.nudges;
    expect(await send({ pause, ratePerSecond: 2, workMs: 1500 })).toEqual({
      sent: 3,
      skipped: 0,
      delayed: 0,
      more: true,
    });
    expect(pauses).toEqual([500, 500, 500]);
    expect(world.state.nudges).toBe(before + 1);
    expect(await send({ pause })).toMatchObject({ sent: 1, more: false });
  });

  test('what sending takes is part of the pause, so that the configured rate is reached and never passed', async () => {
    await store('a', 'b', 'c', 'd');
    const durations = [300, 700, 500];
    const pauses: number[] = [];
    const slow: typeof world.deps.send = (message) => {
      world.moveClock(durations.shift() ?? 0);
      return world.deps.send(message);
    };
    const pause = (ms: number) => {
      pauses.push(ms);
      world.moveClock(ms);
      return Promise.resolve();
    };
    expect(await send({ send: slow, pause, ratePerSecond: 2 })).toMatchObject({ sent: 4 });
    expect(pauses).toEqual([200, 500]);
  });

  test('mails that come in while it runs are sent in the same run', async () => {
    await store('a');
    let stored = false;
    const pause = async () => {
      if (!stored) await store('later');
      stored = true;
    };
    expect(await send({ pause })).toMatchObject({ sent: 2 });
  });

  test('a mail to somebody who is gone is skipped', async () => {
    await transact(world.deps.table, [outcomeMail('one', 'nobody')]);
    expect(await send()).toMatchObject({ sent: 0, skipped: 1 });
    expect(await world.outbox()).toEqual([]);
  });
});

describe('links in mails', () => {
  test('each mail carries its own secret of 256 bits; the table holds only its hash, bound to revision, level and person', async () => {
    await openNextLevel({ revisionId: REVISION }, world.deps);
    const secret = await world.secretOf('kabid-hi');
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(await findLink(world.deps.table, secret)).toMatchObject({
      revisionId: REVISION,
      level: 1,
      seatId: 's1',
      personId: 'kabid-hi',
    });
    const stored = await world.everything();
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect(JSON.stringify(stored)).toContain(secretHash(secret));
  });

  test('a request mail that could not be sent in time is dropped once the level is closed', async () => {
    await openNextLevel({ revisionId: REVISION }, world.deps);
    const outcome = { code: 'withdrawn', id: 'Ditarik', en: 'Withdrawn' };
    const now = world.deps.now();
    await endRevision(world.deps.table, {
      revisionId: REVISION,
      to: 'withdrawn',
      outcome,
      by: 'petugas-disnaker',
      now,
    });
    expect(await send()).toMatchObject({ sent: 1, skipped: 1 });
    expect(world.mails.map((mail) => mail.to)).toEqual(['petugas-disnaker@example.test']);
  });

  test('a person whose language is English reads English first, and a title cannot add header lines', async () => {
    const { table } = world.deps;
    const kabid = await world.deps.people.person(person('kabid-hi'));
    await table.client.send(
      new PutCommand({ TableName: table.name, Item: { ...personKey(person('kabid-hi')), ...kabid, language: 'en' } }),
    );
    await openNextLevel({ revisionId: REVISION }, world.deps);
    await send();
    expect(world.mails[0]?.subject).toBe('[Lindung] Decision needed: Pekerja rentan Januari');
    expect(world.mails[0]?.text.startsWith('A premium request awaits your decision')).toBe(true);
    expect(world.mails[0]?.text).toContain('Sebuah usulan iuran menunggu keputusan Anda');
  });
});
