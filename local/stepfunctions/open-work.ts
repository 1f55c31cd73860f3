import { scopeNumbered, stateNamed, type Machine } from './definition.ts';
import { numberOf, textOf, type Row } from './journal-file.ts';
import type { OpenWork } from './journal.ts';
import { createRun, executionSchema, type MapRun, type Run, type Thread } from './model.ts';
import { readThread, type StoredThread } from './stored.ts';

/** Reads everything that is open from the tables, and joins it as it was. */
export function loadOpenWork(all: (sql: string) => Row[], machineOf: (definition: number) => Machine): OpenWork {
  const lastEvents = new Map(
    all(
      "SELECT execution, MAX(last) AS last FROM events WHERE execution IN (SELECT id FROM executions WHERE status = 'RUNNING') GROUP BY execution",
    ).map((row) => [numberOf(row, 'execution'), numberOf(row, 'last')]),
  );
  const runs = new Map<number, Run>();
  const threads = new Map<number, Thread>();
  const mapRuns = new Map<string, MapRun>();
  const rows = all("SELECT data FROM executions WHERE status = 'RUNNING' ORDER BY id").map((row) =>
    executionSchema.parse(JSON.parse(textOf(row, 'data'))),
  );
  const stored = Map.groupBy(
    all('SELECT id, data FROM threads ORDER BY id').map((row) => readThread(numberOf(row, 'id'), textOf(row, 'data'))),
    ({ execution }) => execution,
  );
  // A child is begun after the thread whose map run it belongs to, so its id is greater than the id of that execution.
  for (const row of rows) {
    const mapRun = row.mapRun === undefined ? undefined : mapRuns.get(row.mapRun);
    const nextEvent = (lastEvents.get(row.id) ?? 0) + 1;
    const machine = machineOf(row.definition);
    const run = createRun({ row, machine, mapRun, nextEvent });
    runs.set(row.id, run);
    mapRun?.open.add(run);
    for (const one of stored.get(row.id) ?? []) {
      const thread = joinThread(one, run, threads);
      threads.set(thread.id, thread);
      if (thread.mapRun !== undefined) mapRuns.set(thread.mapRun.arn, thread.mapRun);
    }
  }
  for (const row of all(
    'SELECT map_run, status, COUNT(*) AS count FROM executions WHERE map_run IS NOT NULL GROUP BY 1, 2',
  )) {
    const mapRun = mapRuns.get(textOf(row, 'map_run'));
    if (mapRun === undefined) continue;
    const count = numberOf(row, 'count');
    mapRun.started += count;
    if (row['status'] === 'SUCCEEDED') mapRun.succeeded += count;
    else if (row['status'] !== 'RUNNING') mapRun.failed += count;
  }
  return { runs: [...runs.values()], threads: [...threads.values()] };
}

function joinThread(stored: StoredThread, run: Run, threads: ReadonlyMap<number, Thread>): Thread {
  const { parent: parentId, mapRun, timers, enteredAfter, execution: _execution, ...fields } = stored;
  const { failure, items, token, heartbeat } = stored;
  const parent = parentId === undefined ? undefined : threads.get(parentId);
  const thread: Thread = {
    ...fields,
    run,
    parent,
    failure,
    items,
    token,
    heartbeat,
    state: stateNamed(scopeNumbered(run.machine, stored.scope), stored.state),
    enteredAt: run.row.started + enteredAfter,
    timers: [],
    children: [],
    doneChildren: 0,
    mapRun: undefined,
    worker: undefined,
  };
  thread.timers = timers.map(({ kind, due }) => ({ kind, due, run, thread, cancelled: false }));
  if (mapRun !== undefined) {
    const counts = { started: 0, succeeded: 0, failed: 0, open: new Set<Run>() };
    thread.mapRun = { ...mapRun, writer: mapRun.writer, thread, ...counts };
  }
  if (parent !== undefined) {
    parent.children.push(thread);
    if (thread.phase === 'done') parent.doneChildren += 1;
  }
  run.threads.add(thread);
  return thread;
}
