import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { canonicalJson } from '../../../domain/audit/chain.ts';
import { slotsOf, slotYear } from '../../../domain/claim/slots.ts';
import { evaluateSecondCheck } from '../../../domain/eligibility/evaluate.ts';
import type { Finding } from '../../../domain/eligibility/evaluate.ts';
import { BrokenError, RefusedError } from '../../../domain/errors.ts';
import { amountsOf, totalOf } from '../../../domain/request/amounts.ts';
import type { CheckedWorker, EligibilityObject, RecheckObject, RemovedLine } from '../../../domain/request/chunks.ts';
import { lineHash } from '../../../domain/request/line-hash.ts';
import { rosterRowSchema } from '../../../domain/roster/roster-row.ts';
import type { RosterRow } from '../../../domain/roster/roster-row.ts';
import type { PriceProfile } from '../../../domain/tariff/profile.ts';
import { sha256Hex } from '../../adapters/dynamodb/audit-log.ts';
import type { ClaimStore } from '../../adapters/dynamodb/claim-store.ts';
import type { ConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import type { Exclusion } from '../../adapters/dynamodb/exclusion-store.ts';
import { recheckedChunkKey } from '../../adapters/dynamodb/keys.ts';
import type { ReadMemberships } from '../../adapters/dynamodb/member-list-store.ts';
import type { RecheckedChunk, RevisionHead } from '../../adapters/dynamodb/records.ts';
import { readRevision } from '../../adapters/dynamodb/revision-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { putJson, readJson } from '../../adapters/s3/json-objects.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { recheckKey } from '../../adapters/s3/work-keys.ts';
import { coverOf, membershipLookups } from '../check-eligibility/judge-chunk.ts';
import { readEligibility } from '../check-eligibility/read-eligibility.ts';
import { rulesOfRequest } from '../check-eligibility/request-rules.ts';
import type { RequestRules } from '../check-eligibility/request-rules.ts';
import type { RecheckChunkInput, RecheckChunkOutput } from './contract.ts';

export interface RecheckChunkDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readVerifiedText' | 'put'>;
  readonly configuration: Pick<ConfigurationStore, 'current' | 'version'>;
  readonly claims: Pick<ClaimStore, 'claimChunk'>;
  readonly readExclusions: (nikHashes: readonly string[]) => Promise<Map<string, Exclusion>>;
  readonly readMemberships: ReadMemberships;
  readonly workBucket: string;
  readonly now: () => Date;
}

/** An approved worker with the sealed row and the price that was approved. */
interface Approved {
  readonly worker: CheckedWorker;
  readonly row: RosterRow;
  readonly profile: PriceProfile;
}

const rowsSchema = z.array(rosterRowSchema);

/**
 * The second check of one chunk, after approval: who may no longer be paid for (and only for the reasons that the rules
 * allow), whose price has changed, and every line's hash made anew from the sealed row. A claim that was lost since the
 * first check is taken again here or removes the line, so that no line is recorded without its claim; repeatable.
 */
export async function recheckChunk(input: RecheckChunkInput, deps: RecheckChunkDeps): Promise<RecheckChunkOutput> {
  const { chunk } = input.chunk;
  const head = await readRevision(deps.table, input.revisionId);
  if (head.status !== 'approved') return { chunk, removed: 0 };
  const [found, rows] = await Promise.all([
    readEligibility(head, chunk, deps),
    readJson(deps.objects, { bucket: deps.workBucket, object: input.chunk }, rowsSchema),
  ]);
  const rechecked = await recheck(head, { found, approved: approvedIn(found, rows), deps });
  const place = { bucket: deps.workBucket, key: recheckKey(head.revisionId, chunk) };
  const object = await putJson(deps.objects, place, rechecked);
  const item: RecheckedChunk = { chunk, object, removed: rechecked.removed.length };
  await deps.table.client.send(
    new PutCommand({ TableName: deps.table.name, Item: { ...recheckedChunkKey(head.revisionId, chunk), ...item } }),
  );
  return { chunk, removed: item.removed };
}

function approvedIn(found: EligibilityObject, rows: readonly RosterRow[]): Approved[] {
  const byNumber = new Map(rows.map((row) => [row.rowNumber, row]));
  return found.workers
    .filter((worker) => worker.outcome !== 'refuse')
    .map((worker) => {
      const row = byNumber.get(worker.row);
      const profile = found.profiles[worker.profile ?? -1];
      if (row === undefined || profile === undefined) throw new BrokenError(`row ${worker.row} lost its data`);
      return { worker, row, profile };
    });
}

async function recheck(
  head: RevisionHead,
  { found, approved, deps }: { found: EligibilityObject; approved: readonly Approved[]; deps: RecheckChunkDeps },
): Promise<RecheckObject> {
  const nikHashes = approved.map(({ worker }) => worker.nikHash);
  const slots = slotsOf(head.header.programmes, head.header.period);
  const year = slotYear(head.header.period);
  const workers = nikHashes.map((nikHash) => ({ nikHash, slots }));
  const [request, exclusions, members, claims] = await Promise.all([
    rulesOfRequest(head, deps, 'current'),
    deps.readExclusions(nikHashes),
    deps.readMemberships(nikHashes),
    deps.claims.claimChunk({ revisionId: head.revisionId, year, workers }),
  ]);
  const result: RecheckObject = {
    chunk: found.chunk,
    // As recorded: a later deployment of the rules must not look like a change of what was approved.
    rulesVersion: found.rulesVersion,
    tariffRows: [...new Set(approved.flatMap(({ profile }) => profile.rows))].toSorted(),
    lineHashes: [],
    removed: [],
    priceChanged: 0,
  };
  for (const line of approved) {
    const { worker, row, profile } = line;
    const exclusion = exclusions.get(worker.nikHash);
    const claim = claims.get(worker.nikHash);
    const heldByOthers = claim === undefined || claim === 'claimed' ? [] : claim.held.map((one) => coverOf(one, year));
    const known = membershipLookups(members.get(worker.nikHash));
    const lookups = { heldByOthers, ...known, ...(exclusion !== undefined && { exclusion }) };
    const { findings } = evaluateSecondCheck({ row, lookups, rules: request.rules });
    const refusal = findings.find((finding) => finding.outcome === 'refuse');
    const hash = lineHash({ nikHash: worker.nikHash, row, amounts: amountsOf(profile) }, sha256Hex);
    result.lineHashes.push(hash);
    if (refusal !== undefined) result.removed.push(removal(line, { refusal, hash, chunk: found.chunk }));
    else if (costsOtherwise(request, line)) result.priceChanged += 1;
  }
  return result;
}

function removal(
  { worker, profile }: Approved,
  { refusal, hash, chunk }: { refusal: Finding; hash: string; chunk: number },
): RemovedLine {
  const { ruleId, reason } = refusal;
  const amount = totalOf(amountsOf(profile));
  return { chunk, row: worker.row, nikHash: worker.nikHash, lineHash: hash, ruleId, reason, amount };
}

/** By the tariffs in force now; the approved amounts stand in the profile. A tariff that prices nothing is a change too. */
function costsOtherwise({ price }: RequestRules, { row, profile }: Approved): boolean {
  try {
    return canonicalJson(amountsOf(price(row).profile)) !== canonicalJson(amountsOf(profile));
  } catch (error) {
    if (error instanceof RefusedError) return true;
    throw error;
  }
}
