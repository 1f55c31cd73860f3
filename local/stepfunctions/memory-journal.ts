import { randomBytes } from 'node:crypto';
import type { Journal } from './journal.ts';
import type { EventRecord } from './events.ts';
import type { ExecutionRow, MachineRow } from './model.ts';

/** A journal that ends with its process: nothing is written, so nothing is to be committed. */
export function createMemoryJournal(): Journal {
  const machines = new Map<string, MachineRow>();
  const definitions: string[] = [];
  const executions = new Map<string, ExecutionRow>();
  const events = new Map<number, EventRecord[]>();
  const children = new Map<string, ExecutionRow[]>();
  let lastExecution = 0;
  let lastThread = 0;
  const nothing = (): void => undefined;

  return {
    secret: randomBytes(32).toString('hex'),
    machines,
    saveMachine: (row) => void machines.set(row.arn, row),
    removeMachine: (arn) => void machines.delete(arn),
    define(text) {
      const known = definitions.indexOf(text);
      return known === -1 ? definitions.push(text) - 1 : known;
    },
    definition: (id) => definitions[id] ?? '{}',
    nextExecution: () => (lastExecution += 1),
    nextThread: () => (lastThread += 1),
    keepRun(run) {
      const { row } = run;
      if (executions.has(row.arn)) return;
      executions.set(row.arn, row);
      events.set(row.id, run.events);
      if (row.mapRun === undefined) return;
      const siblings = children.get(row.mapRun);
      if (siblings === undefined) children.set(row.mapRun, [row]);
      else siblings.push(row);
    },
    keepThread: nothing,
    dropThread: nothing,
    keepEvents: nothing,
    commit: nothing,
    whenCommitted: (callback) => callback(),
    open: () => ({ runs: [], threads: [] }),
    execution: (arn) => executions.get(arn),
    executions({ machine, mapRun, status, before, limit }) {
      const all = mapRun === undefined ? [...executions.values()] : (children.get(mapRun) ?? []);
      return all
        .filter((row) => mapRun !== undefined || row.machine === machine)
        .filter((row) => (status === undefined || row.status === status) && (before === 0 || row.id < before))
        .toReversed()
        .slice(0, limit);
    },
    children: (mapRun) => children.get(mapRun) ?? [],
    events: (execution) => events.get(execution) ?? [],
    forget(before) {
      for (const row of executions.values()) {
        if (row.stopped === undefined || row.stopped >= before) continue;
        executions.delete(row.arn);
        events.delete(row.id);
        if (row.mapRun !== undefined) children.delete(row.mapRun);
      }
    },
    close: nothing,
  };
}
