import { LOG } from '../../runtime/log-messages.ts';
import { logger } from '../../runtime/telemetry.ts';
import type { Executions } from '../sfn/executions.ts';
import { lookAgain } from './due-index.ts';
import { revisionKey } from './keys.ts';
import type { RevisionHead } from './records.ts';
import type { Key, Table } from './table.ts';

export interface StartDeps {
  readonly table: Table;
  readonly executions: Pick<Executions, 'startExecution'>;
  readonly machineArn: string;
  readonly now: () => Date;
}

/** How often repair looks whether a running execution is still alive. */
export const NEXT_CHECK_MS = 60 * 60_000;

/** `<requestId>-<number>-<attempt>`: one name runs once, so starting twice is harmless. */
export function executionName(head: Pick<RevisionHead, 'requestId' | 'number' | 'attempt'>): string {
  return `${head.requestId}-${head.number}-${head.attempt}`;
}

/**
 * The second write of the pair "request and execution": starts the head's attempt, then moves the time at which repair
 * looks again. The head's version stays, because nothing that people see changes.
 */
export async function startAttempt(head: RevisionHead, deps: StartDeps): Promise<void> {
  const { requestId, revisionId, number, attempt } = head;
  await deps.executions.startExecution({
    machineArn: deps.machineArn,
    name: executionName(head),
    input: { requestId, revisionId, number, attempt },
  });
  await postponeCheck(head, revisionKey(revisionId), deps);
}

/** The time at which repair looks again moves on, unless a newer attempt has set its own. */
export async function postponeCheck(
  head: { readonly dueBy?: string | undefined },
  key: Key,
  { table, now }: Pick<StartDeps, 'table' | 'now'>,
): Promise<void> {
  if (head.dueBy === undefined) return;
  const next = new Date(now().getTime() + NEXT_CHECK_MS).toISOString();
  await lookAgain(table, { ...key, dueBy: head.dueBy }, next);
}

/** For calls whose outcome is stored already: an execution that cannot be started now is started by repair. */
export async function startOrLeave(head: RevisionHead, deps: StartDeps): Promise<void> {
  try {
    await startAttempt(head, deps);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    logger.warn(LOG.startLeft.message, { code: LOG.startLeft.code, revisionId: head.revisionId, error });
  }
}
