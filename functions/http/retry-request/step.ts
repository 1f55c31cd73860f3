import type { RefusedError } from '../../../domain/errors.ts';
import type { RequestId } from '../../../domain/identity/ids.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { DUE_PARTITION, revisionKey } from '../../adapters/dynamodb/keys.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import type { Person, RevisionHead } from '../../adapters/dynamodb/records.ts';
import { visibleRevision } from '../../adapters/dynamodb/request-store.ts';
import { startOrLeave } from '../../adapters/dynamodb/start-attempt.ts';
import type { StartDeps } from '../../adapters/dynamodb/start-attempt.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import { isStuck, notStuck } from '../stuck.ts';

interface RetryCall {
  readonly params: { readonly requestId: RequestId };
  readonly body: { readonly reason: string };
  readonly caller: Person;
}

/**
 * An administrator lets a stuck revision go on in a new execution, after repair's own attempts are used up.
 * @throws RefusedError conflict when it is not waiting for an administrator
 */
export async function retryRequest({ params, body, caller }: RetryCall, deps: StartDeps) {
  const seen = await visibleRevision(deps.table, params.requestId, caller);
  const key = revisionKey(seen.revisionId);
  const at = deps.now().toISOString();
  const answer = await changeHead<RevisionHead, RefusedError>(deps.table, {
    key,
    schema: revisionHeadSchema,
    judge: (head) => {
      if (head === null || !isStuck(head)) return { stop: notStuck() };
      const attempt = head.attempt + 1;
      return {
        change: {
          set: { attempt, changedAt: at, duePk: DUE_PARTITION, dueBy: at },
          remove: ['needsAdministrator'],
          event: { type: 'request-retried', at, by: caller.personId, data: { attempt, reason: body.reason } },
        },
      };
    },
  });
  if (!answer.changed) throw answer.stop;
  const head = await readItem(deps.table, key, revisionHeadSchema);
  if (head === null) throw notStuck();
  await startOrLeave(head, deps);
  return { requestId: params.requestId, attempt: head.attempt };
}
