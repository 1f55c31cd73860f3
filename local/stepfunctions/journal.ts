import type { Machine } from './definition.ts';
import type { EventRecord } from './events.ts';
import type { ExecutionRow, ExecutionStatus, MachineRow, Run, Thread } from './model.ts';

/** Which executions a list shows, newest first. */
export interface ExecutionQuery {
  readonly machine?: string | undefined;
  readonly mapRun?: string | undefined;
  readonly status?: ExecutionStatus | undefined;
  /** Only those with a smaller id, if it is not 0. */
  readonly before: number;
  readonly limit: number;
}

/** What is open when an engine starts, as it was at the last commit. Timers stand in their threads. */
export interface OpenWork {
  readonly runs: Run[];
  readonly threads: Thread[];
}

/**
 * The engine's memory. Open executions are objects of the engine; it tells the journal which of them have changed. Told
 * changes become durable together with the next commit, so whatever is told without an `await` in between stays together.
 */
export interface Journal {
  /** Key under which task tokens are signed. */
  readonly secret: string;
  readonly machines: ReadonlyMap<string, MachineRow>;
  saveMachine(row: MachineRow): void;
  removeMachine(arn: string): void;
  /** The number of a definition's text, the same for the same text. */
  define(text: string): number;
  definition(id: number): string;
  nextExecution(): number;
  nextThread(): number;
  keepRun(run: Run): void;
  keepThread(thread: Thread): void;
  dropThread(thread: Thread): void;
  /** To be told when `run.events` is no longer empty; the journal empties it when they are written. */
  keepEvents(run: Run): void;
  /** Makes everything told so far durable, before anything outside can learn of it. */
  commit(): void;
  /** Calls back when everything told so far is durable, which is now if it is; many share one commit. */
  whenCommitted(callback: () => void): void;
  /** To be called once, at the beginning. @param machineOf the parsed definition of a number */
  open(machineOf: (definition: number) => Machine): OpenWork;
  execution(arn: string): ExecutionRow | undefined;
  executions(query: ExecutionQuery): ExecutionRow[];
  /** All children of a map run, by item. */
  children(mapRun: string): ExecutionRow[];
  events(execution: number): EventRecord[];
  /** Drops executions that ended before a date. */
  forget(before: number): void;
  close(): void;
}
