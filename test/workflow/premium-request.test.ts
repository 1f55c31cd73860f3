import { beforeAll, describe, expect, it } from 'vitest';
import { runScripted, STARTED_AT } from '../support/scripted-run.ts';
import type { Ran, Script } from '../support/scripted-run.ts';
import { synthesizedMachines } from '../support/synthesized.ts';
import type { SynthesizedMachine } from '../support/synthesized.ts';
import { arrowsNotTaken, describeFaults, remember } from '../support/workflow-faults.ts';
import type { Base } from '../support/workflow-faults.ts';

const revisionId = 'R3V1S10N';
const input = { requestId: 'REQ1234567', revisionId, number: 1, attempt: 1 };
const chunkEntry = (chunk: number): Record<string, unknown> => {
  const name = `${String(chunk).padStart(5, '0')}.json`;
  return { chunk, key: `requests/${revisionId}/chunks/${name}`, sha256: 'a'.repeat(64), rows: 250 };
};
const manifest = (chunks: number): Base['objects'] => ({
  [`requests/${revisionId}/manifest.json`]: Array.from({ length: chunks }, (_, index) => chunkEntry(index + 1)),
});
const chunkOf = (payload: Record<string, unknown>): unknown => (payload['chunk'] as { chunk: number }).chunk;

let machine: SynthesizedMachine;
const taken = new Set<string>();

beforeAll(async () => {
  machine = (await synthesizedMachines())['premium-request'];
});

/** One level: opened, looked at once after its time ran out, then decided. */
const approvable: Script = {
  'load-revision': () => ({ status: 'submitted', resumeAt: 'parse' }),
  'parse-roster': () => ({ outcome: 'parsed', chunks: 1, manifestKey: `requests/${revisionId}/manifest.json` }),
  'check-eligibility': (payload) => ({ chunk: chunkOf(payload), eligible: 249, warned: 0, refused: 1 }),
  'summarise-request': () => ({ outcome: 'eligible' }),
  'reserve-budget': () => ({ outcome: 'reserved' }),
  'open-level': (_, call) => (call === 1 ? { outcome: 'open', level: 1, waitSeconds: 3600 } : { outcome: 'approved' }),
  'await-decision': () => ({ outcome: 'stored' }),
  'review-level': (_, call) => (call === 1 ? { outcome: 'open', level: 1, waitSeconds: 7200 } : { outcome: 'decided' }),
  'recheck-chunk': (payload) => ({ chunk: chunkOf(payload), removed: 0 }),
  'seal-removals': () => ({ outcome: 'recording' }),
  'record-premiums': (payload) => ({ chunk: chunkOf(payload), lines: 249, removed: 0 }),
  'commit-premiums': () => ({ outcome: 'committed' }),
  'note-failure': () => ({ outcome: 'noted' }),
};

const run = async (changes: Script = {}, more: Partial<Base> = {}): Promise<Ran> =>
  remember(
    taken,
    await runScripted({ machine, input, objects: manifest(1), ...more, script: { ...approvable, ...changes } }),
  );

describe('premium-request', () => {
  it('goes from the roster over an approval to committed premiums', async () => {
    const ran = await run({}, { onToken: () => true });
    expect(ran.status).toBe('SUCCEEDED');
    expect(ran.states).toEqual([
      'Load revision',
      'Branch by status',
      'Parse roster',
      'Follow parsing',
      'Check eligibility',
      'Summarise',
      'Follow summary',
      'Reserve budget',
      'Follow reservation',
      'Open level',
      'Follow level',
      'Await decision',
      'Review level',
      'Follow level',
      'Await decision',
      'Review level',
      'Follow level',
      'Open level',
      'Follow level',
      'Check again',
      'Seal removals',
      'Follow removals',
      'Record premiums',
      'Commit premiums',
      'End quietly',
    ]);
  });

  it('looks at the level when its time runs out, exactly as long as the step asked for', async () => {
    const ran = await run({}, { onToken: () => false });
    const reviews = ran.calls.filter(({ name }) => name === 'review-level').map(({ at }) => at - STARTED_AT);
    expect(reviews).toEqual([3_600_000, 3_600_000 + 7_200_000]);
    expect(ran.status).toBe('SUCCEEDED');
  });

  it('gives each wait a token, its entered time and its retry count', async () => {
    const ran = await run({}, { onToken: () => true });
    const waits = ran.calls.filter(({ name }) => name === 'await-decision').map(({ payload }) => payload);
    expect(waits).toHaveLength(2);
    expect(new Set(waits.map(({ taskToken }) => taskToken)).size).toBe(2);
    for (const payload of waits) {
      expect(payload).toMatchObject({ revisionId, level: 1, retryCount: 0 });
      expect(payload['enteredTime']).toMatch(/^2027-01-04T02:00:00/);
    }
  });

  it.each([
    ['parse', 'Parse roster'],
    ['approve', 'Open level'],
    ['recheck', 'Check again'],
    ['record', 'Record premiums'],
    ['end', 'End quietly'],
  ])('goes on where the stored status says: %s leads to %s', async (resumeAt, state) => {
    const ran = await run({ 'load-revision': () => ({ status: 'submitted', resumeAt }) });
    expect(ran.states[2]).toBe(state);
    expect(ran.status).toBe('SUCCEEDED');
  });

  it.each([
    ['parse-roster', { outcome: 'refused', chunks: 0, manifestKey: '' }, 'Follow parsing'],
    ['parse-roster', { outcome: 'ended', chunks: 0, manifestKey: '' }, 'Follow parsing'],
    ['summarise-request', { outcome: 'refused' }, 'Follow summary'],
    ['summarise-request', { outcome: 'ended' }, 'Follow summary'],
    ['reserve-budget', { outcome: 'refused' }, 'Follow reservation'],
    ['reserve-budget', { outcome: 'ended' }, 'Follow reservation'],
    ['open-level', { outcome: 'ended' }, 'Follow level'],
    ['review-level', { outcome: 'ended' }, 'Follow level'],
    ['seal-removals', { outcome: 'refused' }, 'Follow removals'],
    ['seal-removals', { outcome: 'ended' }, 'Follow removals'],
  ] as const)('ends quietly when %s answers %o', async (call, answer, state) => {
    const ran = await run({ [call]: () => answer });
    expect(ran.states.slice(-2)).toEqual([state, 'End quietly']);
    expect(ran.status).toBe('SUCCEEDED');
    expect(ran.calls.some(({ name }) => name === 'note-failure')).toBe(false);
  });

  it('opens one level after the other before it checks again', async () => {
    const ran = await run({
      'open-level': (_, call) =>
        call <= 3 ? { outcome: 'open', level: call, waitSeconds: 60 } : { outcome: 'approved' },
      'review-level': () => ({ outcome: 'decided' }),
    });
    expect(ran.calls.filter(({ name }) => name === 'review-level').map(({ payload }) => payload['level'])).toEqual([
      1, 2, 3,
    ]);
  });

  it('carries 700 chunks of one row through a state of less than 8 KB', async () => {
    const ran = await run({}, { objects: manifest(700), onToken: () => true });
    expect(ran.calls.filter(({ name }) => name === 'record-premiums')).toHaveLength(700);
    expect(ran.largestState).toBeLessThan(8 * 1024);
    expect(ran.events).toBeLessThan(200);
  });

  describeFaults({
    machine: () => machine,
    fullPath: () => ({ input, objects: manifest(1), script: approvable }),
    subject: { revisionId },
    taken,
  });

  it('has no arrow that these tests never took', () => {
    expect(arrowsNotTaken(machine.definition, taken)).toEqual([]);
  });
});
