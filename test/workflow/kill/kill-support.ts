import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventsInJournal } from '../../support/journal-events.ts';
import { synthesizedMachines } from '../../support/synthesized.ts';
import { journalOf, prepareRun, runWorkflow, type Outcome } from './kill-run.ts';
import { createWorld, type Workflow } from './kill-world.ts';

const CHILD = fileURLToPath(new URL('kill-child.ts', import.meta.url));

async function inFolder<T>(workflow: Workflow, run: (folder: string) => Promise<T>): Promise<T> {
  const machine = (await synthesizedMachines())[workflow];
  const folder = mkdtempSync(join(tmpdir(), 'workflow-kill-'));
  try {
    prepareRun(folder, workflow, machine);
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Undisturbed {
  outcome: Outcome;
  calls: number;
  /** How many points there are at which a journal write can be hit. */
  points: number;
}

export function runUndisturbed(workflow: Workflow): Promise<Undisturbed> {
  return inFolder(workflow, async (folder) => {
    let points = 0;
    const outcome = await runWorkflow(folder, (n) => {
      points = n;
    });
    return { outcome, calls: createWorld(folder).calls().length, points };
  });
}

/** Calls that had been scheduled and whose end was not written down when the process died. */
function openCalls(folder: string): number {
  const types = eventsInJournal(journalOf(folder)).map(({ type }) => type);
  const count = (wanted: string[]): number => types.filter((type) => wanted.includes(type)).length;
  return count(['TaskScheduled']) - count(['TaskSucceeded', 'TaskFailed', 'TaskTimedOut']);
}

export interface Killed {
  point: number;
  signal: NodeJS.Signals | null;
  outcome: Outcome;
  /** Calls over those of an undisturbed run, beyond the ones that were under way: must be none. */
  needless: number;
}

function runKilledAt(workflow: Workflow, point: number, undisturbed: Undisturbed): Promise<Killed> {
  return inFolder(workflow, async (folder) => {
    const child = spawn(process.execPath, [CHILD, folder, String(point)], { stdio: 'inherit' });
    const signal = await new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_code, by) => resolve(by)));
    const open = openCalls(folder);
    const outcome = await runWorkflow(folder);
    const extra = createWorld(folder).calls().length - undisturbed.calls;
    return { point, signal, outcome, needless: Math.max(0, extra - open) };
  });
}

/** Two at a time: each run waits for its process as much as it works. */
export async function runKilledAtEach(
  workflow: Workflow,
  points: number[],
  undisturbed: Undisturbed,
): Promise<Killed[]> {
  const ends: Killed[] = [];
  for (let at = 0; at < points.length; at += 2) {
    const pair = points.slice(at, at + 2).map((point) => runKilledAt(workflow, point, undisturbed));
    ends.push(...(await Promise.all(pair)));
  }
  return ends;
}

/** A seeded choice of so many of the points from 1 to `points`, so that a failing one can be run again. */
export function samplePoints(points: number, size: number): number[] {
  let state = 20_260_105;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  return Array.from({ length: points }, (_, index) => ({ point: index + 1, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, size)
    .map(({ point }) => point);
}
