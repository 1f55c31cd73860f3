import * as z from 'zod';
import { NO_VARIABLES, PHASES, STATUSES, TIMER_KINDS, writerSchema, type MapRun, type Thread } from './model.ts';

/** Stands for a text that has just been said. */
const SAME = 0;

const timerSchema = z.object({ kind: z.enum(TIMER_KINDS), due: z.number() });

const failureSchema = z.object({
  error: z.string().exactOptional(),
  cause: z.string().exactOptional(),
  location: z.string().exactOptional(),
  alias: z.string().exactOptional(),
});

const mapRunSchema = z.object({
  arn: z.string(),
  inputs: z.array(z.unknown()),
  concurrency: z.number(),
  tolerated: z.number(),
  machine: z.string(),
  writer: writerSchema.optional(),
  status: z.enum(STATUSES).exclude(['TIMED_OUT']),
});

/** What most threads have not, most of the time. */
const extrasSchema = z.object({
  item: z.number().default(0),
  scope: z.number().default(0),
  parent: z.number().optional(),
  variables: z.record(z.string(), z.unknown()).default(NO_VARIABLES),
  retries: z.array(z.number()).default([]),
  failure: failureSchema.optional(),
  items: z
    .object({ items: z.array(z.unknown()), inputs: z.array(z.unknown()).optional(), concurrency: z.number() })
    .optional(),
  token: z.string().optional(),
  heartbeat: z.number().optional(),
  timers: z.array(timerSchema).default([]),
  mapRun: mapRunSchema.optional(),
});

/** A thread by place and not by name, as it is written at each of its states: its execution, its state and phase, and so on. */
const threadSchema = z.tuple([
  z.number(),
  z.string(),
  z.enum(PHASES),
  z.string(),
  z.number(),
  z.number(),
  z.number(),
  z.union([z.string(), z.null(), z.literal(SAME)]),
  extrasSchema.prefault({}),
]);

function storedMapRun(run: MapRun): z.infer<typeof mapRunSchema> {
  const { arn, inputs, concurrency, tolerated, machine, writer, status } = run;
  return { arn, inputs: [...inputs], concurrency, tolerated, machine, writer, status };
}

/** A thread as the journal has it; what can be told from other rows is not in it. Put together by hand, as it is written so often. */
export function threadText(thread: Thread): string {
  const { run, state, phase, input, enteredAt, enteredEvent, lastEvent, work } = thread;
  const place = `[${run.row.id},${state.quotedName},"${phase}",${JSON.stringify(input)}`;
  // A task's arguments are often its input.
  const own = work === undefined ? 'null' : work === input ? SAME : JSON.stringify(work);
  const extras = isPlain(thread) ? ']' : `,${JSON.stringify(extrasOf(thread))}]`;
  return `${place},${enteredAt - run.row.started},${enteredEvent},${lastEvent},${own}${extras}`;
}

function isPlain({ parent, scope, variables, retries, failure, items, token, timers, mapRun }: Thread): boolean {
  const isAlone = parent === undefined && scope === 0 && items === undefined && mapRun === undefined;
  const isWaiting = token !== undefined || timers.length > 0;
  return isAlone && !isWaiting && variables === NO_VARIABLES && retries.length === 0 && failure === undefined;
}

function extrasOf(thread: Thread): z.input<typeof extrasSchema> {
  const { item, scope, parent, variables, retries, failure, items, token, heartbeat, timers, mapRun } = thread;
  return {
    item,
    scope,
    parent: parent?.id,
    variables,
    retries: [...retries],
    failure,
    items,
    token,
    heartbeat,
    timers: timers.map(({ kind, due }) => ({ kind, due })),
    mapRun: mapRun === undefined ? undefined : storedMapRun(mapRun),
  };
}

export type StoredThread = ReturnType<typeof readThread>;

export function readThread(id: number, text: string) {
  const [execution, state, phase, input, enteredAfter, enteredEvent, lastEvent, work, extras] = threadSchema.parse(
    JSON.parse(text),
  );
  const own = { id, state, phase, input, enteredAfter, enteredEvent, lastEvent };
  return { execution, ...own, work: work === SAME ? input : (work ?? undefined), ...extras };
}
