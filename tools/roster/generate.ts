import { ROSTER_COLUMNS } from '../../domain/roster/template.ts';
import { MISTAKES } from './mistakes.ts';
import type { ExpectedOutcome } from './mistakes.ts';
import { createRandom } from './random.ts';
import { inventWorker } from './worker.ts';
import type { TypedWorker, WorkerContext } from './worker.ts';

export type { ExpectedOutcome } from './mistakes.ts';

export interface RosterOrder {
  /** Good rows: the parser takes them and the sample programme's rules find them eligible. */
  readonly workers: number;
  /** Rows added to them, spread evenly, each with one mistake. */
  readonly badRows: number;
  readonly seed: number;
  /** Dotted village codes to draw from. */
  readonly villages: readonly string[];
}

export interface GeneratedRow {
  /** In the order of `ROSTER_COLUMNS`. */
  readonly cells: readonly string[];
  readonly expected: ExpectedOutcome;
}

/** An invented roster: the same order gives the same rows, one at a time. The header is `ROSTER_COLUMNS`. */
export function* generateRoster({ workers, badRows, seed, villages }: RosterOrder): Generator<GeneratedRow, void> {
  const context: WorkerContext = { random: createRandom(seed), villages, taken: new Set() };
  const total = workers + badRows;
  let earlierNik: string | undefined;
  let turn = 0;
  for (let index = 0; index < total; index += 1) {
    const worker = inventWorker(context);
    const isBad = Math.floor(((index + 1) * badRows) / total) > Math.floor((index * badRows) / total);
    if (!isBad) {
      earlierNik = worker.nik;
      yield { cells: toCells(worker), expected: { kind: 'good' } };
      continue;
    }
    const spoiled = spoilNext(worker, context, { turn, earlierNik });
    turn = spoiled.turn;
    yield { cells: toCells(spoiled.worker), expected: spoiled.expected };
  }
}

/** How many rows end where: `good`, a parser code, or an eligibility rule's id. */
export function countOutcomes(order: RosterOrder): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { expected } of generateRoster(order)) {
    const key = outcomeKey(expected);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

export function outcomeKey(expected: ExpectedOutcome): string {
  switch (expected.kind) {
    case 'good':
      return 'good';
    case 'bad':
      return expected.code;
    case 'ineligible':
      return expected.ruleId;
  }
}

function spoilNext(
  worker: TypedWorker,
  context: WorkerContext,
  { turn, earlierNik }: { turn: number; earlierNik: string | undefined },
): { worker: TypedWorker; expected: ExpectedOutcome; turn: number } {
  for (let next = turn; ; next += 1) {
    const mistake = MISTAKES[next % MISTAKES.length];
    const spoiled = mistake?.spoil(worker, context, earlierNik);
    if (mistake !== undefined && spoiled !== undefined)
      return { worker: spoiled, expected: mistake.expected, turn: next + 1 };
  }
}

function toCells(worker: TypedWorker): string[] {
  return ROSTER_COLUMNS.map((column) => worker[column]);
}
