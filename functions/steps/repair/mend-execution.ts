import type * as z from 'zod';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { lookAgain } from '../../adapters/dynamodb/due-index.ts';
import type { Overdue } from '../../adapters/dynamodb/due-index.ts';
import { DUE_PARTITION } from '../../adapters/dynamodb/keys.ts';
import { NEXT_CHECK_MS } from '../../adapters/dynamodb/start-attempt.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { Executions } from '../../adapters/sfn/executions.ts';

/** Attempts that are started without asking anybody. */
const MAX_ATTEMPTS = 3;
const START_WITHIN_MS = 2 * 60_000;

/** `nothing`: all was well. `stuck`: an administrator must decide. */
export type Mended = 'nothing' | 'started' | 'next-attempt' | 'stuck';

interface Runnable {
  readonly version: number;
  readonly attempt: number;
  readonly status: string;
  readonly needsAdministrator?: boolean | undefined;
}

/** How a head and its execution belong together; the same for revisions and batches. */
export interface Run<Head extends Runnable> {
  readonly schema: z.ZodType<Head>;
  readonly machineArn: string;
  readonly isAtEnd: (head: Head) => boolean;
  readonly nameOf: (head: Head) => string;
  /** Starts the head's attempt; starting one that exists is success. */
  readonly start: (head: Head) => Promise<void>;
}

export interface MendDeps {
  readonly table: Table;
  readonly executions: Pick<Executions, 'describeExecution'>;
  readonly now: () => Date;
}

/**
 * A head whose next look is overdue: never started → start; running → look later; ended while the head is not at its end
 * → the next attempt, at most three, then an administrator.
 */
export async function mendExecution<Head extends Runnable>(
  overdue: Overdue,
  run: Run<Head>,
  deps: MendDeps,
): Promise<Mended> {
  const { table } = deps;
  const head = await readItem(table, overdue, run.schema);
  if (head === null || run.isAtEnd(head)) {
    await lookAgain(table, overdue, undefined);
    return 'nothing';
  }
  const execution = await deps.executions.describeExecution({ machineArn: run.machineArn, name: run.nameOf(head) });
  if (execution === null) {
    await run.start(head);
    return 'started';
  }
  if (execution.status === 'RUNNING' || execution.status === 'PENDING_REDRIVE') {
    await lookAgain(table, overdue, new Date(deps.now().getTime() + NEXT_CHECK_MS).toISOString());
    return 'nothing';
  }
  return head.attempt >= MAX_ATTEMPTS
    ? callAdministrator({ overdue, head, run, execution }, deps)
    : nextAttempt({ overdue, head, run, execution }, deps);
}

interface Ended<Head extends Runnable> {
  readonly overdue: Overdue;
  readonly head: Head;
  readonly run: Run<Head>;
  readonly execution: { readonly status: string };
}

/** One conditional write makes the attempt; whoever else repairs at the same time finds it made. */
async function nextAttempt<Head extends Runnable>(
  { overdue, head: seen, run, execution }: Ended<Head>,
  { table, now }: MendDeps,
): Promise<Mended> {
  const at = now().toISOString();
  const attempt = seen.attempt + 1;
  await changeHead<Head, 'moved-on'>(table, {
    key: overdue,
    schema: run.schema,
    judge: (head) => {
      if (head === null || run.isAtEnd(head) || head.attempt !== seen.attempt) return { stop: 'moved-on' };
      return {
        change: {
          set: { attempt, duePk: DUE_PARTITION, dueBy: new Date(now().getTime() + START_WITHIN_MS).toISOString() },
          event: {
            type: 'next-attempt',
            at,
            by: 'repair',
            data: { attempt, ended: execution.status, status: head.status },
          },
        },
      };
    },
  });
  const head = await readItem(table, overdue, run.schema);
  if (head === null || run.isAtEnd(head)) return 'nothing';
  await run.start(head);
  return 'next-attempt';
}

async function callAdministrator<Head extends Runnable>(
  { overdue, run, execution }: Ended<Head>,
  { table, now }: MendDeps,
): Promise<Mended> {
  const answer = await changeHead<Head, 'moved-on'>(table, {
    key: overdue,
    schema: run.schema,
    judge: (head) => {
      if (head === null || run.isAtEnd(head) || head.needsAdministrator === true) return { stop: 'moved-on' };
      const data = { attempt: head.attempt, ended: execution.status, status: head.status };
      return {
        change: {
          set: { needsAdministrator: true },
          remove: ['duePk', 'dueBy'],
          event: { type: 'administrator-needed', at: now().toISOString(), by: 'repair', data },
        },
      };
    },
  });
  if (!answer.changed) await lookAgain(table, overdue, undefined);
  return answer.changed ? 'stuck' : 'nothing';
}
