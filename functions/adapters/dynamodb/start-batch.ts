import type { Executions } from '../sfn/executions.ts';
import { batchKey } from './keys.ts';
import type { BatchHead } from './batch-records.ts';
import { postponeCheck } from './start-attempt.ts';
import type { Table } from './table.ts';

export interface StartBatchDeps {
  readonly table: Table;
  readonly executions: Pick<Executions, 'startExecution'>;
  readonly batchMachineArn: string;
  readonly now: () => Date;
}

/** `<batchId>-<attempt>`: one name runs once, so starting twice is harmless. */
export function batchExecutionName(head: Pick<BatchHead, 'batchId' | 'attempt'>): string {
  return `${head.batchId}-${head.attempt}`;
}

/**
 * The second write of the pair "membership closed and execution": starts the head's attempt, then moves the time at which
 * repair looks again. The head's version stays, because nothing that people see changes.
 */
export async function startBatch(head: BatchHead, deps: StartBatchDeps): Promise<void> {
  const { batchId, attempt } = head;
  await deps.executions.startExecution({
    machineArn: deps.batchMachineArn,
    name: batchExecutionName(head),
    input: { batchId, attempt },
  });
  await postponeCheck(head, batchKey(batchId), deps);
}
