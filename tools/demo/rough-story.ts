import type { DownloadedFiles, ExportedRow } from './batch-files.ts';
import { openAndDownload } from './chapters/batch.ts';
import type { SentBatch } from './chapters/batch.ts';
import { approveWithHesitation, toldOfRemoval } from './chapters/hesitation.ts';
import { hurry, slowDown } from './chapters/hurried-policy.ts';
import { awaitCheck, awaitRecording, countClaims, killDuringCheck, sendRoster } from './chapters/request.ts';
import type { Roster } from './chapters/roster.ts';
import { fatesOf, payFollowUp, payRoughBatch } from './chapters/rough-batch.ts';
import type { FollowUp } from './chapters/rough-batch.ts';
import { awaitExpiry, sendAgain, sendSmallRequest } from './chapters/small-request.ts';
import type { SmallRequest } from './chapters/small-request.ts';
import type { BatchView } from './finance.ts';
import { readRemovedRows } from './officer.ts';
import type { RemovedRow, RequestView, TypedRow } from './officer.ts';
import type { Scene } from './scene.ts';

export interface RoughEnds {
  /** The small request as it ran out, and its next revision as it was recorded. */
  readonly expired: RequestView;
  readonly sentAgain: RequestView;
  readonly followUp: FollowUp;
  /** Whom the second check removed, as the officer's report tells. */
  readonly removed: readonly RemovedRow[];
  /** Mail addresses that were told of the removal. */
  readonly toldOfRemoval: readonly string[];
}

interface RoughEnd {
  readonly request: RequestView;
  readonly batch: BatchView;
  readonly files: DownloadedFiles;
  readonly rough: RoughEnds;
}

/**
 * Life happens: the power fails twice, one official never answers and another only lets a request run out, workers die
 * before they are paid for, BPJS TK answers late, unclearly or not at all, and the bank transfers too little.
 */
export async function tellRoughStory(scene: Scene): Promise<RoughEnd> {
  await hurry(scene);
  const small = await sendSmallRequest(scene);
  const { requestId, expired } = await sendThroughPowerCuts(scene, small);
  await approveWithHesitation(scene, requestId);
  const request = await awaitRecording(scene, requestId);
  await scene.books.note('premiums recorded');
  const sent = await openAndDownload(scene);
  const { batch, followUp } = await payBoth(scene, sent);
  const freed = rowsOf(scene.roster, setFree(scene, sent));
  const sentAgain = await sendAgain(scene, small, freed);
  const removed = await readRemovedRows(scene.people.officer, requestId);
  const rough = { expired, sentAgain, followUp, removed, toldOfRemoval: await toldOfRemoval(scene) };
  return { request, batch, files: sent.files, rough };
}

/** Killed while claims are being taken, and again while approvers are awaited. */
async function sendThroughPowerCuts(
  scene: Scene,
  small: SmallRequest,
): Promise<{ requestId: string; expired: RequestView }> {
  const { stages, system, books } = scene;
  const claimsBefore = await countClaims(scene);
  const requestId = await sendRoster(scene);
  await killDuringCheck(scene, { requestId, claimsBefore });
  await slowDown(scene);
  await awaitCheck(scene, requestId);
  const expired = await awaitExpiry(scene, small);
  await books.note('small request expired, roster reserved');
  await stages.run('killed while approvers were awaited, started again', () => system.killAndRestart());
  return { requestId, expired };
}

async function payBoth(scene: Scene, sent: SentBatch): Promise<{ batch: BatchView; followUp: FollowUp }> {
  const batch = await payRoughBatch(scene, sent);
  if (batch.followUp === undefined) throw new Error(`batch ${batch.batchId} has no follow-up batch`);
  const followUp = await payFollowUp(scene, batch.followUp);
  await scene.books.note('follow-up batch closed');
  return { batch, followUp };
}

/** Whose months nobody pays any more: BPJS TK rejected them, before or after the payment. */
function setFree({ plan }: Scene, { files }: SentBatch): readonly ExportedRow[] {
  const { rejected, late } = fatesOf(files.rows, plan);
  return [...rejected, ...late];
}

function rowsOf({ good }: Roster, exported: readonly ExportedRow[]): TypedRow[] {
  return exported.map(({ nik }) => good.get(nik)).filter((row) => row !== undefined);
}
