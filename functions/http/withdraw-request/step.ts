import { RefusedError } from '../../../domain/errors.ts';
import type { RequestId } from '../../../domain/identity/ids.ts';
import { revisionKey } from '../../adapters/dynamodb/keys.ts';
import type { Person, RevisionHead } from '../../adapters/dynamodb/records.ts';
import { visibleRevision } from '../../adapters/dynamodb/request-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { endRevision } from '../../adapters/dynamodb/end-revision.ts';
import { levelToken, tellToken } from '../../adapters/dynamodb/token-store.ts';
import type { AnswerToken } from '../../adapters/dynamodb/token-store.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import { LOG } from '../../runtime/log-messages.ts';
import { logger } from '../../runtime/telemetry.ts';

export interface StopRequestDeps {
  readonly table: Table;
  readonly answerToken: AnswerToken;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

export interface StopRequestCall {
  readonly params: { readonly requestId: RequestId };
  readonly body: { readonly reason: string };
  readonly caller: Person;
}

/** Withdrawn by the officer; possible until recording begins. @throws RefusedError conflict when it is too late or over */
export function withdrawRequest(call: StopRequestCall, deps: StopRequestDeps) {
  return stopRequest(call, 'withdrawn', deps);
}

/**
 * Ends the latest revision, then tells the waiting state and wakes the sender; repair does both when this is cut off.
 * A repeated call finds the revision ended the same way and answers the same.
 */
export async function stopRequest(
  { params, body, caller }: StopRequestCall,
  to: 'withdrawn' | 'failed',
  deps: StopRequestDeps,
): Promise<{ requestId: RequestId; status: RevisionHead['status'] }> {
  const head = await visibleRevision(deps.table, params.requestId, caller);
  const now = deps.now();
  const ended = await endRevision(deps.table, {
    revisionId: head.revisionId,
    to,
    outcome: { code: to, id: body.reason, en: body.reason },
    by: caller.personId,
    now,
  });
  if (ended.outcome !== 'ended') {
    if (ended.status === to) return { requestId: params.requestId, status: to };
    throw tooLate(ended.status);
  }
  if (ended.toldLevel !== undefined) {
    const { pk } = revisionKey(head.revisionId);
    const tell = { pk, name: levelToken(ended.toldLevel), output: { outcome: 'ended' }, at: now.toISOString() };
    await tellToken(deps.table, tell, deps.answerToken).catch((thrown: unknown) => {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      logger.warn(LOG.tokenUntold.message, { code: LOG.tokenUntold.code, error });
    });
  }
  await deps.nudgeMail();
  return { requestId: params.requestId, status: to };
}

function tooLate(status: RevisionHead['status']): RefusedError {
  return new RefusedError({
    code: 'too-late',
    kind: 'conflict',
    text: {
      id: `Usulan sudah berstatus ${status}; tindakan ini tidak mungkin lagi.`,
      en: `The request is ${status} already; this is no longer possible.`,
    },
  });
}
