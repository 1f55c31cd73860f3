import { bindingsOf, type Extra } from './bindings.ts';
import { dataLimitFault, isOverPayloadLimit } from './errors.ts';
import type { Kernel, Thread } from './kernel.ts';

/** How a state is left. `output` is JSON text. */
export interface Exit {
  output: string;
  assigned: Record<string, unknown> | undefined;
  to: string | null;
  via: 'Next' | 'End' | 'Default' | `Choice[${number}]` | `Catch[${number}]`;
  error?: string | undefined;
}

/** What a state's work came to: the state is left, the thread waits for something, or it goes on in another phase. */
export type Outcome = { kind: 'exit'; exit: Exit } | { kind: 'parked' } | { kind: 'again' };

export const PARKED: Outcome = { kind: 'parked' };
export const AGAIN: Outcome = { kind: 'again' };

/** The fields of a state, choice or catcher that say what becomes of its result. */
interface Shaping {
  Assign?: Record<string, unknown> | undefined;
  Output?: unknown;
}

/** Evaluates Assign and Output, both against the variables as they were. Without Output, `fallback` (JSON text) goes on. */
export async function shape(
  at: { kernel: Kernel; thread: Thread; prefix: string; extra: Extra },
  shaping: Shaping,
  fallback: string,
): Promise<Pick<Exit, 'output' | 'assigned'>> {
  const { kernel, thread, prefix, extra } = at;
  let bindings: Record<string, unknown> | undefined;
  const bind = (): Record<string, unknown> => (bindings ??= bindingsOf(kernel, thread, extra));
  let assigned: Record<string, unknown> | undefined;
  if (shaping.Assign !== undefined) {
    assigned = {};
    for (const [name, template] of Object.entries(shaping.Assign)) {
      assigned[name] = await kernel.evaluator.value(template, `${prefix}Assign/${name}`, bind);
    }
  }
  if (assigned !== undefined && isOverPayloadLimit(JSON.stringify(assigned))) throw dataLimitFault(thread.state, true);
  if (shaping.Output === undefined) return { output: fallback, assigned };
  const output = JSON.stringify(await kernel.evaluator.value(shaping.Output, `${prefix}Output`, bind));
  if (isOverPayloadLimit(output)) throw dataLimitFault(thread.state, true);
  return { output, assigned };
}

/** Leaves a state by its own Next or End. */
export async function exitState(
  at: { kernel: Kernel; thread: Thread; extra: Extra },
  state: Shaping & { Next?: string | undefined },
  fallback: string,
): Promise<Outcome> {
  const shaped = await shape({ ...at, prefix: '' }, state, fallback);
  const to = state.Next ?? null;
  return { kind: 'exit', exit: { ...shaped, to, via: to === null ? 'End' : 'Next' } };
}
