import * as z from 'zod';
import { chunkRemarksSchema, eligibilityObjectSchema, rosterManifestSchema } from '../../../domain/request/chunks.ts';
import type { EligibilityObject } from '../../../domain/request/chunks.ts';
import { isDead } from '../../../domain/request/lifecycle.ts';
import { rosterRowSchema } from '../../../domain/roster/roster-row.ts';
import type { RosterRow } from '../../../domain/roster/roster-row.ts';
import { readCheckedChunks } from '../../adapters/dynamodb/checked-chunks.ts';
import type { ConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { endRevision } from '../../adapters/dynamodb/end-revision.ts';
import type { RevisionHead, RevisionSummary, StoredObject } from '../../adapters/dynamodb/records.ts';
import { changeRevision, readRevision } from '../../adapters/dynamodb/revision-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import { putJson, readJson } from '../../adapters/s3/json-objects.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { eligibilityListKey, reportKey } from '../../adapters/s3/work-keys.ts';
import { TextPile } from '../parse-roster/text-pile.ts';
import { contentHashOf } from './content-hash-of.ts';
import type { SummariseRequestInput, SummariseRequestOutput } from './contract.ts';
import { readAhead } from './read-ahead.ts';
import { REPORT_HEADING, workerReportLine } from './report.ts';
import { openTally } from './tally.ts';
import type { Tally } from './tally.ts';

export interface SummariseRequestDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readVerifiedText' | 'put'>;
  readonly configuration: Pick<ConfigurationStore, 'version'>;
  readonly workBucket: string;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

const STEP = 'summarise-request';
const rowsSchema = z.array(rosterRowSchema);

type Parsed = NonNullable<RevisionHead['parsed']>;
interface Found {
  readonly summary: RevisionSummary;
  readonly eligibility: StoredObject;
  readonly report: StoredObject;
  readonly contentHash: string;
}

/**
 * Adds the chunks up, writes the report of every row and fixes the content that approvers will decide on. Without anyone
 * eligible, or without a usable tariff, the revision ends as `refused` with its report.
 */
export async function summariseRequest(
  input: SummariseRequestInput,
  deps: SummariseRequestDeps,
): Promise<SummariseRequestOutput> {
  const head = await readRevision(deps.table, input.revisionId);
  if (head.status === 'refused') return { outcome: 'refused' };
  if (head.status === 'approving') return { outcome: 'eligible' };
  if (head.status !== 'checking' || head.parsed === undefined) return { outcome: 'ended' };
  const { found, stopped } = await addUp(head, head.parsed, deps);
  if (stopped !== undefined) return refuse(head, deps, { outcome: stopped, set: reportOf(found) });
  if (found.summary.eligible === 0) return refuse(head, deps, { outcome: nobody(found), set: reportOf(found) });
  return store(head, deps, found);
}

const reportOf = ({ summary, report }: Found) => ({ summary, report });

async function addUp(head: RevisionHead, parsed: Parsed, deps: SummariseRequestDeps) {
  const { objects, workBucket: bucket } = deps;
  const manifest = await readJson(objects, { bucket, object: parsed.manifest }, rosterManifestSchema);
  const checked = await readCheckedChunks(deps.table, head);
  const pairs = checked.flatMap(({ object }, index) => {
    const entry = manifest[index];
    return entry === undefined ? [] : [{ object, entry }];
  });
  const { document: programmes } = await deps.configuration.version('programmes', head.configuration.programmes);
  const tally = openTally(
    new Set(programmes.occupations.map(({ code }) => code)),
    `${head.header.period.firstMonth}-01`,
  );
  const report = new TextPile();
  report.add(REPORT_HEADING);
  if (parsed.badReport !== undefined) report.add(await objects.readVerifiedText(bucket, parsed.badReport));
  let stopped: EligibilityObject['stopped'];
  const chunks = readAhead(pairs, async ({ object, entry }) => ({
    found: await readJson(objects, { bucket, object }, eligibilityObjectSchema),
    rows: await readJson(objects, { bucket, object: entry }, rowsSchema),
    remarks: entry.remarks && (await readJson(objects, { bucket, object: entry.remarks }, chunkRemarksSchema)),
  }));
  for await (const chunk of chunks) {
    stopped ??= chunk.found.stopped;
    addChunk(chunk, { tally, report });
  }
  const csv = { bucket, key: reportKey(head.revisionId), contentType: 'text/csv; charset=utf-8' };
  const list = checked.map(({ chunk, object }) => ({ chunk, key: object.key, sha256: object.sha256 }));
  const summary = tally.summary(parsed);
  const found: Found = {
    summary,
    eligibility: await putJson(objects, { bucket, key: eligibilityListKey(head.revisionId) }, list),
    report: await objects.put(csv, report.bytes()),
    contentHash: contentHashOf(head, { ...tally, rulesVersions: tally.rulesVersions, total: summary.total }),
  };
  return { found, stopped };
}

interface ChunkRead {
  readonly found: EligibilityObject;
  readonly rows: readonly RosterRow[];
  readonly remarks: z.infer<typeof chunkRemarksSchema> | undefined;
}

function addChunk({ found, rows, remarks }: ChunkRead, into: { tally: Tally; report: TextPile }): void {
  for (const [index, worker] of found.workers.entries()) {
    const row = rows[index];
    if (row?.rowNumber !== worker.row) throw new TypeError(`chunk ${found.chunk} does not match its rows`);
    into.tally.add(worker, row, found);
    into.report.add(workerReportLine(worker, row, remarks?.warnings ?? []));
  }
}

async function store(head: RevisionHead, deps: SummariseRequestDeps, found: Found): Promise<SummariseRequestOutput> {
  const at = deps.now().toISOString();
  const answer = await changeRevision<SummariseRequestOutput>(deps.table, {
    revisionId: head.revisionId,
    judge: (now) => {
      if (isDead(now.status)) return { stop: { outcome: now.status === 'refused' ? 'refused' : 'ended' } };
      if (now.status !== 'checking' || now.contentHash === found.contentHash) return { stop: { outcome: 'eligible' } };
      const { contentHash, summary, report } = found;
      const { eligible, warned, refused, badRows, total, byProgramme } = summary;
      return {
        change: {
          set: { changedAt: at, ...found },
          event: {
            type: 'request-summarised',
            at,
            by: STEP,
            data: { eligible, warned, refused, badRows, total, byProgramme, contentHash, reportSha256: report.sha256 },
          },
        },
      };
    },
  });
  return answer.changed ? { outcome: 'eligible' } : answer.stop;
}

async function refuse(
  head: RevisionHead,
  deps: SummariseRequestDeps,
  why: { outcome: { code: string; id: string; en: string }; set: Pick<RevisionHead, 'summary' | 'report'> },
): Promise<SummariseRequestOutput> {
  const { revisionId } = head;
  const ended = await endRevision(deps.table, { revisionId, to: 'refused', by: STEP, now: deps.now(), ...why });
  await deps.nudgeMail();
  return { outcome: ended.outcome === 'ended' || ended.status === 'refused' ? 'refused' : 'ended' };
}

function nobody({ summary }: Found) {
  const { refused, badRows } = summary;
  return {
    code: 'nobody-eligible',
    id: `Tidak ada pekerja yang layak: ${refused} ditolak aturan dan ${badRows} baris salah. Alasannya per baris ada dalam laporan.`,
    en: `No worker is eligible: ${refused} refused by rules and ${badRows} bad rows. The report gives the reason for each row.`,
  };
}
