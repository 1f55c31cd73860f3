import { bindingsOf } from '../bindings.ts';
import { dataLimitFault, isOverPayloadLimit } from '../errors.ts';
import { told } from '../events.ts';
import { PARKED, type Outcome } from '../exits.ts';
import { scopeOf, type At } from '../kernel.ts';
import type { ParallelState } from '../state-schemas.ts';
import { startChild } from './inner-threads.ts';

export async function runParallel(at: At, state: ParallelState): Promise<Outcome> {
  const { kernel, thread } = at;
  const input =
    state.Arguments === undefined
      ? thread.input
      : JSON.stringify(await kernel.evaluator.value(state.Arguments, 'Arguments', () => bindingsOf(thread)));
  if (isOverPayloadLimit(input)) throw dataLimitFault(thread.state.name);
  if (at.isStale) return PARKED;
  kernel.emit(thread, told('ParallelStateStarted'));
  thread.phase = 'joining';
  kernel.journal.keepThread(thread);
  const branches = scopeOf(thread).inner.get(thread.state.name) ?? [];
  for (const [item, scope] of branches.entries()) startChild(kernel, thread, { scope, item, input });
  return PARKED;
}
