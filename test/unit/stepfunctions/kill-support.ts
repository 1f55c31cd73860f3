import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventsInJournal } from '../../support/journal-events.ts';
import { readCalls, runScenario, type Outcome } from './kill-scenario.ts';

const CHILD = fileURLToPath(new URL('kill-child.ts', import.meta.url));

async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'stepfunctions-kill-'));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The undisturbed run, and how many points there are at which a journal write can be hit. */
export async function runUndisturbed(): Promise<{ outcome: Outcome; points: number }> {
  let points = 0;
  const outcome = await inFolder((folder) =>
    runScenario(folder, (n) => {
      points = n;
    }),
  );
  return { outcome, points };
}

/** Ids of calls whose success was in the journal when the process died. */
function finishedCalls(folder: string): string[] {
  const done = eventsInJournal(join(folder, 'journal.sqlite')).filter(({ type }) => type === 'TaskSucceeded');
  return done.flatMap(({ text }) => {
    const result = JSON.parse(String(text)) as { Payload?: { id: string } };
    return result.Payload === undefined ? [] : [`${result.Payload.id}#1`];
  });
}

export interface Killed {
  signal: NodeJS.Signals | null;
  outcome: Outcome;
  /** Calls that were made again although their success had been written down. */
  repeated: string[];
}

/** Runs the scenario in a process of its own, which kills itself at one point, and goes on with what it left. */
function runKilledAt(point: number): Promise<Killed> {
  return inFolder(async (folder) => {
    const child = spawn(process.execPath, [CHILD, folder, String(point)], { stdio: 'inherit' });
    const signal = await new Promise<NodeJS.Signals | null>((resolve) => child.on('exit', (_code, by) => resolve(by)));
    const finished = new Set(finishedCalls(folder));
    const before = readCalls(folder).length;
    const outcome = await runScenario(folder);
    const repeated = readCalls(folder)
      .slice(before)
      .filter((call) => finished.has(call));
    return { signal, outcome, repeated };
  });
}

/** Two at a time: the machine has two cores, and each run waits as much as it works. */
export async function runKilledAtEach(points: number[]): Promise<Array<{ point: number } & Killed>> {
  const ends: Array<{ point: number } & Killed> = [];
  for (let at = 0; at < points.length; at += 2) {
    const pair = points.slice(at, at + 2).map(async (point) => ({ point, ...(await runKilledAt(point)) }));
    ends.push(...(await Promise.all(pair)));
  }
  return ends;
}
