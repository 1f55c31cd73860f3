import { stopRequest } from '../withdraw-request/step.ts';
import type { StopRequestCall, StopRequestDeps } from '../withdraw-request/step.ts';

/** An administrator gives up a stuck revision: `failed`, everything given back. Only before recording begins. */
export function releaseRequest(call: StopRequestCall, deps: StopRequestDeps) {
  return stopRequest(call, 'failed', deps);
}
