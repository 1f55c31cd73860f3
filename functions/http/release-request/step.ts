import { isDead } from '../../../domain/request/lifecycle.ts';
import { visibleRevision } from '../../adapters/dynamodb/request-store.ts';
import { isStuck, notStuck } from '../stuck.ts';
import { stopRequest } from '../withdraw-request/step.ts';
import type { StopRequestCall, StopRequestDeps } from '../withdraw-request/step.ts';

/**
 * An administrator gives up a stuck revision: `failed`, everything given back. Only before recording begins.
 * @throws RefusedError conflict when it is not stuck, or too late
 */
export async function releaseRequest(call: StopRequestCall, deps: StopRequestDeps) {
  const head = await visibleRevision(deps.table, call.params.requestId, call.caller);
  if (!isDead(head.status) && !isStuck(head)) throw notStuck();
  return stopRequest(call, 'failed', deps);
}
