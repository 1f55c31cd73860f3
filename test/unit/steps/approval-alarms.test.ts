import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { hashPin, putPin } from '../../../functions/adapters/dynamodb/pin-store.ts';
import { transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { decideApproval } from '../../../functions/http/decide-approval/step.ts';
import { htmlAnswer } from '../../../functions/pages/answer.ts';
import { mendLevels } from '../../../functions/steps/repair/mend-levels.ts';
import { openNextLevel } from '../../../functions/steps/open-level/step.ts';
import { reviewLevel } from '../../../functions/steps/review-level/step.ts';
import { showApproval } from '../../../functions/http/show-approval/step.ts';
import { logger, metrics } from '../../../functions/runtime/telemetry.ts';
import { ALARMS } from '../../../lib/constructs/alarms.ts';
import { approvalWorld, merantiConfiguration, person, REVISION, START, WORKERS } from '../../support/approval-world.ts';
import type { ApprovalWorld } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const END = '2027-01-11T02:00:00.000Z';
const MINUTE = 60_000;
let world: ApprovalWorld;
const codes: unknown[] = [];

beforeEach(async () => {
  codes.length = 0;
  vi.spyOn(logger, 'warn').mockImplementation((...[, fields]) => {
    codes.push(typeof fields === 'object' ? Reflect.get(fields, 'code') : undefined);
  });
  world = await approvalWorld(await newTable());
  await openNextLevel({ revisionId: REVISION }, world.deps);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const review = () => reviewLevel({ revisionId: REVISION, level: 1 }, world.deps);
const mend = () =>
  mendLevels(world.deps.table, {
    now: world.deps.now(),
    onFailed: (error) => {
      throw error;
    },
  });
/** The alarms that a message of this code rings, when `name` logs it. */
const rungBy = (code: unknown, name: string) =>
  ALARMS.filter(
    ({ source }) =>
      typeof source !== 'function' &&
      source.codes.some((one) => one === code) &&
      source.functions.some((one) => one === name),
  ).map(({ id }) => id);

describe('an alarm rings', () => {
  test('when a request ends because nobody decided it, once, however often the timer fires', async () => {
    world.setClock(END);
    await Promise.all(Array.from({ length: 5 }, review));
    await review();
    expect(codes).toEqual(['LEVEL_EXPIRED']);
    expect(rungBy('LEVEL_EXPIRED', 'review-level')).toEqual(['LevelExpired']);
  });

  test('when a level is held at its end, in place of the other', async () => {
    const configuration = merantiConfiguration();
    const levels = configuration.policy.levels.map((one) => ({
      ...one,
      onExpiry: 'hold-once' as const,
      holdHours: 24,
    }));
    const policy = { ...configuration.policy, levels };
    world = await approvalWorld(await newTable(), { configuration: { ...configuration, policy } });
    await openNextLevel({ revisionId: REVISION }, world.deps);
    world.setClock(END);
    await Promise.all([review(), review()]);
    expect(codes).toEqual(['LEVEL_HELD']);
    world.moveClock(24 * 60 * MINUTE);
    await review();
    expect(codes).toEqual(['LEVEL_HELD', 'LEVEL_EXPIRED']);
  });

  test('when a level is open ten minutes past its end because no execution looks at it', async () => {
    world.setClock(END);
    world.moveClock(10 * MINUTE);
    expect(await mend()).toBe('nothing');
    expect(codes).toEqual([]);
    world.moveClock(1);
    await mend();
    expect(codes).toEqual(['LEVEL_OVERDUE']);
    expect(rungBy('LEVEL_OVERDUE', 'repair')).toEqual(['LevelOverdue']);
    await review();
    await mend();
    expect(codes).toEqual(['LEVEL_OVERDUE', 'LEVEL_EXPIRED']);
  });

  test('when a PIN was typed wrong three times, and not for the first two', async () => {
    const configuration = merantiConfiguration();
    const levels = configuration.policy.levels.map((one) => ({ ...one, proof: 'link+pin' as const }));
    const policy = { ...configuration.policy, levels };
    world = await approvalWorld(await newTable(), { configuration: { ...configuration, policy } });
    await openNextLevel({ revisionId: REVISION }, world.deps);
    const { table } = world.deps;
    await transact(table, [putPin(table, person('kabid-hi'), { ...(await hashPin('482913')), agreedAt: START })]);
    const secret = await world.secretOf('kabid-hi');
    const call = { secret, query: { lang: undefined }, contentType: 'application/x-www-form-urlencoded' };
    const shown = htmlAnswer(await showApproval({ ...call, method: 'GET', body: '' }, world.deps)).body ?? '';
    const nonce = /name="nonce" value="([^"]+)"/.exec(shown)?.[1] ?? '';
    for (const pin of ['000001', '000002', '', '000003']) {
      const body = new URLSearchParams({ nonce, workers: String(WORKERS), decision: 'approve', pin }).toString();
      expect(codes).toEqual([]);
      expect((await decideApproval({ ...call, method: 'POST', body }, world.deps)).status).toBe(403);
    }
    expect(codes).toEqual(['PIN_LOCKED']);
    expect(rungBy('PIN_LOCKED', 'decide-approval')).toEqual(['PinLocked']);
  });

  test('when a level has too few people, whether it blocks or is skipped', () => {
    expect(rungBy('LEVEL_EMPTY', 'open-level')).toEqual(['LevelHeld']);
  });

  test('when somebody opens links that do not exist, with each of the page’s functions', async () => {
    const call = { method: 'GET', secret: 'x'.repeat(43), query: { lang: undefined }, contentType: '', body: '' };
    const counted = vi.spyOn(metrics, 'addMetric');
    await showApproval(call, world.deps);
    expect(codes).toEqual(['LINK_UNKNOWN']);
    expect(counted).toHaveBeenCalledExactlyOnceWith('UnknownLinks', 'Count', 1);
    for (const name of ['show-approval', 'show-approval-rows', 'decide-approval']) {
      expect(rungBy('LINK_UNKNOWN', name)).toEqual(['UnknownLinks']);
    }
  });
});
