import { removalLimit } from '../../../domain/configuration/programmes.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { sumRupiah } from '../../../domain/money/money.ts';
import { recheckObjectSchema, removedListSchema } from '../../../domain/request/chunks.ts';
import type { RemovedLine } from '../../../domain/request/chunks.ts';
import { readRecheckedChunks } from '../../adapters/dynamodb/checked-chunks.ts';
import type { ConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { endRevision } from '../../adapters/dynamodb/end-revision.ts';
import { decidersElsewhere, readLevels } from '../../adapters/dynamodb/level-store.ts';
import { outboxMail } from '../../adapters/dynamodb/outbox.ts';
import type { RevisionHead, RevisionSummary, StoredObject } from '../../adapters/dynamodb/records.ts';
import { changeRevision, readRevision } from '../../adapters/dynamodb/revision-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { WriteItem } from '../../adapters/dynamodb/transact.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import { readJson } from '../../adapters/s3/json-objects.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { removedListKey, removedReportKey } from '../../adapters/s3/work-keys.ts';
import { contentHashOf } from '../summarise-request/content-hash-of.ts';
import { readAhead } from '../summarise-request/read-ahead.ts';
import type { SealRemovalsInput, SealRemovalsOutput } from './contract.ts';
import { removedReport } from './report.ts';
import { nothingLeft, priceChanged, tooManyRemoved } from './refusals.ts';
import type { Refusal } from './refusals.ts';

export interface SealRemovalsDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readVerifiedText' | 'putFirst' | 'put'>;
  readonly configuration: Pick<ConfigurationStore, 'version'>;
  readonly recordsBucket: string;
  readonly workBucket: string;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

const STEP = 'seal-removals';

/** Everything the second check found, chunk by chunk. */
interface Rechecked {
  readonly lineHashes: string[];
  readonly tariffRows: Set<string>;
  readonly rulesVersions: Set<string>;
  readonly removed: RemovedLine[];
  priceChanged: number;
}

/** The list of removals as it lies under Object Lock. */
interface Sealed {
  readonly object: StoredObject;
  readonly removed: readonly RemovedLine[];
}

/**
 * Fixes, once and before anything follows, which lines the second check takes out; proves that what remains and what is
 * removed are together what was approved; then enters `recording`. More removals than the policy allows, or a changed
 * price, end the revision as `refused`.
 * @throws BrokenError when the content is not what was approved
 */
export async function sealRemovals(input: SealRemovalsInput, deps: SealRemovalsDeps): Promise<SealRemovalsOutput> {
  const head = await readRevision(deps.table, input.revisionId);
  if (head.status === 'recording') return { outcome: 'recording' };
  if (head.status === 'refused') return { outcome: 'refused' };
  if (head.status !== 'approved') return { outcome: 'ended' };
  if (head.summary === undefined) throw new BrokenError(`revision ${head.revisionId} is not summarised`);
  const rechecked = await readRechecks(head, deps);
  proveContent(head, head.summary, rechecked);
  const { object, removed } = await sealList(head, rechecked.removed, deps);
  const report = await writeReport(head, removed, deps);
  const refusal = await judge(head, { summary: head.summary, rechecked, removed }, deps);
  return refusal === undefined
    ? record(head, { object, removed, report }, deps)
    : refuse(head, { outcome: refusal, set: report }, deps);
}

async function readRechecks(head: RevisionHead, deps: SealRemovalsDeps): Promise<Rechecked> {
  const all: Rechecked = {
    lineHashes: [],
    tariffRows: new Set(),
    rulesVersions: new Set(),
    removed: [],
    priceChanged: 0,
  };
  const chunks = await readRecheckedChunks(deps.table, head);
  const read = readAhead(chunks, ({ object }) =>
    readJson(deps.objects, { bucket: deps.workBucket, object }, recheckObjectSchema),
  );
  for await (const chunk of read) {
    all.lineHashes.push(...chunk.lineHashes);
    for (const id of chunk.tariffRows) all.tariffRows.add(id);
    all.rulesVersions.add(chunk.rulesVersion);
    all.removed.push(...chunk.removed);
    all.priceChanged += chunk.priceChanged;
  }
  return all;
}

function proveContent(head: RevisionHead, summary: RevisionSummary, rechecked: Rechecked): void {
  const hash = contentHashOf(head, { ...rechecked, total: summary.total });
  if (hash !== head.contentHash) {
    const { revisionId, contentHash = 'nothing' } = head;
    throw new BrokenError(`revision ${revisionId} is not what was approved: ${contentHash} then, ${hash} now`);
  }
}

/** A list that an earlier try had stored outlives this one's: what was excluded since then is the batch's business. */
async function sealList(
  head: RevisionHead,
  removed: readonly RemovedLine[],
  { objects, recordsBucket: bucket }: SealRemovalsDeps,
): Promise<Sealed> {
  const place = { bucket, key: removedListKey(head.revisionId), contentType: 'application/json' };
  const object = await objects.putFirst(place, JSON.stringify(removed));
  return { object, removed: await readJson(objects, { bucket, object }, removedListSchema) };
}

/** The same list as a table for the officer, who finds it on the head; nothing when nobody is removed. */
async function writeReport(
  { revisionId }: RevisionHead,
  removed: readonly RemovedLine[],
  { objects, workBucket: bucket }: SealRemovalsDeps,
): Promise<Pick<RevisionHead, 'removedReport'>> {
  if (removed.length === 0) return {};
  const place = { bucket, key: removedReportKey(revisionId), contentType: 'text/csv; charset=utf-8' };
  return { removedReport: await objects.put(place, removedReport(removed)) };
}

async function judge(
  head: RevisionHead,
  found: { summary: RevisionSummary; rechecked: Rechecked; removed: readonly RemovedLine[] },
  deps: SealRemovalsDeps,
): Promise<Refusal | undefined> {
  const { summary, rechecked, removed } = found;
  const { document: programme } = await deps.configuration.version('programmes', head.configuration.programmes);
  const limit = removalLimit(programme.recheckRemovalLimit, summary.eligible);
  if (rechecked.priceChanged > 0) return priceChanged(rechecked.priceChanged);
  if (removed.length > limit) return tooManyRemoved({ removed: removed.length, lines: summary.eligible, limit });
  return removed.length === summary.eligible ? nothingLeft(removed.length) : undefined;
}

async function record(
  head: RevisionHead,
  { object, removed, report }: Sealed & { report: Pick<RevisionHead, 'removedReport'> },
  deps: SealRemovalsDeps,
): Promise<SealRemovalsOutput> {
  const at = deps.now().toISOString();
  const amount = sumRupiah(removed.map((line) => line.amount));
  const reasons: Record<string, number> = {};
  for (const { ruleId } of removed) reasons[ruleId] = (reasons[ruleId] ?? 0) + 1;
  const mails = removed.length === 0 ? [] : await removalMails(head, deps, at);
  const removal = { object, workers: removed.length, amount };
  const answer = await changeRevision<SealRemovalsOutput>(deps.table, {
    revisionId: head.revisionId,
    judge: (now) => {
      if (now.status === 'recording') return { stop: { outcome: 'recording' } };
      if (now.status !== 'approved') return { stop: { outcome: 'ended' } };
      const data = {
        workers: removed.length,
        amount,
        reasons,
        listSha256: object.sha256,
        contentHash: now.contentHash,
      };
      return {
        change: {
          set: { status: 'recording', changedAt: at, removal, ...report },
          event: { type: 'removals-sealed', at, by: STEP, data },
          also: mails,
        },
      };
    },
  });
  if (removed.length > 0) await deps.nudgeMail();
  return answer.changed ? { outcome: 'recording' } : answer.stop;
}

/** To the officer and to everyone who voted: what they approved is not all that will be paid. */
async function removalMails(head: RevisionHead, deps: SealRemovalsDeps, at: string): Promise<WriteItem[]> {
  const levels = await readLevels(deps.table, head.revisionId);
  const persons = new Set([head.officerId, ...decidersElsewhere(levels, 0)]);
  return [...persons].map((personId) =>
    outboxMail(deps.table, {
      mailId: `${head.revisionId}-removed-${personId}`,
      personId,
      template: 'workers-removed',
      data: { revisionId: head.revisionId },
      at,
    }),
  );
}

async function refuse(
  { revisionId }: RevisionHead,
  why: { outcome: Refusal; set: Pick<RevisionHead, 'removedReport'> },
  deps: SealRemovalsDeps,
): Promise<SealRemovalsOutput> {
  const ended = await endRevision(deps.table, { revisionId, to: 'refused', ...why, by: STEP, now: deps.now() });
  await deps.nudgeMail();
  return { outcome: ended.outcome === 'ended' || ended.status === 'refused' ? 'refused' : 'ended' };
}
