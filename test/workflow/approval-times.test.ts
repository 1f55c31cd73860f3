import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { confirmChange } from '../../functions/http/confirm-change/step.ts';
import { body as proposeBody } from '../../functions/http/propose-change/contract.ts';
import { proposeChange } from '../../functions/http/propose-change/step.ts';
import { reassign } from '../../functions/http/reassign-seat/step.ts';
import { logger } from '../../functions/runtime/telemetry.ts';
import { reviewLevel } from '../../functions/steps/review-level/step.ts';
import { caller } from '../support/administration-world.ts';
import { approvalStory, approvers, levelPolicy, seatHolders } from '../support/approval-story.ts';
import type { ApprovalStory, StoryOptions } from '../support/approval-story.ts';
import { person } from '../support/approval-world.ts';
import { newTable } from '../support/dynamodb-local.ts';
import { synthesizedMachines } from '../support/synthesized.ts';
import { SUBMITTED_AT } from '../support/request-world.ts';

/** Codes of the warnings that alarms count. */
const rung: unknown[] = [];

beforeAll(async () => {
  // Synthesized once for all stories: that can take longer than a test may.
  await synthesizedMachines();
});
beforeEach(() => {
  rung.length = 0;
  vi.spyOn(logger, 'warn').mockImplementation((...[, fields]) => {
    rung.push(typeof fields === 'object' ? Reflect.get(fields, 'code') : undefined);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const SECOND = 1 / 3600;
const hour = (count: number) => new Date(Date.parse(SUBMITTED_AT) + count * 3_600_000).toISOString();
/** One level by one approver, who is reminded after 24 and 48 hours; escalated at 72, ended at 168. */
const sent = async (options: StoryOptions = {}): Promise<ApprovalStory> => {
  const story = await approvalStory(await newTable(), { levels: [levelPolicy()], ...options });
  await story.submit();
  return story;
};
const change = async (story: ApprovalStory, wish: unknown) => {
  const body = proposeBody.parse(wish);
  const { changeId } = await proposeChange({ body, caller: caller('admin-disnaker') }, story.deps());
  await confirmChange({ params: { changeId }, caller: caller('admin-diskominfo') }, story.deps());
};
const away = (from: number, until: number) => ({
  kind: 'delegation',
  content: { fromPersonId: 'kabid-hi', toPersonId: 'kasi-jamsos', from: hour(from), until: hour(until) },
});

const SILENT = [
  '0 kabid-hi Mohon keputusan',
  '24 kabid-hi Pengingat keputusan',
  '48 kabid-hi Pengingat keputusan',
  '72 asisten-pemerintahan Eskalasi keputusan',
  '168 petugas-disnaker Usulan berakhir tanpa keputusan',
];

describe('silence', () => {
  test('brings reminders at the policy’s times, the escalation, and the end once, with everything given back', async () => {
    const story = await sent();
    await story.pass(168 - SECOND);
    expect((await story.head()).status).toBe('approving');
    await story.pass(SECOND);
    expect(await story.head()).toMatchObject({ status: 'expired', outcome: { code: 'level-expired' } });
    expect(story.execution().status).toBe('SUCCEEDED');
    expect(story.told()).toEqual(SILENT);
    expect(await story.world.allocation('APBD-2027-JKK')).toMatchObject({ reserved: 0 });
    expect(rung).toEqual(['LEVEL_EXPIRED']);
    await story.pass(1000);
    expect(story.told()).toEqual(SILENT);
    // Its months are free: the same workers can be asked for again.
    await story.submit();
    expect((await story.head()).summary).toMatchObject({ eligible: 3 });
  });

  test('comes to the same when every function is called twice', async () => {
    const story = await sent({ twice: true });
    await story.pass(200);
    expect(story.told()).toEqual(SILENT);
    expect((await story.events()).filter((type) => type.startsWith('level-'))).toEqual([
      'level-opened',
      'level-reminded',
      'level-reminded',
      'level-escalated',
      'level-expired',
    ]);
  });

  test('a timer that asks too early, between any two turns, changes nothing', async () => {
    const story = await sent();
    for (let asked = 0; asked < 200; asked += 7) {
      const { revisionId, status } = await story.head();
      const before = await story.levels();
      if (status === 'approving') await reviewLevel({ revisionId, level: 1 }, story.deps());
      expect(await story.levels()).toEqual(before);
      await story.pass(7);
    }
    expect(story.told()).toEqual(SILENT);
  });

  test('a machine that was down makes one mail of the reminders it missed, escalates, and ends late but once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'journal-'));
    try {
      const story = await sent({ journalPath: join(folder, 'journal.sqlite') });
      await story.stopMachine(100);
      expect(story.told()).toEqual([
        '0 kabid-hi Mohon keputusan',
        '100 kabid-hi Pengingat keputusan',
        '100 asisten-pemerintahan Eskalasi keputusan',
      ]);
      await story.stopMachine(100);
      expect(story.told().at(-1)).toBe('200 petugas-disnaker Usulan berakhir tanpa keputusan');
      expect(story.mails).toHaveLength(4);
      expect(story.execution().status).toBe('SUCCEEDED');
      await story.stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('after a decision nobody is reminded, also when it falls into the very turn of the reminder', async () => {
    let isDeciding = false;
    const story = await sent({
      before: async (name) => {
        if (name !== 'review-level' || isDeciding) return;
        isDeciding = true;
        await story.post(story.linkOf('kabid-hi'), { decision: 'approve' });
      },
    });
    await story.pass(24);
    expect((await story.head()).status).toBe('committed');
    await story.pass(1000);
    expect(story.told()).toEqual([
      '0 kabid-hi Mohon keputusan',
      '24 kabid-hi Keputusan Anda tercatat',
      '24 petugas-disnaker Iuran dicatat',
    ]);
  });

  test('after the escalation the target may decide in place of the silent person, whose link stays good until then', async () => {
    const story = await sent();
    await story.pass(80);
    expect((await story.page(story.linkOf('kabid-hi'))).status).toBe(200);
    await story.approve('asisten-pemerintahan');
    expect((await story.head()).status).toBe('committed');
    expect((await story.page(story.linkOf('kabid-hi'))).status).toBe(410);
  });

  test('the last second of a level counts in local time, and its end does not', async () => {
    const story = await sent();
    await story.pass(168 - SECOND);
    expect((await story.page(story.linkOf('kabid-hi'))).text).toContain('Senin, 14 Desember 2026 pukul 09.00.00 WIB');
    await story.pass(SECOND);
    const late = await story.decide('kabid-hi', { decision: 'approve' });
    expect(late.status).toBe(410);
    expect(late.text).toContain('sampai Senin, 14 Desember 2026 pukul 09.00.00 WIB');
    const prompt = await sent();
    await prompt.pass(168 - SECOND);
    expect((await prompt.approve('kabid-hi')).status).toBe(200);
    expect((await prompt.head()).status).toBe('committed');
  });

  test('a mail service that fails for hours loses no request: its mails come late, and everything goes on', async () => {
    const story = await approvalStory(await newTable(), { levels: [levelPolicy()] });
    story.mailService.isDown = true;
    await story.submit();
    for (let passed = 0; passed < 30; passed += 1) {
      await story.pass(1);
      await story.repair();
    }
    expect(story.mails).toEqual([]);
    expect((await story.events()).slice(-2)).toEqual(['level-opened', 'level-reminded']);
    story.mailService.isDown = false;
    await story.pass(1);
    await story.repair();
    expect(story.told()).toEqual(['31 kabid-hi Pengingat keputusan', '31 kabid-hi Mohon keputusan']);
    await story.approve('kabid-hi');
    expect((await story.head()).status).toBe('committed');
    expect(story.told().slice(2)).toEqual(['31 kabid-hi Keputusan Anda tercatat', '31 petugas-disnaker Iuran dicatat']);
  });

  test('a level that holds once asks again with an alarm, and then ends', async () => {
    const story = await sent({ levels: [levelPolicy({ onExpiry: 'hold-once', holdHours: 72 })] });
    await story.pass(168);
    expect((await story.head()).status).toBe('approving');
    expect(rung).toEqual(['LEVEL_HELD']);
    expect(story.told().slice(4)).toEqual([
      '168 asisten-pemerintahan Pengingat keputusan',
      '168 kabid-hi Pengingat keputusan',
    ]);
    await story.pass(72 - SECOND);
    expect((await story.head()).status).toBe('approving');
    await story.pass(SECOND);
    expect((await story.head()).status).toBe('expired');
    expect(rung).toEqual(['LEVEL_HELD', 'LEVEL_EXPIRED']);
    const kept = await sent({ levels: [levelPolicy({ onExpiry: 'hold-once', holdHours: 72 })] });
    await kept.pass(200);
    await kept.approve('kabid-hi');
    expect((await kept.head()).status).toBe('committed');
  });
});

describe('a freeze', () => {
  test('moves every turn that lies after its start, and the machine follows', async () => {
    const story = await sent();
    await story.pass(30);
    const reason = { id: 'Tutup buku', en: 'Year-end close' };
    await change(story, { kind: 'freeze', content: { from: hour(40), until: hour(140), reason } });
    await story.pass(20);
    const frozen = await story.decide('kabid-hi', { decision: 'approve' });
    expect(frozen.status).toBe(409);
    expect(frozen.text).toContain('Minggu, 13 Desember 2026 pukul 05.00.00 WIB');
    await story.pass(400);
    const [request, before, ...after] = SILENT;
    const moved = after.map((line) => line.replace(/^\d+/, (at) => String(Number(at) + 100)));
    expect(story.told()).toEqual([request, before, ...moved]);
    expect((await story.events()).filter((type) => type === 'level-frozen')).toHaveLength(1);
  });
});

/** Administrators set the stand-in, and who is absent did not ask for it. */
const SET_UNASKED = '0 kabid-hi Pengganti bagi Anda ditetapkan';

describe('absence', () => {
  test('a delegation that holds when a level opens seats who stands in, who alone is asked', async () => {
    const story = await approvalStory(await newTable(), { levels: [levelPolicy()] });
    await change(story, away(0, 500));
    await story.submit();
    expect(seatHolders(await story.levels())).toEqual([['kasi-jamsos']]);
    await story.approve('kasi-jamsos');
    expect((await story.head()).status).toBe('committed');
    expect(story.told().filter((line) => line.includes('kabid-hi'))).toEqual([SET_UNASKED]);
  });

  test('one that begins while a level waits moves it; only the new link decides, and reminders go to who stands in', async () => {
    const story = await sent();
    await change(story, away(10, 500));
    const old = story.linkOf('kabid-hi');
    await story.pass(10);
    await story.repair();
    await story.pass(20);
    expect((await story.post(old, { decision: 'reject', reason: 'terlambat' })).status).toBe(410);
    await story.approve('kasi-jamsos');
    expect((await story.head()).status).toBe('committed');
    expect(story.told().slice(0, 4)).toEqual([
      '0 kabid-hi Mohon keputusan',
      SET_UNASKED,
      '10 kasi-jamsos Keputusan dialihkan kepada Anda',
      '24 kasi-jamsos Pengingat keputusan',
    ]);
  });

  test('one that begins while repair is down moves the seat before anything of its level is judged as due', async () => {
    const story = await sent();
    await change(story, away(10, 500));
    await story.pass(24);
    expect(story.told().toSorted()).toEqual([
      '0 kabid-hi Mohon keputusan',
      SET_UNASKED,
      '24 kasi-jamsos Keputusan dialihkan kepada Anda',
      '24 kasi-jamsos Pengingat keputusan',
    ]);
    expect((await story.page(story.linkOf('kabid-hi'))).status).toBe(410);
  });

  test('a chain of delegations is followed, and one in a circle ends before it closes', async () => {
    const story = await approvalStory(await newTable(), { levels: [levelPolicy()] });
    const chain = ['kabid-hi', 'kasi-jamsos', 'kadis-naker', 'kabid-hi'];
    for (const [index, toPersonId] of chain.slice(1).entries()) {
      const content = { fromPersonId: chain[index], toPersonId, from: hour(0), until: hour(500) };
      await change(story, { kind: 'delegation', content });
    }
    await story.submit();
    expect(seatHolders(await story.levels())).toEqual([['kadis-naker']]);
    await story.approve('kadis-naker');
    expect((await story.head()).status).toBe('committed');
  });

  test('an administrator reassigns a silent seat with a reason, and the machine waits for the new holder', async () => {
    const story = await sent();
    const old = story.linkOf('kabid-hi');
    const { requestId } = await story.head();
    const body = { fromPersonId: person('kabid-hi'), toPersonId: person('kadis-naker'), reason: 'sakit' };
    await reassign(
      { params: { requestId }, body, caller: caller('admin-disnaker') },
      { ...story.deps(), person: story.deps().people.person },
    );
    expect((await story.page(old)).status).toBe(410);
    await story.approve('kadis-naker');
    expect((await story.head()).status).toBe('committed');
  });

  test('passing one item on leaves the times of its level as they were', async () => {
    const story = await sent();
    await story.pass(30);
    await story.decide('kabid-hi', { decision: 'delegate', delegateTo: 'kasi-jamsos' });
    await story.pass(200);
    expect(story.told()).toEqual([
      ...SILENT.slice(0, 2),
      '30 kasi-jamsos Keputusan dialihkan kepada Anda',
      '48 kasi-jamsos Pengingat keputusan',
      ...SILENT.slice(3),
    ]);
  });
});

describe('alarms', () => {
  test('ring when a level has too few people, and when its escalation target may not decide', async () => {
    const same = levelPolicy({ id: 'same', step: 2, onEmpty: 'skip' });
    const barred = levelPolicy({
      id: 'barred',
      step: 3,
      approvers: approvers('sekda'),
      escalationTarget: person('kabid-hi'),
    });
    const story = await sent({ levels: [levelPolicy(), same, barred] });
    await story.approve('kabid-hi');
    expect(rung).toEqual(['LEVEL_EMPTY', 'ESCALATION_BARRED']);
    await story.pass(100);
    expect((await story.levels()).at(-1)?.escalatedAt).toBeUndefined();
  });
});
