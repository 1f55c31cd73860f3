import * as z from 'zod';
import type { EventRecord, ExecutionRow, MapRun, Thread, Timer } from './model.ts';

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

export const threadSchema = z.object({
  id: z.number(),
  execution: z.number(),
  parent: z.number().optional(),
  item: z.number(),
  scope: z.number(),
  state: z.string(),
  phase: z.enum([
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
  ]),
  input: z.string(),
  variables: z.record(z.string(), z.unknown()),
  enteredAt: z.number(),
  enteredEvent: z.number(),
  lastEvent: z.number(),
  retries: z.array(z.number()),
  work: z.string().optional(),
  failure: failureSchema.optional(),
  items: z
    .object({ items: z.array(z.unknown()), inputs: z.array(z.unknown()).optional(), concurrency: z.number() })
    .optional(),
  token: z.string().optional(),
  heartbeat: z.number().optional(),
  timers: z.array(timerSchema),
  mapRun: mapRunSchema.optional(),
});
export type StoredThread = z.infer<typeof threadSchema>;

const storedTimer = ({ kind, due }: Timer): z.infer<typeof timerSchema> => ({ kind, due });

function storedMapRun(run: MapRun): z.infer<typeof mapRunSchema> {
  const { arn, inputs, concurrency, tolerated, machine, writer, status } = run;
  return { arn, inputs: [...inputs], concurrency, tolerated, machine, writer, status };
}

/** A thread as the journal has it; what can be told from other rows is not in it. */
export function threadText(thread: Thread): string {
  const { id, item, scope, state, phase, input, variables, enteredAt, enteredEvent, lastEvent } = thread;
  const { work, failure, items, token, heartbeat, mapRun } = thread;
  const stored: StoredThread = {
    id,
    execution: thread.run.row.id,
    parent: thread.parent?.id,
    item,
    scope,
    state,
    phase,
    input,
    variables,
    enteredAt,
    enteredEvent,
    lastEvent,
    retries: [...thread.retries],
    work,
    failure,
    items,
    token,
    heartbeat,
    timers: thread.timers.map(storedTimer),
    mapRun: mapRun === undefined ? undefined : storedMapRun(mapRun),
  };
  return JSON.stringify(stored);
}

const eventSchema = z.tuple([
  z.number(),
  z.number(),
  z.string(),
  z.number(),
  z.record(z.string(), z.unknown()).nullable(),
]);

export function eventText(event: EventRecord): string {
  return JSON.stringify([event.id, event.previous, event.type, event.at, event.details ?? null]);
}

/** @param piece event texts with commas between them */
export function readEvents(piece: string): EventRecord[] {
  return z
    .array(eventSchema)
    .parse(JSON.parse(`[${piece}]`))
    .map(([id, previous, type, at, details]) => ({ id, previous, type, at, details: details ?? undefined }));
}
