import { asArray, bindingsOf, parseJson } from '../bindings.ts';
import { dataLimitFault, evaluationFault, isOverPayloadLimit } from '../errors.ts';
import { told } from '../events.ts';
import { AGAIN, PARKED, valueOf, type Outcome } from '../exits.ts';
import { recordResult, scopeOf, type At } from '../kernel.ts';
import type { MapState } from '../state-schemas.ts';
import { exportResults, readItems, startMapRun } from './distributed-map.ts';
import { startItems } from './inner-threads.ts';

/** AWS runs at most 40 items of an inline Map, and 10,000 children of a distributed one, at once. */
const MOST_AT_ONCE = { inline: 40, distributed: 10_000 };

export async function runMap(at: At, state: MapState): Promise<Outcome> {
  const { kernel, thread } = at;
  if (thread.phase === 'exporting') return exportResults(at);
  const scope = scopeOf(thread);
  const distributed = thread.run.machine.scopes[scope.inner.get(thread.state.name)?.[0] ?? 0]?.distributed === true;
  const items = state.ItemReader === undefined ? await listItems(at, state) : await readItems(at, state.ItemReader);
  const inputs = state.ItemSelector === undefined ? undefined : await selectInputs(at, state.ItemSelector, items);
  const limit = distributed ? MOST_AT_ONCE.distributed : MOST_AT_ONCE.inline;
  const wanted = await concurrencyOf(at, state);
  const concurrency = wanted === 0 ? limit : Math.min(wanted, limit);
  if (distributed) return startMapRun(at, state, { inputs: inputs ?? items, concurrency });
  if (at.isStale) return PARKED;
  kernel.emit(thread, told('MapStateStarted', { length: items.length }));
  if (items.length === 0) {
    kernel.emit(thread, told('MapStateSucceeded'));
    recordResult(kernel, thread, '[]');
    return AGAIN;
  }
  thread.phase = 'joining';
  thread.items = { items, inputs, concurrency };
  kernel.journal.keepThread(thread);
  startItems(kernel, thread, thread.items);
  return PARKED;
}

async function listItems(at: At, state: MapState): Promise<unknown[]> {
  const { thread } = at;
  if (state.Items === undefined) {
    const input = asArray(parseJson(thread.input));
    if (input !== undefined) return input;
    throw evaluationFault('Items', `Map state input must be an array but was: ${thread.input}`);
  }
  return (await valueOf(at, { template: state.Items, location: 'Items', expected: 'array' })) ?? [];
}

/** The input of each item, from the ItemSelector. */
async function selectInputs({ kernel, thread }: At, selector: unknown, items: unknown[]): Promise<unknown[]> {
  const inputs: unknown[] = [];
  for (const [Index, Value] of items.entries()) {
    const bind = (): Record<string, unknown> => bindingsOf(thread, { item: { Index, Value } });
    const input = await kernel.evaluator.value(selector, 'ItemSelector', bind);
    if (isOverPayloadLimit(JSON.stringify(input))) throw dataLimitFault(thread.state.name);
    inputs.push(input);
  }
  return inputs;
}

async function concurrencyOf(at: At, { MaxConcurrency: template }: MapState): Promise<number> {
  const value = (await valueOf(at, { template, location: 'MaxConcurrency', expected: 'number' })) ?? 0;
  if (Number.isInteger(value) && value >= 0) return value;
  throw evaluationFault('MaxConcurrency', 'MaxConcurrency cannot be negative.');
}
