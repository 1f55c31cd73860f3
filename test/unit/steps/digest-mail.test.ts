import { beforeEach, expect, test } from 'vitest';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import { revisionKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { openNextLevel } from '../../../functions/steps/open-level/step.ts';
import { reviewLevel } from '../../../functions/steps/review-level/step.ts';
import { sendMail } from '../../../functions/steps/send-mail/step.ts';
import { approvalWorld, approvingHead, REVISION } from '../../support/approval-world.ts';
import type { ApprovalWorld } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const HOUR = 3_600_000;
let world: ApprovalWorld;

beforeEach(async () => {
  world = await approvalWorld(await newTable());
});

/** So many requests wait for the same person, reminded once; gives the mails of the reminder's hour. */
async function reminded(count: number) {
  const ids = [REVISION, 'REV00002', 'REV00003', 'REV00004'].slice(0, count).map((id) => revisionIdSchema.parse(id));
  for (const revisionId of ids) {
    const head = approvingHead({ revisionId, header: { ...approvingHead().header, title: `Usulan ${revisionId}` } });
    const { table } = world.deps;
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...revisionKey(revisionId), ...head } }));
    await openNextLevel({ revisionId }, world.deps);
  }
  await sendMail({}, world.deps);
  const before = world.mails.length;
  world.moveClock(24 * HOUR);
  for (const revisionId of ids) await reviewLevel({ revisionId, level: 1 }, world.deps);
  await sendMail({}, world.deps);
  return world.mails.slice(before);
}

test('two open items are reminded of one by one', async () => {
  const mails = await reminded(2);
  expect(mails.map(({ subject }) => subject)).toEqual(Array(2).fill(expect.stringContaining('Pengingat keputusan')));
});

test('of many open items one mail reminds, with a link of its own for each', async () => {
  const mails = await reminded(4);
  expect(mails.map(({ subject }) => subject)).toEqual(['[Lindung] 4 usulan menunggu keputusan Anda']);
  const [mail] = mails;
  expect(new Set(mail?.text.match(/\/approval\/[A-Za-z0-9_-]{43}/g)).size).toBe(4);
  expect(mail?.html.match(/href="[^"]*\/approval\//g)).toHaveLength(8);
  expect(mail?.text).toContain('Usulan REV00003 (5.005 pekerja, Rp84.084.000; paling lambat Senin, 11 Januari 2027');
  expect(await world.outbox()).toEqual([]);
});

test('the next reminder makes a digest again, and a mail service that is down loses none', async () => {
  await reminded(3);
  world.moveClock(24 * HOUR);
  world.state.mailServiceIsDown = true;
  await reviewLevel({ revisionId: REVISION, level: 1 }, world.deps);
  await sendMail({}, world.deps);
  world.state.mailServiceIsDown = false;
  const before = world.mails.length;
  world.moveClock(HOUR);
  await sendMail({}, world.deps);
  expect(world.mails.slice(before).map(({ subject }) => subject)).toEqual([
    '[Lindung] 3 usulan menunggu keputusan Anda',
  ]);
});
