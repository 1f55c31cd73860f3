import { beforeAll, describe, expect, test } from 'vitest';
import type { LevelPolicy } from '../../domain/approval/policy.ts';
import { rupiah } from '../../domain/money/money.ts';
import { merantiConfiguration, person } from '../support/approval-world.ts';
import { approvalStory, approvers, levelPolicy, seatHolders } from '../support/approval-story.ts';
import type { ApprovalStory, StoryOptions } from '../support/approval-story.ts';
import { caller } from '../support/administration-world.ts';
import { newTable } from '../support/dynamodb-local.ts';
import { synthesizedMachines } from '../support/synthesized.ts';
import { confirmChange } from '../../functions/http/confirm-change/step.ts';
import { body as proposeBody } from '../../functions/http/propose-change/contract.ts';
import { proposeChange } from '../../functions/http/propose-change/step.ts';

beforeAll(async () => {
  // Synthesized once for all stories: that can take longer than a test may.
  await synthesizedMachines();
});

const sent = async (options: StoryOptions = {}): Promise<ApprovalStory> => {
  const story = await approvalStory(await newTable(), options);
  await story.submit();
  return story;
};
const change = async (story: ApprovalStory, wish: unknown) => {
  const body = proposeBody.parse(wish);
  const { changeId } = await proposeChange({ body, caller: caller('admin-disnaker') }, story.deps());
  await confirmChange({ params: { changeId }, caller: caller('admin-diskominfo') }, story.deps());
};
const REJECT = { decision: 'reject', reason: 'daftar tidak lengkap' };
const RETURN = { decision: 'return', reason: 'lampirkan SK' };
const freeAgain = async (story: ApprovalStory) => {
  for (const programme of ['JKK', 'JKM']) {
    const { allocated, available, reserved } = await story.world.allocation(`APBD-2027-${programme}`);
    expect([available, reserved]).toEqual([allocated, 0]);
  }
};

describe('a request on the state machine', () => {
  test('passes its levels in order and is recorded; everybody gets each mail once', async () => {
    const story = await sent();
    expect(seatHolders(await story.levels())).toEqual([['kabid-hi']]);
    await story.approve('kabid-hi');
    await story.pass(1);
    await story.approve('kadis-naker');
    expect((await story.levels()).map(({ status }) => status)).toEqual(['approved', 'open']);
    await story.approve('sekretaris-dinas');
    await story.pass(1);
    await story.approve('sekda');
    expect(story.execution().status).toBe('SUCCEEDED');
    expect(await story.head()).toMatchObject({ status: 'committed', committed: { 'APBD-2027-JKK': 30_000 } });
    expect(story.told()).toEqual([
      '0 kabid-hi Mohon keputusan',
      '0 kabid-hi Keputusan Anda tercatat',
      '0 kabid-anggaran Mohon keputusan',
      '0 kadis-naker Mohon keputusan',
      '0 sekretaris-dinas Mohon keputusan',
      '1 kadis-naker Keputusan Anda tercatat',
      '1 kabid-anggaran Sudah diputuskan',
      '1 sekretaris-dinas Keputusan Anda tercatat',
      '1 sekda Mohon keputusan',
      '2 sekda Keputusan Anda tercatat',
      '2 petugas-disnaker Iuran dicatat',
    ]);
    await story.pass(1000);
    expect(story.mails).toHaveLength(11);
  });

  test('passes only the levels whose range holds its amount, to the rupiah', async () => {
    const total = 50_400;
    const range = (id: string, step: number, change: Partial<LevelPolicy>) => levelPolicy({ id, step, ...change });
    const story = await sent({
      levels: [
        range('below', 1, { amountBelow: rupiah(total) }),
        range('from', 1, { amountFrom: rupiah(total), approvers: approvers('kadis-naker') }),
        range('above', 2, { amountFrom: rupiah(total + 1), approvers: approvers('sekda') }),
        range('last', 3, { approvers: approvers('kabid-hi') }),
      ],
    });
    await story.approve('kadis-naker');
    await story.approve('kabid-hi');
    expect((await story.levels()).map(({ levelId }) => levelId)).toEqual(['from', 'last']);
    expect((await story.head()).status).toBe('committed');
  });

  test('pays for everybody but a worker who was excluded while an approver hesitated, and tells officer and deciders', async () => {
    const story = await sent({ levels: [levelPolicy()], workers: 60 });
    await story.pass(20);
    await story.world.exclude(story.roster[7]?.nik ?? '');
    await story.approve('kabid-hi');
    expect(await story.head()).toMatchObject({
      status: 'committed',
      removal: { workers: 1, amount: 16_800 },
      committed: { 'APBD-2027-JKK': 590_000 },
    });
    expect(story.told().slice(1)).toEqual([
      '20 kabid-hi Keputusan Anda tercatat',
      '20 kabid-hi 1 pekerja dikeluarkan',
      '20 petugas-disnaker 1 pekerja dikeluarkan',
      '20 petugas-disnaker Iuran dicatat',
    ]);
    expect(story.mails.find(({ subject }) => subject.startsWith('1 pekerja'))?.text).not.toContain(
      story.roster[7]?.nama,
    );
  });

  test('keeps the policy under which it was sent when another one comes into force meanwhile', async () => {
    const story = await sent();
    const later = { version: 'shorter', levels: [levelPolicy({ approvers: approvers('sekda') })] };
    await change(story, { kind: 'policy', content: later });
    await story.approve('kabid-hi');
    await story.approve('kadis-naker');
    await story.approve('kabid-anggaran');
    expect((await story.levels()).map(({ levelId }) => levelId)).toEqual(['bidang', 'dinas', 'sekda']);
  });
});

describe('a quorum', () => {
  const PEOPLE = approvers('kadis-naker', 'sekretaris-dinas', 'kabid-anggaran');
  const with3 = (quorum: LevelPolicy['quorum']) => sent({ levels: [levelPolicy({ approvers: PEOPLE, quorum })] });

  test('of any is met by the first, and the others’ links have nothing left to decide', async () => {
    const story = await with3({ kind: 'any' });
    await story.approve('kabid-anggaran');
    expect((await story.head()).status).toBe('committed');
    expect((await story.page(story.linkOf('kadis-naker'))).status).toBe(410);
  });

  test('of all is met by the last, and fails with the first vote against', async () => {
    const story = await with3({ kind: 'all' });
    await story.approve('kadis-naker');
    await story.approve('kabid-anggaran');
    expect((await story.head()).status).toBe('approving');
    await story.decide('sekretaris-dinas', REJECT);
    expect(await story.head()).toMatchObject({ status: 'rejected', outcome: { code: 'level-rejected' } });
    await freeAgain(story);
  });

  test('of k of n fails as soon as it cannot be met any more, with a return as a return', async () => {
    const story = await with3({ kind: 'k-of-n', k: 2 });
    await story.decide('kadis-naker', REJECT);
    expect((await story.head()).status).toBe('approving');
    await story.decide('kabid-anggaran', RETURN);
    expect((await story.head()).status).toBe('returned');
    expect(story.told().slice(-4)).toEqual([
      '0 kadis-naker Keputusan Anda tercatat',
      '0 kabid-anggaran Keputusan Anda tercatat',
      '0 sekretaris-dinas Sudah diputuskan',
      '0 petugas-disnaker Usulan dikembalikan',
    ]);
  });

  test('waits for its required person, whoever else has approved', async () => {
    const required = approvers('kabid-anggaran');
    const story = await with3({ kind: 'k-of-n', k: 2, required });
    await story.approve('kadis-naker');
    await story.approve('sekretaris-dinas');
    expect((await story.head()).status).toBe('approving');
    await story.approve('kabid-anggaran');
    expect((await story.head()).status).toBe('committed');
  });
});

describe('a return for revision', () => {
  test('gives money and months free for the next revision, and every old link is dead', async () => {
    const levels = merantiConfiguration().policy.levels.slice(1, 2);
    const story = await sent({ levels });
    const silent = story.linkOf('sekretaris-dinas');
    await story.decide('kadis-naker', RETURN);
    await story.decide('kabid-anggaran', RETURN);
    expect((await story.head()).outcome?.id).toContain('lampirkan SK');
    expect(story.execution().status).toBe('SUCCEEDED');
    await freeAgain(story);
    await story.submit();
    expect((await story.head()).summary).toMatchObject({ eligible: 3, refused: 0 });
    const dead = await story.page(silent);
    expect(dead.status).toBe(410);
    expect(dead.text).toContain('Tingkat persetujuan ini sudah selesai diputuskan');
    const before = await story.events();
    expect((await story.post(silent, { decision: 'approve' })).status).toBe(410);
    expect(await story.events()).toEqual(before);
    await story.approve('kadis-naker');
    await story.approve('sekretaris-dinas');
    expect((await story.head()).status).toBe('committed');
  });
});

describe('a withdrawal', () => {
  test('ends the request while a level waits: its links close, money is back, nobody is reminded', async () => {
    const story = await sent();
    await story.withdraw();
    await story.pass(0);
    expect(story.execution().status).toBe('SUCCEEDED');
    expect(await story.head()).toMatchObject({ status: 'withdrawn' });
    await freeAgain(story);
    expect((await story.page(story.linkOf('kabid-hi'))).text).toContain('Usulan ini sudah diakhiri');
    await story.pass(1000);
    expect(story.told()).toEqual(['0 kabid-hi Mohon keputusan', '0 petugas-disnaker Usulan ditarik']);
  });

  test('is possible until the moment before recording begins, and not from it on', async () => {
    const atCall = async (name: string, level: Partial<LevelPolicy> = {}) => {
      let outcome = 'not asked';
      const story = await sent({
        levels: [levelPolicy(level)],
        before: async (called) => {
          if (called !== name || outcome !== 'not asked') return;
          outcome = 'asked';
          outcome = await story.withdraw().then(
            ({ status }) => status,
            (error: unknown) => String((error as { code?: string }).code),
          );
        },
      });
      await story.approve('kabid-hi');
      return [outcome, (await story.head()).status, story.execution().status];
    };
    expect(await atCall('seal-removals')).toEqual(['withdrawn', 'withdrawn', 'SUCCEEDED']);
    expect(await atCall('record-premiums')).toEqual(['too-late', 'committed', 'SUCCEEDED']);
  });
});

describe('separation of duties', () => {
  test('holds on the machine: who decided one level has no voice on the next, and no link to it', async () => {
    const story = await sent({
      levels: [
        levelPolicy({ mayDelegateTo: approvers('kadis-naker') }),
        levelPolicy({ id: 'dinas', step: 2, approvers: approvers('kadis-naker', 'kabid-anggaran') }),
      ],
    });
    await story.decide('kabid-hi', { decision: 'delegate', delegateTo: 'kadis-naker' });
    await story.approve('kadis-naker');
    expect(seatHolders(await story.levels())).toEqual([['kadis-naker'], ['kabid-anggaran']]);
    expect(story.told().filter((line) => line.includes('kadis-naker'))).toEqual([
      '0 kadis-naker Keputusan dialihkan kepada Anda',
      '0 kadis-naker Keputusan Anda tercatat',
    ]);
    await story.approve('kabid-anggaran');
    expect((await story.head()).status).toBe('committed');
  });

  test('goes by the person: another mail address gives nobody a second voice', async () => {
    const story = await sent({
      levels: [
        levelPolicy({ approvers: approvers('kadis-naker') }),
        levelPolicy({ id: 'dinas', step: 2, approvers: approvers('kadis-naker', 'kabid-anggaran') }),
      ],
    });
    const link = story.linkOf('kadis-naker');
    const known = merantiConfiguration().people.find(({ personId }) => personId === 'kadis-naker');
    await change(story, { kind: 'person', content: { ...known, email: 'kadis-baru@example.test' } });
    expect((await story.post(link, { decision: 'approve' })).status).toBe(200);
    await story.pass(0);
    expect(seatHolders(await story.levels())).toEqual([['kadis-naker'], ['kabid-anggaran']]);
    expect(story.told().filter((line) => line.includes('kadis'))).toEqual([
      '0 kadis-naker Mohon keputusan',
      '0 kadis-naker Alamat surel Anda diganti',
      '0 kadis-baru Keputusan Anda tercatat',
    ]);
  });

  test('an empty level is skipped with an entry in the trail, or stops the request for an administrator', async () => {
    const two = (onEmpty: 'skip' | 'block') => [
      levelPolicy(),
      levelPolicy({ id: 'same', step: 2, approvers: [person('kabid-hi')], onEmpty }),
      levelPolicy({ id: 'last', step: 3, approvers: [person('sekda')] }),
    ];
    const skipping = await sent({ levels: two('skip') });
    await skipping.approve('kabid-hi');
    expect((await skipping.levels()).map(({ levelId, number }) => [levelId, number])).toEqual([
      ['bidang', 1],
      ['last', 3],
    ]);
    await skipping.approve('sekda');
    expect((await skipping.head()).status).toBe('committed');

    const blocking = await sent({ levels: two('block') });
    await blocking.approve('kabid-hi');
    expect(blocking.execution()).toMatchObject({ status: 'FAILED', error: 'ExecutionFailed' });
    expect((await blocking.events()).at(-1)).toBe('execution-failed');
    expect((await blocking.head()).status).toBe('approving');
  });
});
