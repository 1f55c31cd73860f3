import * as z from 'zod';
import type { Machine } from './definition.ts';
import type { Failure } from './errors.ts';
import { createWritten, type EventRecord, type Written } from './events.ts';
import type { State } from './state-schemas.ts';

export const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;
export type ExecutionStatus = (typeof STATUSES)[number];

/** An execution as the API tells it and the journal keeps it. JSON values are texts, dates epoch ms. */
export const executionSchema = z.object({
  id: z.number(),
  arn: z.string(),
  /** The ARN of its state machine, or of the map run's part of it. */
  machine: z.string(),
  name: z.string(),
  definition: z.number(),
  role: z.string(),
  input: z.string(),
  started: z.number(),
  /** ARN of the map run it is an item of. */
  mapRun: z.string().optional(),
  item: z.number().optional(),
  /** When the machine's TimeoutSeconds ends it. */
  deadline: z.number().optional(),
  status: z.enum(STATUSES),
  output: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
  stopped: z.number().optional(),
});
export type ExecutionRow = z.infer<typeof executionSchema>;

/** An open execution. */
export interface Run {
  readonly row: ExecutionRow;
  readonly machine: Machine;
  /** The input's value, once an expression asked for it. */
  inputValue: unknown;
  nextEvent: number;
  /** Its events, as far as the journal has not written them. */
  events: EventRecord[];
  /** What the journal wrote of them last. */
  readonly written: Written;
  readonly threads: Set<Thread>;
  deadline: Timer | undefined;
  /** The map run it is an item of. */
  readonly mapRun: MapRun | undefined;
}

/** Where a thread stands in its state. */
export const PHASES = [
  'ready', // the state is not entered yet
  'entered', // entered, an attempt is to begin
  'calling', // a Lambda function is to be called with the arguments in `work`
  'token', // the call came back, the token is waited for
  'waiting', // a Wait state's timer runs
  'retrying', // a retry's timer runs
  'joining', // branches, items or child executions run
  'exporting', // a map run has ended, its results are to be written
  'waited', // the Wait is over
  'result', // the state's result is in `work`
  'failing', // the state's failure is in `failure`
  'done', // a branch or item has ended, its output is in `work`
] as const;
export type Phase = (typeof PHASES)[number];

/** What an inline Map goes over. `inputs` is there if an ItemSelector made them from the items. */
export interface Items {
  readonly items: unknown[];
  readonly inputs?: unknown[] | undefined;
  readonly concurrency: number;
}

/** Where the results of a map run go. */
export type Writer = z.infer<typeof writerSchema>;
export const writerSchema = z.object({ Bucket: z.string(), Prefix: z.string() });

/**
 * One line of states: an execution has one, each branch of a Parallel and each running item of an inline Map has one more.
 * Everything up to `timers` is in the journal.
 */
export interface Thread {
  readonly id: number;
  readonly run: Run;
  readonly parent: Thread | undefined;
  readonly item: number;
  readonly scope: number;
  state: State;
  phase: Phase;
  /** JSON text, as all inputs and outputs. */
  input: string;
  variables: Record<string, unknown>;
  enteredAt: number;
  enteredEvent: number;
  lastEvent: number;
  /** How often each retrier was used since the state was entered. */
  retries: readonly number[];
  /** JSON text of what the phase says. */
  work: string | undefined;
  failure: Failure | undefined;
  items: Items | undefined;
  token: string | undefined;
  heartbeat: number | undefined;
  timers: readonly Timer[];
  /** Its branches or items, in order, from their beginning until all have ended. */
  children: Thread[];
  doneChildren: number;
  mapRun: MapRun | undefined;
  /** Who works on it, or did so last. */
  worker: { stop(): void } | undefined;
}

/** The variables of a thread that has none. */
export const NO_VARIABLES: Thread['variables'] = {};

export const TIMER_KINDS = ['execution', 'timeout', 'heartbeat', 'wait', 'retry'] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

export interface Timer {
  readonly due: number;
  readonly kind: TimerKind;
  readonly run: Run;
  readonly thread: Thread | undefined;
  cancelled: boolean;
}

/** The run of a distributed Map: its children are executions of their own. */
export interface MapRun {
  readonly arn: string;
  readonly thread: Thread;
  readonly inputs: readonly unknown[];
  readonly concurrency: number;
  /** How many failed items are tolerated. */
  readonly tolerated: number;
  /** The ARN its children have for their state machine. */
  readonly machine: string;
  /** Where its results go, if not into the state's result. */
  readonly writer: Writer | undefined;
  status: Exclude<ExecutionStatus, 'TIMED_OUT'>;
  started: number;
  succeeded: number;
  failed: number;
  /** Its children that run. */
  readonly open: Set<Run>;
}

export const machineSchema = z.object({
  arn: z.string(),
  name: z.string(),
  definition: z.number(),
  role: z.string(),
  created: z.number(),
  revision: z.string(),
});
export type MachineRow = z.infer<typeof machineSchema>;

/** @param made.nextEvent 1 for a new execution */
export function createRun(made: Pick<Run, 'row' | 'machine' | 'mapRun' | 'nextEvent'>): Run {
  const nothing = { inputValue: undefined, events: [], deadline: undefined };
  return { ...made, ...nothing, written: createWritten(), threads: new Set() };
}
