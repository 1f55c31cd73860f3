import { dataLimitFault, isOverPayloadLimit, type Failure } from '../errors.ts';
import { told } from '../events.ts';
import { abortMapRun } from '../executions.ts';
import { recordFailure, recordResult, scopeOf, type Kernel } from '../kernel.ts';
import type { Items, Thread } from '../model.ts';

/** A branch or item and the thread whose state holds it. */
interface Inner {
  child: Thread;
  parent: Thread;
}

/** Starts a branch or an item. */
export function startChild(
  kernel: Kernel,
  parent: Thread,
  child: { scope: number; item: number; input: string },
): void {
  const { run } = parent;
  const isMap = parent.state.Type === 'Map';
  const lastEvent = isMap ? appendIteration(kernel, 'Started', { parent, index: child.item }) : parent.lastEvent;
  kernel.start(kernel.addThread({ run, parent, lastEvent, ...child }));
}

function appendIteration(
  kernel: Kernel,
  what: 'Started' | 'Succeeded' | 'Failed' | 'Aborted',
  of: { parent: Thread; index: number; previous?: number },
): number {
  const { parent, index } = of;
  const previous = of.previous ?? parent.lastEvent;
  const iteration = told(`MapIteration${what}`, { name: parent.state.name, index });
  return kernel.append(parent.run, { told: iteration, text: undefined, previous });
}

/** Starts as many further items as may run at once. */
export function startItems(kernel: Kernel, parent: Thread, work: Items): void {
  const { items, inputs, concurrency } = work;
  const scope = scopeOf(parent).inner.get(parent.state.name)?.[0] ?? 0;
  const end = Math.min(items.length, parent.doneChildren + concurrency);
  for (let item = parent.children.length; item < end; item += 1) {
    startChild(kernel, parent, { scope, item, input: JSON.stringify((inputs ?? items)[item]) });
  }
}

/** A branch or item has come to its end: the state around it goes on when all have. */
export function childDone(kernel: Kernel, { child, parent }: Inner, output: string): void {
  kernel.take(child);
  const { items } = parent;
  if (items !== undefined) {
    child.lastEvent = appendIteration(kernel, 'Succeeded', {
      parent,
      index: child.item,
      previous: child.lastEvent,
    });
  }
  child.phase = 'done';
  child.work = output;
  kernel.journal.keepThread(child);
  parent.doneChildren += 1;
  if (parent.doneChildren === (items?.items ?? parent.children).length) {
    parent.lastEvent = child.lastEvent;
    joinResults(kernel, parent);
  } else if (items !== undefined) {
    startItems(kernel, parent, items);
  }
}

/** All inner threads have ended: their outputs, in order, are the state's result. */
function joinResults(kernel: Kernel, parent: Thread): void {
  const text = `[${parent.children.map(({ work }) => work).join(',')}]`;
  dropChildren(kernel, parent);
  if (isOverPayloadLimit(text)) {
    recordFailure(kernel, parent, dataLimitFault(parent.state.name).failure);
  } else {
    kernel.emit(parent, told(`${parent.state.Type}StateSucceeded`));
    recordResult(kernel, parent, text);
  }
  kernel.start(parent);
}

/** A branch or item has failed for good: its siblings are stopped and the state around it fails. */
export function childFailed(kernel: Kernel, { child, parent }: Inner, failure: Failure): void {
  const isMap = parent.items !== undefined;
  parent.lastEvent = child.lastEvent;
  if (isMap) appendIteration(kernel, 'Failed', { parent, index: child.item });
  for (const sibling of parent.children) {
    if (sibling === child || sibling.phase === 'done') continue;
    abortThread(kernel, sibling);
    if (isMap) appendIteration(kernel, 'Aborted', { parent, index: sibling.item });
  }
  dropChildren(kernel, parent);
  recordFailure(kernel, parent, failure);
  kernel.start(parent);
}

const ABORTABLE = new Set(['Task', 'Wait', 'Parallel', 'Map']);

/** Ends the work of a thread and of those inside it. */
function abortThread(kernel: Kernel, thread: Thread): void {
  for (const child of thread.children) abortThread(kernel, child);
  const { Type: type } = thread.state;
  if (thread.phase !== 'ready' && thread.phase !== 'done' && ABORTABLE.has(type)) {
    kernel.emit(thread, told(`${type}StateAborted`));
  }
  if (thread.mapRun !== undefined) abortMapRun(kernel, thread.mapRun);
}

function dropChildren(kernel: Kernel, parent: Thread): void {
  for (const child of parent.children) {
    dropChildren(kernel, child);
    kernel.drop(child);
  }
  parent.children = [];
  parent.doneChildren = 0;
  parent.items = undefined;
}
