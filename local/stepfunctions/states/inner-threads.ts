import * as z from 'zod';
import { parseJson } from '../bindings.ts';
import { column } from '../database.ts';
import { dataLimitFault, isOverPayloadLimit, type Failure } from '../errors.ts';
import { readThread } from '../journal.ts';
import { abortMapRuns } from '../executions.ts';
import { recordFailure, recordResult, scopeOf, stateOf, type Kernel, type Thread } from '../kernel.ts';

/** What an inline Map keeps while it runs. `inputs` is there if an ItemSelector made them from the items. */
const mapWorkSchema = z.object({
  items: z.array(z.unknown()),
  inputs: z.array(z.unknown()).optional(),
  concurrency: z.number(),
});

/** Starts a branch or an item. Call inside a write. */
export function startChild(child: {
  kernel: Kernel;
  parent: Thread;
  scope: number;
  item: number;
  input: string;
}): void {
  const { kernel, parent, scope, item, input } = child;
  const startAt = parent.run.machine.scopes[scope]?.startAt ?? '';
  let lastEvent = parent.lastEvent;
  if (stateOf(parent).Type === 'Map') {
    lastEvent = kernel.emit({ run: parent.run, thread: { ...parent } }, 'MapIterationStarted', {
      name: parent.state,
      index: item,
    });
  }
  const execution = parent.execution;
  const id = kernel.journal.addThread({ execution, parent: parent.id, item, scope, state: startAt, input, lastEvent });
  const thread = kernel.take(id);
  if (thread !== undefined) kernel.start(thread);
}

/** Starts as many further items as may run at once. Call inside a write. */
export function startItems(kernel: Kernel, parent: Thread, counts: { started: number; done: number }): void {
  const { items, inputs, concurrency } = mapWorkSchema.parse(parseJson(parent.work ?? ''));
  const scope = scopeOf(parent).inner.get(parent.state)?.[0] ?? 0;
  const end = Math.min(items.length, counts.done + concurrency);
  for (let item = counts.started; item < end; item += 1) {
    startChild({ kernel, parent, scope, item, input: JSON.stringify((inputs ?? items)[item]) });
  }
}

/** A branch or item has come to its end: the state around it goes on when all have. Call inside a write. */
export function childDone(kernel: Kernel, child: Thread, output: string): void {
  const parent = child.parent === undefined ? undefined : kernel.take(child.parent);
  if (parent === undefined) return;
  kernel.live.delete(child.id);
  child.gone = true;
  const isMap = stateOf(parent).Type === 'Map';
  if (isMap)
    kernel.emit({ run: child.run, thread: child }, 'MapIterationSucceeded', { name: parent.state, index: child.item });
  child.phase = 'done';
  child.work = output;
  kernel.journal.saveThread(child);
  const row = kernel.journal.get(
    "SELECT COUNT(*) AS started, COUNT(*) FILTER (WHERE phase = 'done') AS done FROM threads WHERE parent = ?",
    [parent.id],
  );
  const counts = { started: column.number(row ?? {}, 'started'), done: column.number(row ?? {}, 'done') };
  const total = isMap ? mapWorkSchema.parse(parseJson(parent.work ?? '')).items.length : counts.started;
  if (counts.done < total) {
    if (isMap) startItems(kernel, parent, counts);
    return;
  }
  parent.lastEvent = child.lastEvent;
  joinResults(kernel, parent);
}

/** All inner threads have ended: their outputs, in order, are the state's result. Call inside a write. */
function joinResults(kernel: Kernel, parent: Thread): void {
  const rows = kernel.journal.all('SELECT work FROM threads WHERE parent = ? ORDER BY item', [parent.id]);
  kernel.journal.run('DELETE FROM threads WHERE parent = ?', [parent.id]);
  const text = `[${rows.map((row) => column.text(row, 'work')).join(',')}]`;
  if (isOverPayloadLimit(text)) {
    recordFailure(kernel, parent, dataLimitFault(parent.state, true).failure);
  } else {
    kernel.emit({ run: parent.run, thread: parent }, `${stateOf(parent).Type}StateSucceeded`);
    recordResult(kernel, parent, parseJson(text));
  }
  kernel.start(parent);
}

/** A branch or item has failed for good: its siblings are stopped and the state around it fails. Call inside a write. */
export function childFailed(kernel: Kernel, child: Thread, failure: Failure): void {
  const parent = child.parent === undefined ? undefined : kernel.take(child.parent);
  if (parent === undefined) return;
  const isMap = stateOf(parent).Type === 'Map';
  parent.lastEvent = child.lastEvent;
  if (isMap)
    kernel.emit({ run: child.run, thread: child }, 'MapIterationFailed', { name: parent.state, index: child.item });
  kernel.drop(child);
  removeThread(kernel, child.id);
  for (const row of kernel.journal.all('SELECT * FROM threads WHERE parent = ? ORDER BY item', [parent.id])) {
    const sibling = readThread(row);
    if (sibling.phase === 'done') continue;
    abortThread(kernel, sibling.id);
    if (isMap)
      kernel.emit({ run: parent.run, thread: { ...parent } }, 'MapIterationAborted', {
        name: parent.state,
        index: sibling.item,
      });
  }
  kernel.journal.run('DELETE FROM threads WHERE parent = ?', [parent.id]);
  recordFailure(kernel, parent, failure);
  kernel.start(parent);
}

const ABORTABLE = new Set(['Task', 'Wait', 'Parallel', 'Map']);

/** Stops a thread and those inside it. Call inside a write. */
function abortThread(kernel: Kernel, id: number): void {
  for (const row of kernel.journal.all('SELECT id FROM threads WHERE parent = ? ORDER BY item', [id])) {
    abortThread(kernel, column.number(row, 'id'));
  }
  const thread = kernel.take(id);
  if (thread === undefined) return;
  const { Type: type } = stateOf(thread);
  if (thread.phase !== 'ready' && thread.phase !== 'done' && ABORTABLE.has(type)) {
    kernel.emit({ run: thread.run, thread }, `${type}StateAborted`);
  }
  kernel.drop(thread);
  abortMapRuns(kernel, { thread: id });
  removeThread(kernel, id);
}

function removeThread(kernel: Kernel, id: number): void {
  kernel.journal.clearThread(id);
  kernel.journal.run('DELETE FROM threads WHERE id = ?', [id]);
}
