import { RefusedError } from '../../../domain/errors.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { batchNotFound, findBatch } from '../../adapters/dynamodb/batch-store.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { DUE_PARTITION, batchKey } from '../../adapters/dynamodb/keys.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import { startBatch } from '../../adapters/dynamodb/start-batch.ts';
import type { StartBatchDeps } from '../../adapters/dynamodb/start-batch.ts';

interface RetryBatchCall {
  readonly params: { readonly batchId: BatchId };
  readonly body: { readonly reason: string };
  readonly caller: Pick<Person, 'personId'>;
}

/**
 * An administrator lets a stuck batch go on in a new execution, after repair's own attempts are used up. When starting it
 * fails, repair does it.
 * @throws RefusedError not-found, or conflict when it is not waiting for an administrator
 */
export async function retryBatch({ params, body, caller }: RetryBatchCall, deps: StartBatchDeps) {
  const { batchId } = params;
  const at = deps.now().toISOString();
  await changeHead<BatchHead, never>(deps.table, {
    key: batchKey(batchId),
    schema: batchHeadSchema,
    judge: (head) => {
      if (head === null) throw batchNotFound();
      if (head.needsAdministrator !== true || head.status === 'closed') throw notStuck();
      const attempt = head.attempt + 1;
      return {
        change: {
          set: { attempt, changedAt: at, duePk: DUE_PARTITION, dueBy: at },
          remove: ['needsAdministrator'],
          event: { type: 'batch-retried', at, by: caller.personId, data: { attempt, reason: body.reason } },
        },
      };
    },
  });
  const head = await findBatch(deps.table, batchId);
  await startBatch(head, deps);
  return { batchId, attempt: head.attempt };
}

function notStuck(): RefusedError {
  return new RefusedError({
    code: 'not-stuck',
    kind: 'conflict',
    text: {
      id: 'Batch ini tidak menunggu keputusan administrator.',
      en: 'This batch does not wait for an administrator.',
    },
  });
}
