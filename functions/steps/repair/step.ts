import { isDead } from '../../../domain/request/lifecycle.ts';
import { closeMembership } from '../../adapters/dynamodb/batch-membership.ts';
import type { BatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import { lookAgain, overdueItems } from '../../adapters/dynamodb/due-index.ts';
import type { Overdue } from '../../adapters/dynamodb/due-index.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import { executionName, startAttempt } from '../../adapters/dynamodb/start-attempt.ts';
import { batchExecutionName, startBatch } from '../../adapters/dynamodb/start-batch.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import type { Executions } from '../../adapters/sfn/executions.ts';
import type { RepairOutput } from './contract.ts';
import { mendExecution } from './mend-execution.ts';
import type { Mended, Run } from './mend-execution.ts';
import { mendLevels } from './mend-levels.ts';
import { mendToken } from './mend-token.ts';
import { mendUnbatched } from './mend-unbatched.ts';

export interface RepairDeps extends BatchCalendar {
  readonly table: Table;
  readonly executions: Executions;
  /** premium-request and payment-batch. */
  readonly machineArn: string;
  readonly batchMachineArn: string;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
  readonly tell: {
    /** Something was finished that a crash had left. */
    readonly acted: (what: Readonly<Record<string, unknown>>) => void;
    /** Somebody should look: an execution that did not reach its end, a revision without a batch before its date. */
    readonly alarm: (what: Readonly<Record<string, unknown>>) => void;
    readonly failed: (what: Readonly<Record<string, unknown>>, error: unknown) => void;
  };
}

/** Enough for five minutes' crashes; what is left is taken by the next run. */
const MOST_ITEMS = 500;

/** Finishes whatever a crash left between two writes. It knows only what is stored, and writes under the live path's conditions. */
export async function repair(_input: object, deps: RepairDeps): Promise<RepairOutput> {
  const counts = { looked: 0, acted: 0, failed: 0 };
  let hasMail = false;
  for await (const overdue of overdueItems(deps.table, deps.now().toISOString())) {
    if (counts.looked === MOST_ITEMS) break;
    counts.looked += 1;
    if (overdue.pk.startsWith('MAIL#')) {
      hasMail = true;
      continue;
    }
    const what = { pk: overdue.pk, sk: overdue.sk };
    await counted(counts, { what, run: () => mend(overdue, deps) }, deps);
  }
  if (hasMail) await counted(counts, { what: { mail: true }, run: () => nudge(deps) }, deps);
  await counted(counts, { what: { unbatched: true }, run: () => mendList(deps) }, deps);
  await counted(counts, { what: { openLevels: true }, run: () => settleLevels(deps) }, deps);
  return counts;
}

interface Mending {
  readonly what: Readonly<Record<string, unknown>>;
  readonly run: () => Promise<string>;
}

type Counts = { looked: number; acted: number; failed: number };

/** One thing that cannot be mended never keeps the others from it. */
async function counted(counts: Counts, { what, run }: Mending, { tell }: RepairDeps): Promise<void> {
  try {
    const outcome = await run();
    if (outcome === 'nothing') return;
    counts.acted += 1;
    tell.acted({ ...what, outcome });
    if (outcome === 'next-attempt' || outcome === 'stuck') tell.alarm({ ...what, outcome });
  } catch (error) {
    counts.failed += 1;
    tell.failed(what, error);
  }
}

async function nudge({ nudgeMail }: RepairDeps): Promise<string> {
  await nudgeMail();
  return 'nudged';
}

async function mendList(deps: RepairDeps): Promise<string> {
  const { opened, late } = await mendUnbatched({ ...deps, by: 'repair' });
  if (late.length > 0) deps.tell.alarm({ unbatched: late });
  return opened > 0 ? 'batched' : 'nothing';
}

async function settleLevels({ table, now, nudgeMail, tell }: RepairDeps): Promise<string> {
  const onFailed = (error: unknown) => tell.failed({ openLevels: true }, error);
  const outcome = await mendLevels(table, { now: now(), onFailed });
  if (outcome === 'settled') await nudgeMail();
  return outcome;
}

function mend(overdue: Overdue, deps: RepairDeps): Promise<string> {
  if (overdue.sk.startsWith('TOKEN#')) {
    return mendToken(overdue, { ...deps, answerToken: deps.executions.answerToken });
  }
  if (overdue.pk.startsWith('REVISION#')) return mendExecution(overdue, revisionRun(deps), deps);
  if (overdue.pk.startsWith('BATCH#')) return mendBatch(overdue, deps);
  return Promise.reject(new TypeError(`nobody knows how to mend ${overdue.pk} ${overdue.sk}`));
}

function revisionRun(deps: RepairDeps): Run<RevisionHead> {
  return {
    schema: revisionHeadSchema,
    machineArn: deps.machineArn,
    isAtEnd: ({ status }) => status === 'committed' || isDead(status),
    nameOf: executionName,
    start: (head) => startAttempt(head, deps),
  };
}

/** A batch that was opened and never closed for members is closed first. */
async function mendBatch(overdue: Overdue, deps: RepairDeps): Promise<Mended> {
  const run: Run<BatchHead> = {
    schema: batchHeadSchema,
    machineArn: deps.batchMachineArn,
    isAtEnd: ({ status }) => status === 'closed',
    nameOf: batchExecutionName,
    start: (head) => startBatch(head, deps),
  };
  const head = await readItem(deps.table, overdue, batchHeadSchema);
  if (head === null || head.number !== undefined) return mendExecution(overdue, run, deps);
  const closed = await closeMembership(deps.table, { batchId: head.batchId, by: 'repair', now: deps.now() });
  if (closed === 'empty') {
    // It stays open for the next member, whose coming sets a new time.
    await lookAgain(deps.table, overdue, undefined);
    return 'nothing';
  }
  await startBatch(closed, deps);
  return 'started';
}
