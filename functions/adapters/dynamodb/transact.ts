import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { TransientError } from '../../../domain/errors.ts';
import type { Table } from './table.ts';

export type WriteItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** DESIGN section 6: transaction conflicts are tried again up to ten times with jitter. */
export const MAX_TRIES = 10;

/** A condition of the transaction did not hold: which items (by index), and what they hold (when asked with ALL_OLD). */
export class ConditionFailedError extends Error {
  override readonly name = 'ConditionFailedError';
  readonly failed: ReadonlyMap<number, Record<string, unknown> | null>;
  constructor(failed: ReadonlyMap<number, Record<string, unknown> | null>, cause: unknown) {
    super(`condition failed on item ${[...failed.keys()].join(', ')} of the transaction`, { cause });
    this.failed = failed;
  }
}

const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

function failedConditions(reasons: readonly CancellationReason[]): Map<number, Record<string, unknown> | null> {
  const failed = new Map<number, Record<string, unknown> | null>();
  for (const [index, reason] of reasons.entries()) {
    if (reason.Code === 'ConditionalCheckFailed') {
      failed.set(index, reason.Item === undefined ? null : unmarshall(reason.Item));
    }
  }
  return failed;
}

/**
 * Writes all items or none. Conflicts with another transaction are tried again here; a condition that does not hold is
 * the caller's to judge.
 * @throws ConditionFailedError, TransientError after ten conflicts
 */
export async function transact(table: Table, items: readonly WriteItem[]): Promise<void> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: [...items] }));
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const failed = failedConditions(reasons);
      if (failed.size > 0) throw new ConditionFailedError(failed, error);
      if (!reasons.some((reason) => PASSING.has(reason.Code ?? ''))) throw error;
      await table.pause(attempt);
    }
  }
  throw new TransientError(`the transaction met conflicts ${MAX_TRIES} times`);
}
