import type { Thread } from './model.ts';
import type { Bindings } from './query.ts';

export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}

/** The value as an array of unknown items, if it is an array. */
export function asArray(value: unknown): unknown[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: unknown[] = value;
  return items;
}

/** The thread's variables with those of the scopes around it; outer ones stand still while inner threads run. */
function variablesOf(thread: Thread): Record<string, unknown> {
  return thread.parent === undefined ? thread.variables : { ...variablesOf(thread.parent), ...thread.variables };
}

/** `Map.Item` of the nearest inline Map around a thread. */
function mapItem(thread: Thread): { Index: number; Value: unknown } | undefined {
  const { parent, item } = thread;
  if (parent === undefined) return undefined;
  const isMap = parent.state.Type === 'Map';
  return isMap ? { Index: item, Value: parent.items?.items[item] } : mapItem(parent);
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
export function bindingsOf(thread: Thread, extra: Extra = {}): Bindings {
  const { run } = thread;
  const { row } = run;
  const item = extra.item ?? mapItem(thread);
  const context = {
    Execution: {
      Id: row.arn,
      // Most expressions do not look at it, and it may be large.
      get Input(): unknown {
        run.inputValue ??= parseJson(row.input);
        return run.inputValue;
      },
      Name: row.name,
      RoleArn: row.role,
      StartTime: new Date(row.started).toISOString(),
      RedriveCount: 0,
    },
    State: {
      EnteredTime: new Date(thread.enteredAt).toISOString(),
      Name: thread.state.name,
      RetryCount: thread.retries.reduce((sum, count) => sum + count, 0),
    },
    StateMachine: { Id: row.machine, Name: row.machine.slice(row.machine.indexOf(':stateMachine:') + 14) },
    ...(extra.token === undefined ? {} : { Task: { Token: extra.token } }),
    ...(item === undefined ? {} : { Map: { Item: item } }),
  };
  const states = {
    input: parseJson(thread.input),
    context,
    ...('result' in extra ? { result: extra.result } : {}),
    ...('errorOutput' in extra ? { errorOutput: extra.errorOutput } : {}),
  };
  return { ...variablesOf(thread), states };
}
