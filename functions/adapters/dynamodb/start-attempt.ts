import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { LOG } from '../../runtime/log-messages.ts';
import { logger } from '../../runtime/telemetry.ts';
import type { Executions } from '../sfn/executions.ts';
import { revisionKey } from './keys.ts';
import type { RevisionHead } from './records.ts';
import type { Table } from './table.ts';

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
  if (head.dueBy === undefined) return;
  try {
    await deps.table.client.send(
      new UpdateCommand({
        TableName: deps.table.name,
        Key: { ...revisionKey(revisionId) },
        UpdateExpression: 'SET #due = :next',
        ConditionExpression: '#due = :seen AND #attempt = :attempt',
        ExpressionAttributeNames: { '#due': 'dueBy', '#attempt': 'attempt' },
        ExpressionAttributeValues: {
          ':next': new Date(deps.now().getTime() + NEXT_CHECK_MS).toISOString(),
          ':seen': head.dueBy,
          ':attempt': attempt,
        },
      }),
    );
  } catch (error) {
    // The head has moved on meanwhile, or is just moving: the execution's first step comes as soon as it is started.
    const isMoving = error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException;
    if (!isMoving) throw error;
  }
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
