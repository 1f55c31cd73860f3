import { beforeEach, describe, expect, test } from 'vitest';
import { listChanges } from '../../../functions/http/list-changes/step.ts';
import { decideApproval } from '../../../functions/http/decide-approval/step.ts';
import { rejectChange } from '../../../functions/http/reject-change/step.ts';
import { showApproval } from '../../../functions/http/show-approval/step.ts';
import { htmlAnswer } from '../../../functions/pages/answer.ts';
import { openNextLevel } from '../../../functions/steps/open-level/step.ts';
import { sendMail } from '../../../functions/steps/send-mail/step.ts';
import { administrationWorld, caller } from '../../support/administration-world.ts';
import type { AdministrationWorld } from '../../support/administration-world.ts';
import { REVISION, WORKERS } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

let world: AdministrationWorld;
let secret: string;

beforeEach(async () => {
  world = await administrationWorld(await newTable());
  await openNextLevel({ revisionId: REVISION }, world.deps);
  secret = await world.secretOf('kabid-hi');
  world.mails.length = 0;
});

const call = (body = '') => ({
  method: body === '' ? 'GET' : 'POST',
  secret,
  query: { lang: undefined },
  contentType: 'application/x-www-form-urlencoded',
  body,
});
const page = async () => {
  const { statusCode, body = '' } = htmlAnswer(await showApproval(call(), world.deps));
  return { status: statusCode, nonce: /name="nonce" value="([^"]+)"/.exec(body)?.[1] ?? '' };
};
/** On the approver's own page. Gives the change's id. */
const askForAbsence = async () => {
  const { nonce } = await page();
  const days = { absentFrom: '2027-01-05', absentUntil: '2027-01-08' };
  const wish = { nonce, workers: String(WORKERS), decision: 'absence', delegateTo: 'kasi-jamsos', ...days };
  await decideApproval(call(new URLSearchParams(wish).toString()), world.deps);
  return (await listChanges({ query: {} }, world.deps)).changes[0]?.changeId ?? '';
};
const reject = (changeId: string) =>
  rejectChange(
    { params: { changeId }, body: { reason: 'kasi juga cuti pekan itu' }, caller: caller('admin-disnaker') },
    world.deps,
  );
const told = async () => {
  await sendMail({}, world.deps);
  const mails = world.mails.map(({ to, subject }) => `${to.split('@')[0] ?? ''}: ${subject.replace('[Lindung] ', '')}`);
  const text = world.mails.at(-1)?.text ?? '';
  world.mails.length = 0;
  return { mails, text };
};

describe('an absence asked for on the approver’s page', () => {
  const WAITS = 'Perubahan menunggu pengesahan: pengganti selama berhalangan';

  test('is brought before every administrator, once, with who, for whom and which days', async () => {
    await askForAbsence();
    await askForAbsence();
    const { mails, text } = await told();
    expect(mails).toEqual([`admin-diskominfo: ${WAITS}`, `admin-disnaker: ${WAITS}`]);
    expect(text).toContain('Sejak: Selasa, 5 Januari 2027 pukul 00.00.00 WIB');
    expect(text).toContain('Sampai: Jumat, 8 Januari 2027 pukul 23.59.59 WIB');
  });

  test('and rejected is told to who asked, once, with the reason; the link stays good', async () => {
    const changeId = await askForAbsence();
    await told();
    await reject(changeId);
    await reject(changeId);
    const { mails, text } = await told();
    expect(mails).toEqual(['kabid-hi: Permintaan pengganti ditolak']);
    expect(text).toContain('Alasan: kasi juga cuti pekan itu');
    expect(world.state.nudges).toBeGreaterThan(0);
    expect((await page()).status).toBe(200);
  });

  test('and confirmed is told to who asked', async () => {
    const changeId = await askForAbsence();
    await told();
    await world.confirm(changeId);
    expect((await told()).mails).toEqual(['kabid-hi: Pengganti Anda disahkan']);
  });

  test('answered before its mails could be sent asks no administrator any more', async () => {
    const changeId = await askForAbsence();
    await reject(changeId);
    expect((await told()).mails).toEqual(['kabid-hi: Permintaan pengganti ditolak']);
  });
});

const DAYS = { from: '2027-01-04T17:00:00Z', until: '2027-01-08T17:00:00Z' };

describe('a change that an administrator proposes', () => {
  test('is told to the other administrator only, without its content', async () => {
    await world.propose({ kind: 'pin', content: { personId: 'kabid-hi', pin: '482913' } });
    const { mails, text } = await told();
    expect(mails).toEqual(['admin-disnaker: Perubahan menunggu pengesahan: PIN penyetuju']);
    expect(text).not.toContain('482913');
  });

  test('and another rejects troubles no approver, also when it is about one', async () => {
    const days = { from: '2027-01-05T00:00:00Z', until: '2027-01-08T00:00:00Z' };
    const content = { fromPersonId: 'kabid-hi', toPersonId: 'kasi-jamsos', ...days };
    const { changeId } = await world.propose({ kind: 'delegation', content });
    await told();
    await reject(changeId);
    expect((await told()).mails).toEqual([]);
  });

  test('and confirmed is told to the approver for whom it was set unasked, once, with who, for whom and which days', async () => {
    const content = { fromPersonId: 'kabid-hi', toPersonId: 'kasi-jamsos', ...DAYS };
    const { changeId } = await world.propose({ kind: 'delegation', content });
    await told();
    await world.confirm(changeId);
    await world.confirm(changeId);
    const { mails, text } = await told();
    expect(mails).toEqual(['kabid-hi: Pengganti bagi Anda ditetapkan']);
    expect(text).toContain('Pengganti: Kepala Seksi Jaminan Sosial');
    expect(text).toContain('Sejak: Selasa, 5 Januari 2027 pukul 00.00.00 WIB');
    expect(text).toContain('Ditetapkan oleh: Administrator Diskominfo');
  });
});
