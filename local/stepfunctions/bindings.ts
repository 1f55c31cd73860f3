import * as z from 'zod';
import { scopeOf, type Kernel, type Thread } from './kernel.ts';
import type { Bindings } from './query.ts';

const objectSchema = z.record(z.string(), z.unknown());
const countsSchema = z.array(z.number());
const itemsSchema = z.looseObject({ items: z.array(z.unknown()) });

export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}

export function parseObject(text: string): Record<string, unknown> {
  return objectSchema.parse(parseJson(text));
}

/** The value as an array of unknown items, if it is an array. */
export function asArray(value: unknown): unknown[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: unknown[] = value;
  return items;
}

/** How often each retrier of the state was used since the state was entered. */
export function retryCounts(thread: Thread): number[] {
  return countsSchema.parse(parseJson(thread.retries));
}

/** Variables of the scopes around a thread's own; they stand still while inner threads run. */
function outerVariables(kernel: Kernel, thread: Thread): Record<string, unknown> {
  if (thread.outerVariables !== undefined) return thread.outerVariables;
  let variables: Record<string, unknown> = {};
  let parent = thread.parent;
  while (parent !== undefined) {
    const row = kernel.journal.thread(parent);
    if (row === undefined) break;
    variables = { ...parseObject(row.variables), ...variables };
    parent = row.parent;
  }
  thread.outerVariables = variables;
  return variables;
}

/** `Map.Item` of the nearest inline Map around a thread. */
function mapItem(kernel: Kernel, thread: Thread): { Index: number; Value: unknown } | undefined {
  let at: { parent: number | undefined; item: number; scope: number } | undefined = thread;
  while (at?.parent !== undefined) {
    const scope = thread.run.machine.scopes[at.scope];
    const holder = scope?.parent === undefined ? undefined : thread.run.machine.scopes[scope.parent];
    const parent = kernel.journal.thread(at.parent);
    if (parent === undefined) return undefined;
    if (holder?.states.get(parent.state)?.Type === 'Map') {
      return { Index: at.item, Value: itemsSchema.parse(parseJson(parent.work ?? '')).items[at.item] };
    }
    at = parent;
  }
  return undefined;
}

/** What a state adds to `$states` and its context. */
export interface Extra {
  result?: unknown;
  errorOutput?: unknown;
  token?: string | undefined;
  item?: { Index: number; Value: unknown };
}

/**
 * `$states` and the variables as a state's expressions see them.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export function bindingsOf(kernel: Kernel, thread: Thread, extra: Extra = {}): Bindings {
  const { row } = thread.run;
  const item = extra.item ?? mapItem(kernel, thread);
  const machineName = row.machine.slice(row.machine.indexOf(':stateMachine:') + ':stateMachine:'.length);
  const context = {
    Execution: {
      Id: row.arn,
      Input: parseJson(row.input),
      Name: row.name,
      RoleArn: row.role,
      StartTime: new Date(row.started).toISOString(),
      RedriveCount: 0,
    },
    State: {
      EnteredTime: new Date(thread.enteredAt).toISOString(),
      Name: thread.state,
      RetryCount: retryCounts(thread).reduce((sum, count) => sum + count, 0),
    },
    StateMachine: { Id: row.machine, Name: machineName },
    ...(extra.token === undefined ? {} : { Task: { Token: extra.token } }),
    ...(item === undefined ? {} : { Map: { Item: item } }),
  };
  const states = {
    input: parseJson(thread.input),
    context,
    ...('result' in extra ? { result: extra.result } : {}),
    ...('errorOutput' in extra ? { errorOutput: extra.errorOutput } : {}),
  };
  const outer = scopeOf(thread).parent === undefined ? {} : outerVariables(kernel, thread);
  return { ...outer, ...parseObject(thread.variables), states };
}
