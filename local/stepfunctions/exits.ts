import { bindingsOf, type Extra } from './bindings.ts';
import { dataLimitFault, isOverPayloadLimit } from './errors.ts';
import type { At, Kernel } from './kernel.ts';
import type { Thread } from './model.ts';
import { unexpectedType } from './query.ts';

/** How a state is left. `output` is JSON text. */
export interface Exit {
  output: string;
  assigned: Record<string, unknown> | undefined;
  to: string | null;
  via: 'Next' | 'End' | 'Default' | `Choice[${number}]` | `Catch[${number}]`;
  error?: string | undefined;
}

/** What a state's work came to: the state is left, the thread waits for something or goes on in another phase. */
export type Outcome = { kind: 'exit'; exit: Exit } | { kind: 'parked' } | { kind: 'again' } | { kind: 'calling' };

export const PARKED: Outcome = { kind: 'parked' };
/** A call is under way; its answer lets the thread go on. */
export const CALLING: Outcome = { kind: 'calling' };
export const AGAIN: Outcome = { kind: 'again' };

interface Types {
  number: number;
  string: string;
  boolean: boolean;
  array: unknown[];
}

const isA: { [T in keyof Types]: (value: unknown) => value is Types[T] } = {
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
};

/** A field of a state, literal or computed, which fails as on AWS unless it gives a value of its type; undefined if it is absent. */
export async function valueOf<T extends keyof Types>(
  { kernel, thread }: At,
  field: { template: unknown; location: string; expected: T },
  extra: Extra = {},
): Promise<Types[T] | undefined> {
  if (field.template === undefined) return undefined;
  const value = await kernel.evaluator.value(field.template, field.location, () => bindingsOf(thread, extra));
  if (isA[field.expected](value)) return value;
  throw unexpectedType(field, value);
}

/** The fields of a state, choice or catcher that say what becomes of its result. */
interface Shaping {
  Assign?: Record<string, unknown> | undefined;
  Output?: unknown;
}

interface ShapedAt {
  kernel: Kernel;
  thread: Thread;
  /** Where the fields stand in the state, for example `Catch[0]/`. */
  prefix: string;
  extra: () => Extra;
}

/** Evaluates Assign and Output, both against the variables as they were. Without Output, `fallback` (JSON text) goes on. */
export async function shape(
  at: ShapedAt,
  shaping: Shaping,
  fallback: string,
): Promise<Pick<Exit, 'output' | 'assigned'>> {
  const { kernel, thread, prefix } = at;
  let bindings: Record<string, unknown> | undefined;
  const bind = (): Record<string, unknown> => (bindings ??= bindingsOf(thread, at.extra()));
  let assigned: Record<string, unknown> | undefined;
  if (shaping.Assign !== undefined) {
    assigned = {};
    for (const [name, template] of Object.entries(shaping.Assign)) {
      assigned[name] = await kernel.evaluator.value(template, `${prefix}Assign/${name}`, bind);
    }
    if (isOverPayloadLimit(JSON.stringify(assigned))) throw dataLimitFault(thread.state.name);
  }
  if (shaping.Output === undefined) return { output: fallback, assigned };
  const output = JSON.stringify(await kernel.evaluator.value(shaping.Output, `${prefix}Output`, bind));
  if (isOverPayloadLimit(output)) throw dataLimitFault(thread.state.name);
  return { output, assigned };
}

/** Leaves a state by its own Next or End; at once if there is nothing to evaluate. */
export function exitState(
  at: Omit<ShapedAt, 'prefix'>,
  state: Shaping & { Next?: string | undefined },
  fallback: string,
): Outcome | Promise<Outcome> {
  const to = state.Next ?? null;
  const via = to === null ? 'End' : 'Next';
  if (state.Assign === undefined && state.Output === undefined) {
    return { kind: 'exit', exit: { output: fallback, assigned: undefined, to, via } };
  }
  return shape({ ...at, prefix: '' }, state, fallback).then((shaped) => ({
    kind: 'exit',
    exit: { ...shaped, to, via },
  }));
}
