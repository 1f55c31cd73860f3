import * as z from 'zod';
import type { EventRecord, ExecutionRow, MapRun, Thread } from './model.ts';

const statusSchema = z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);
const timerSchema = z.object({ kind: z.enum(['execution', 'timeout', 'heartbeat', 'wait', 'retry']), due: z.number() });

export const executionSchema = z.object({
  id: z.number(),
  arn: z.string(),
  machine: z.string(),
  name: z.string(),
  definition: z.number(),
  role: z.string(),
  input: z.string(),
  started: z.number(),
  mapRun: z.string().optional(),
  item: z.number().optional(),
  deadline: z.number().optional(),
  status: statusSchema,
  output: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
  stopped: z.number().optional(),
}) satisfies z.ZodType<ExecutionRow>;

export const machineSchema = z.object({
  arn: z.string(),
  name: z.string(),
  definition: z.number(),
  role: z.string(),
  created: z.number(),
  revision: z.string(),
});

const failureSchema = z.object({
  error: z.string().exactOptional(),
  cause: z.string().exactOptional(),
  location: z.string().exactOptional(),
  alias: z.string().exactOptional(),
  terminal: z.boolean().exactOptional(),
});

const mapRunSchema = z.object({
  arn: z.string(),
  inputs: z.array(z.unknown()),
  concurrency: z.number(),
  tolerated: z.number(),
  machine: z.string(),
  writer: z.object({ Bucket: z.string(), Prefix: z.string() }).optional(),
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'ABORTED']),
});

const phaseSchema = z.enum([
  'ready',
  'entered',
  'calling',
  'token',
  'waiting',
  'retrying',
  'joining',
  'exporting',
  'waited',
  'result',
  'failing',
  'done',
]);

/** What most threads have not, most of the time. */
const extrasSchema = z.object({
  parent: z.number().optional(),
  failure: failureSchema.optional(),
  items: z
    .object({ items: z.array(z.unknown()), inputs: z.array(z.unknown()).optional(), concurrency: z.number() })
    .optional(),
  token: z.string().optional(),
  heartbeat: z.number().optional(),
  timers: z.array(timerSchema).optional(),
  mapRun: mapRunSchema.optional(),
});

// By place and not by name, as a thread is written at each of its states.
const threadSchema = z.tuple([
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.string(),
  phaseSchema,
  z.string(),
  z.record(z.string(), z.unknown()),
  z.number(),
  z.number(),
  z.number(),
  z.array(z.number()),
  z.string().nullable(),
  extrasSchema.optional(),
]);

function storedMapRun(run: MapRun): z.infer<typeof mapRunSchema> {
  const { arn, inputs, concurrency, tolerated, machine, writer, status } = run;
  return { arn, inputs: [...inputs], concurrency, tolerated, machine, writer, status };
}

/** A thread as the journal has it; what can be told from other rows is not in it. */
export function threadText(thread: Thread): string {
  const { id, item, scope, state, phase, input, variables, enteredAt, enteredEvent, lastEvent, retries, work } = thread;
  const own = [thread.run.row.id, id, item, scope, state, phase, input, variables, enteredAt, enteredEvent, lastEvent];
  const { failure, items, token, heartbeat, timers, mapRun, parent } = thread;
  if (
    parent === undefined &&
    failure === undefined &&
    items === undefined &&
    timers.length === 0 &&
    token === undefined
  )
    if (mapRun === undefined) return JSON.stringify([...own, retries, work ?? null]);
  const extras: z.infer<typeof extrasSchema> = {
    parent: parent?.id,
    failure,
    items,
    token,
    heartbeat,
    timers: timers.length === 0 ? undefined : timers.map(({ kind, due }) => ({ kind, due })),
    mapRun: mapRun === undefined ? undefined : storedMapRun(mapRun),
  };
  return JSON.stringify([...own, retries, work ?? null, extras]);
}

export type StoredThread = ReturnType<typeof readThread>;

export function readThread(text: string) {
  const [execution, id, item, scope, state, phase, input, variables, ...rest] = threadSchema.parse(JSON.parse(text));
  const [enteredAt, enteredEvent, lastEvent, retries, work, extras] = rest;
  const { parent, failure, items, token, heartbeat, timers = [], mapRun } = extras ?? {};
  const own = { id, item, scope, state, phase, input, variables, enteredAt, enteredEvent, lastEvent, retries };
  return { ...own, execution, work: work ?? undefined, parent, failure, items, token, heartbeat, timers, mapRun };
}

/** Event types by their place here, as they stand in journals: new ones only at the end. */
const EVENT_TYPES = [
  'PassStateEntered',
  'PassStateExited',
  'TaskStateEntered',
  'TaskStateExited',
  'ChoiceStateEntered',
  'ChoiceStateExited',
  'LambdaFunctionScheduled',
  'LambdaFunctionStarted',
  'LambdaFunctionSucceeded',
  'TaskScheduled',
  'TaskStarted',
  'TaskSucceeded',
];
const EVENT_CODES = new Map(EVENT_TYPES.map((type, code) => [type, code]));

const eventSchema = z.tuple([
  z.number(),
  z.number(),
  z.union([z.string(), z.number()]),
  z.number(),
  z.record(z.string(), z.unknown()).optional(),
]);

/**
 * Events as text without what goes without saying: a text that equals the one before (a state's output is the next one's
 * input) is 0, and so is the number of a previous event that is just the one before.
 */
export class EventWriter {
  private last = '';

  text({ id, previous, type, at, details }: EventRecord): string {
    const code = EVENT_CODES.get(type) ?? JSON.stringify(type);
    const own = `[${id},${previous === id - 1 ? 0 : previous},${code},${at}`;
    return details === undefined ? `${own}]` : `${own},${this.detailsText(details)}]`;
  }

  private detailsText(details: Record<string, unknown>): string {
    const field = 'input' in details ? 'input' : 'output';
    const text = details[field];
    if (typeof text === 'string') {
      if (text === this.last) return JSON.stringify({ ...details, [field]: 0 });
      this.last = text;
    }
    return JSON.stringify(details);
  }
}

/** @param pieces event texts with commas between them: all of an execution so far, in order */
export function readEvents(pieces: string[]): EventRecord[] {
  let last = '';
  const events = z.array(eventSchema).parse(JSON.parse(`[${pieces.join(',')}]`));
  return events.map(([id, previous, type, at, details]) => {
    const field = details !== undefined && 'input' in details ? 'input' : 'output';
    const text = details?.[field];
    if (typeof text === 'string') last = text;
    return {
      id,
      previous: previous === 0 ? id - 1 : previous,
      type: typeof type === 'number' ? (EVENT_TYPES[type] ?? '') : type,
      at,
      details: text === 0 ? { ...details, [field]: last } : details,
    };
  });
}
