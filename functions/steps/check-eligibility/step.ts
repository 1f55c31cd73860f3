import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { slotsOf, slotYear } from '../../../domain/claim/slots.ts';
import type { WorkerLookups } from '../../../domain/eligibility/rule.ts';
import { chunkRemarksSchema } from '../../../domain/request/chunks.ts';
import type { EligibilityObject, RosterChunk } from '../../../domain/request/chunks.ts';
import { rosterRowSchema } from '../../../domain/roster/roster-row.ts';
import type { RosterRow } from '../../../domain/roster/roster-row.ts';
import type { ClaimStore } from '../../adapters/dynamodb/claim-store.ts';
import type { ConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import type { Exclusion } from '../../adapters/dynamodb/exclusion-store.ts';
import { checkedChunkKey } from '../../adapters/dynamodb/keys.ts';
import type { ReadMemberships } from '../../adapters/dynamodb/member-list-store.ts';
import type { CheckedChunk, RevisionHead } from '../../adapters/dynamodb/records.ts';
import { readRevision } from '../../adapters/dynamodb/revision-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { putJson, readJson } from '../../adapters/s3/json-objects.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { eligibilityKey } from '../../adapters/s3/work-keys.ts';
import type { NikHasher } from '../../adapters/secrets/nik-hash.ts';
import type { CheckEligibilityInput, CheckEligibilityOutput } from './contract.ts';
import { judgeBeforeClaim, judgeClaims, membershipLookups, priceChunk } from './judge-chunk.ts';
import type { JudgedWorker, WorkerRow } from './judge-chunk.ts';
import { rulesOfRequest } from './request-rules.ts';
import type { RequestRules } from './request-rules.ts';

export interface CheckEligibilityDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readVerifiedText' | 'put'>;
  readonly configuration: Pick<ConfigurationStore, 'current' | 'version'>;
  readonly claims: ClaimStore;
  readonly readExclusions: (nikHashes: readonly string[]) => Promise<Map<string, Exclusion>>;
  readonly readMemberships: ReadMemberships;
  readonly nikHasher: () => Promise<NikHasher>;
  readonly workBucket: string;
  readonly now: () => Date;
}

const rowsSchema = z.array(rosterRowSchema);

/**
 * Judges, claims and prices the workers of one chunk, and leaves what it found as a work object with its SHA-256 in the
 * table. Repeating it takes the same claims; whoever is refused now gives back what an earlier try had claimed.
 */
export async function checkEligibility(
  input: CheckEligibilityInput,
  deps: CheckEligibilityDeps,
): Promise<CheckEligibilityOutput> {
  const { chunk } = input.chunk;
  const head = await readRevision(deps.table, input.revisionId);
  if (head.status !== 'checking') return { chunk, eligible: 0, warned: 0, refused: 0 };
  const [request, workers] = await Promise.all([rulesOfRequest(head, deps), readWorkers(input.chunk, { head, deps })]);
  const found = await claimAndPrice(workers, { head, chunk, request, claims: deps.claims });
  const place = { bucket: deps.workBucket, key: eligibilityKey(head.revisionId, chunk) };
  const object = await putJson(deps.objects, place, found);
  const counts = countsOf(found);
  const checked: CheckedChunk = { chunk, object, ...counts };
  await deps.table.client.send(
    new PutCommand({ TableName: deps.table.name, Item: { ...checkedChunkKey(head.revisionId, chunk), ...checked } }),
  );
  return { chunk, ...counts };
}

async function claimAndPrice(
  workers: readonly WorkerRow[],
  of: { head: RevisionHead; chunk: number; request: RequestRules; claims: ClaimStore },
): Promise<EligibilityObject> {
  const { head, chunk, request, claims } = of;
  const { rules, price } = request;
  const { revisionId } = head;
  const year = slotYear(head.header.period);
  const slots = slotsOf(head.header.programmes, head.header.period);
  const judged = judgeBeforeClaim(workers, rules);
  const claiming = judged.filter(isEligible).map(({ nikHash }) => ({ nikHash, slots }));
  const outcomes = await claims.claimChunk({ revisionId, year, workers: claiming });
  const claimed = judgeClaims(judged, outcomes, { rules, year });
  const found = priceChunk(claimed, { chunk, rulesVersion: rules.rulesVersion, price });
  const refused = found.workers.filter((worker) => worker.outcome === 'refuse').map(({ nikHash }) => nikHash);
  await claims.release({ revisionId, year, nikHashes: refused });
  return found;
}

const isEligible = (worker: JudgedWorker): boolean => worker.result.outcome !== 'refuse';

async function readWorkers(
  chunk: RosterChunk,
  { head, deps }: { head: RevisionHead; deps: CheckEligibilityDeps },
): Promise<WorkerRow[]> {
  const from = (object: { key: string; sha256: string }) => ({ bucket: deps.workBucket, object });
  const hash = await deps.nikHasher();
  const rows = await readJson(deps.objects, from(chunk), rowsSchema);
  const hashed = rows.map((row) => ({ row, nikHash: hash(row.nik) }));
  const nikHashes = hashed.map(({ nikHash }) => nikHash);
  const [remarks, exclusions, members, lastPaid] = await Promise.all([
    chunk.remarks === undefined ? undefined : readJson(deps.objects, from(chunk.remarks), chunkRemarksSchema),
    deps.readExclusions(nikHashes),
    deps.readMemberships(nikHashes),
    deps.claims.lastPaidMonths({ nikHashes, before: head.header.period.firstMonth }),
  ]);
  const nearDuplicates = new Map(remarks?.nearDuplicates.map(({ row, firstRow }) => [row, firstRow]));
  const lookupsOf = (row: RosterRow, nikHash: string): WorkerLookups => {
    const nearDuplicateRow = nearDuplicates.get(row.rowNumber);
    const exclusion = exclusions.get(nikHash);
    const lastPaidMonth = lastPaid.get(nikHash);
    return {
      ...(nearDuplicateRow !== undefined && { nearDuplicateRow }),
      ...(exclusion !== undefined && { exclusion }),
      ...membershipLookups(members.get(nikHash)),
      ...(lastPaidMonth !== undefined && { lastPaidMonth }),
    };
  };
  return hashed.map(({ row, nikHash }) => ({ row, nikHash, lookups: lookupsOf(row, nikHash) }));
}

function countsOf(found: EligibilityObject): Omit<CheckEligibilityOutput, 'chunk'> {
  const count = (outcome: 'warn' | 'refuse'): number =>
    found.workers.filter((worker) => worker.outcome === outcome).length;
  const refused = count('refuse');
  return { eligible: found.workers.length - refused, warned: count('warn'), refused };
}
