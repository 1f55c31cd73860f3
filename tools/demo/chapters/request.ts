import { approveAll } from '../approvers.ts';
import type { ApprovalTally } from '../approvers.ts';
import { readRequest, submit, waitForRequest } from '../officer.ts';
import type { RequestView } from '../officer.ts';
import { TITLE } from '../scene.ts';
import type { Scene } from '../scene.ts';
import { readUsage, waitForClaims } from '../usage.ts';

/** The officer uploads the roster and submits it. Gives the request's id. */
export async function sendRoster({ stages, checks, people, roster, period }: Scene): Promise<string> {
  const { path, fileName } = roster;
  const { requestId, sameAgain, otherRefused } = await stages.run(
    'roster uploaded, request submitted',
    () => submit(people.officer, { title: TITLE, ...period, roster: { path, fileName } }),
    (receipt) => `request ${receipt.requestId}`,
  );
  checks.isTrue('a repeated submit gives the same request', sameAgain);
  checks.isTrue('the same key with other content is refused', otherRefused);
  return requestId;
}

/** Waits until the roster is checked and its premium reserved. */
export function awaitCheck({ stages, people }: Scene, requestId: string): Promise<RequestView> {
  return stages.run(
    'roster checked, budget reserved',
    () => waitForRequest(people.officer, requestId, ['approving']),
    (request) =>
      `${request.summary?.eligible ?? 0} eligible, ${request.summary?.refused ?? 0} refused, ${request.summary?.badRows ?? 0} bad rows`,
  );
}

/** What the gateway counts must begin before the roster is sent: see waitForClaims. */
export function countClaims({ system }: Scene): Promise<number> {
  return readUsage(system.ready().gatewayUrl).then((usage) => usage.claimCalls);
}

/** The power goes while claims are being taken, and comes back. */
export async function killDuringCheck(
  { system, stages, checks, people }: Scene,
  about: { requestId: string; claimsBefore: number },
): Promise<void> {
  await waitForClaims(system.ready().gatewayUrl, about.claimsBefore);
  const { status } = await readRequest(people.officer, about.requestId);
  checks.equal('status when killed during the Map', status, 'checking');
  await stages.run('killed while the roster was checked, started again', () => system.killAndRestart());
}

/** Approvers decide by the links in their mails, until the request goes on. */
export function approve({ options, system, stages, people }: Scene, requestId: string): Promise<ApprovalTally> {
  const isDecided = async (): Promise<boolean> => (await readRequest(people.officer, requestId)).status !== 'approving';
  const inboxUrl = (): string => system.ready().inboxUrl;
  const run = { inboxUrl, title: TITLE, scanned: options.rough, isDecided, workers: options.workers };
  return stages.run('approved on every level', () => approveAll(run), tallyText);
}

export function tallyText({ approved, late, scans }: ApprovalTally): string {
  const links = late === 1 ? 'link was' : 'links were';
  return `${approved} decisions${late === 0 ? '' : `; ${late} ${links} too late`}${scans === 0 ? '' : `; ${scans} scans`}`;
}

export function awaitRecording({ stages, people }: Scene, requestId: string): Promise<RequestView> {
  return stages.run('checked again, premiums recorded', () => waitForRequest(people.officer, requestId, ['committed']));
}
