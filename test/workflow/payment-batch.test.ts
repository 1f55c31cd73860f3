import { beforeAll, describe, expect, it } from 'vitest';
import { runScripted, STARTED_AT } from '../support/scripted-run.ts';
import type { Ran, Script } from '../support/scripted-run.ts';
import { synthesizedMachines } from '../support/synthesized.ts';
import type { SynthesizedMachine } from '../support/synthesized.ts';
import { arrowsNotTaken, describeFaults, remember } from '../support/workflow-faults.ts';
import type { Base } from '../support/workflow-faults.ts';

const batchId = 'SG-202701-1-APBD-1';
const sha256 = 'b'.repeat(64);
const input = { batchId, attempt: 1 };
const member = (chunk: number): Record<string, unknown> => ({ revisionId: 'R3V1S10N', chunk });
const partEntry = (part: number): Record<string, unknown> => ({
  ...member(1),
  part,
  key: `batches/${batchId}/answers/${sha256}/${part}.json`,
  sha256: 'c'.repeat(64),
});
const lists = (count: number): Base['objects'] => ({
  [`batches/${batchId}/chunks.json`]: Array.from({ length: count }, (_, index) => member(index + 1)),
  [`batches/${batchId}/answers/${sha256}/parts.json`]: Array.from({ length: count }, (_, index) =>
    partEntry(index + 1),
  ),
});

let machine: SynthesizedMachine;
const taken = new Set<string>();

beforeAll(async () => {
  machine = (await synthesizedMachines())['payment-batch'];
});

const status =
  (value: string): (() => unknown) =>
  () => ({ status: value });

/** Finance is silent once, then an answer file comes, the rest is carried over, then the facts are complete. */
const payable: Script = {
  'load-batch': () => ({ status: 'open', resumeAt: 'list', chunksKey: `batches/${batchId}/chunks.json` }),
  'list-chunks': () => ({ chunksKey: `batches/${batchId}/chunks.json`, chunks: 1 }),
  'apply-exclusions': () => ({ removed: 0 }),
  'seal-batch': () => ({ status: 'sealed', lines: 249, total: 4_183_200 }),
  'build-files': status('built'),
  'check-files': status('checked'),
  'notify-finance': status('sent'),
  'review-batch': (_, call) => {
    if (call === 1) return { outcome: 'wait', waitSeconds: 86_400 };
    if (call === 2) return { outcome: 'apply', sha256 };
    return call === 3 ? { outcome: 'carry' } : { outcome: 'settle' };
  },
  'await-finance': () => ({ outcome: 'stored' }),
  'read-answers': () => ({ outcome: 'read', sha256, partsKey: '', parts: 1 }),
  'apply-answers': () => ({ accepted: 90, rejected: 0 }),
  'conclude-answers': () => ({ status: 'answered', pending: 0 }),
  'carry-lines': () => ({ carried: 1, rejected: 0 }),
  'conclude-carry': () => ({ status: 'answered' }),
  'settle-lines': () => ({ paid: 249 }),
  'reconcile-batch': status('reconciled'),
  'close-batch': status('closed'),
  'note-failure': () => ({ outcome: 'noted' }),
};

const run = async (changes: Script = {}, more: Partial<Base> = {}): Promise<Ran> =>
  remember(
    taken,
    await runScripted({ machine, input, objects: lists(1), ...more, script: { ...payable, ...changes } }),
  );

describe('payment-batch', () => {
  it('goes from the closed membership over an answer file to the closed batch', async () => {
    const ran = await run({}, { onToken: () => true });
    expect(ran.status).toBe('SUCCEEDED');
    expect(ran.states).toEqual([
      'Load batch',
      'Branch by status',
      'List chunks',
      'Apply exclusions',
      'Seal batch',
      'Build files',
      'Check files',
      'Notify finance',
      'Review batch',
      'Follow review',
      'Await finance',
      'Review batch',
      'Follow review',
      'Read answers',
      'Follow answers',
      'Apply answers',
      'Conclude answers',
      'Review batch',
      'Follow review',
      'Carry lines',
      'Conclude carrying',
      'Review batch',
      'Follow review',
      'Settle lines',
      'Reconcile',
      'Close batch',
      'End quietly',
    ]);
  });

  it('reviews the batch when finance is silent until the moment the step named', async () => {
    const ran = await run({}, { onToken: () => false });
    const second = ran.calls.filter(({ name }) => name === 'review-batch')[1];
    expect((second?.at ?? 0) - STARTED_AT).toBe(86_400_000);
  });

  it('hands the name of the answer file to every step that works on it', async () => {
    const ran = await run();
    for (const name of ['read-answers', 'apply-answers', 'conclude-answers'] as const) {
      expect(ran.calls.find((call) => call.name === name)?.payload).toMatchObject({ batchId, sha256 });
    }
  });

  it('reviews the batch again when an answer file is refused whole', async () => {
    const ran = await run({ 'read-answers': () => ({ outcome: 'refused', sha256, partsKey: '', parts: 0 }) });
    const after = ran.states.indexOf('Follow answers') + 1;
    expect(ran.states[after]).toBe('Review batch');
    expect(ran.calls.some(({ name }) => name === 'apply-answers')).toBe(false);
  });

  it('ends quietly when the review says that the batch has ended', async () => {
    const ran = await run({ 'review-batch': () => ({ outcome: 'ended' }) });
    expect(ran.states.slice(-2)).toEqual(['Follow review', 'End quietly']);
    expect(ran.status).toBe('SUCCEEDED');
  });

  it.each([
    ['list', 'List chunks'],
    ['build', 'Build files'],
    ['check', 'Check files'],
    ['notify', 'Notify finance'],
    ['review', 'Review batch'],
    ['settle', 'Settle lines'],
    ['close', 'Close batch'],
    ['end', 'End quietly'],
  ])('goes on where the stored status says: %s leads to %s', async (resumeAt, state) => {
    const ran = await run({ 'load-batch': () => ({ status: 'open', resumeAt, chunksKey: '' }) });
    expect(ran.states[2]).toBe(state);
    expect(ran.status).toBe('SUCCEEDED');
  });

  it('carries 700 chunks and 700 parts through a state of less than 8 KB', async () => {
    const ran = await run({}, { objects: lists(700), onToken: () => true });
    expect(ran.calls.filter(({ name }) => name === 'apply-answers')).toHaveLength(700);
    expect(ran.largestState).toBeLessThan(8 * 1024);
    expect(ran.events).toBeLessThan(200);
  });

  describeFaults({
    machine: () => machine,
    fullPath: () => ({ input, objects: lists(1), script: payable }),
    subject: { batchId },
    taken,
  });

  it('has no arrow that these tests never took', () => {
    expect(arrowsNotTaken(machine.definition, taken)).toEqual([]);
  });
});
