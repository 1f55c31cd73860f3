import { slotParts } from '../../../domain/claim/slots.ts';
import { evaluateBeforeClaim, evaluateClaim, mergeResults } from '../../../domain/eligibility/evaluate.ts';
import type { PreparedRules, WorkerResult } from '../../../domain/eligibility/evaluate.ts';
import type { HeldCover, WorkerLookups } from '../../../domain/eligibility/rule.ts';
import { RefusedError } from '../../../domain/errors.ts';
import type { Membership } from '../../../domain/membership/member-list.ts';
import { amountsOf } from '../../../domain/request/amounts.ts';
import type { CheckedWorker, EligibilityObject } from '../../../domain/request/chunks.ts';
import { lineHash } from '../../../domain/request/line-hash.ts';
import type { RosterRow } from '../../../domain/roster/roster-row.ts';
import type { Pricer, PriceProfile } from '../../../domain/tariff/profile.ts';
import { sha256Hex } from '../../adapters/dynamodb/audit-log.ts';
import type { ClaimOutcome, SlotHeld } from '../../adapters/dynamodb/claim-store.ts';

/** A row with the hash of its NIK and what is known of the worker from elsewhere. */
export interface WorkerRow {
  readonly row: RosterRow;
  readonly nikHash: string;
  readonly lookups: WorkerLookups;
}

export interface JudgedWorker extends WorkerRow {
  readonly result: WorkerResult;
}

export const judgeBeforeClaim = (workers: readonly WorkerRow[], rules: PreparedRules): JudgedWorker[] =>
  workers.map((worker) => ({ ...worker, result: evaluateBeforeClaim({ ...worker, rules }) }));

export function judgeClaims(
  judged: readonly JudgedWorker[],
  claims: ReadonlyMap<string, ClaimOutcome>,
  { rules, year }: { rules: PreparedRules; year: number },
): JudgedWorker[] {
  return judged.map((worker) => {
    const claim = claims.get(worker.nikHash);
    if (claim === undefined) return worker;
    const heldByOthers = claim === 'claimed' ? [] : claim.held.map((held) => coverOf(held, year));
    const after = evaluateClaim({ row: worker.row, heldByOthers, rules });
    return { ...worker, result: mergeResults(worker.result, after) };
  });
}

/** What BPJS TK's list says of a worker, as the rules ask for it. */
export function membershipLookups(
  membership: Membership | undefined,
): Pick<WorkerLookups, 'activeElsewhere' | 'registeredFrom'> {
  if (membership === undefined) return {};
  const { registeredFrom, ...activeElsewhere } = membership;
  return { activeElsewhere, ...(registeredFrom !== undefined && { registeredFrom }) };
}

/** A held slot in the words of the rules; the holder's number is what officers can quote to each other. */
export function coverOf({ slot, heldBy }: SlotHeld, year: number): HeldCover {
  return { ...slotParts(slot, year), holder: heldBy };
}

/**
 * Prices whoever is not refused and hashes their lines. A tariff that cannot be used at all stops the request, so it is
 * told once for the chunk; an income that a price needs and the row lacks refuses that worker alone.
 */
export function priceChunk(
  judged: readonly JudgedWorker[],
  { chunk, rulesVersion, price }: { chunk: number; rulesVersion: string; price: Pricer },
): EligibilityObject {
  const profiles: PriceProfile[] = [];
  const indexes = new Map<string, number>();
  const workers: CheckedWorker[] = [];
  for (const { row, nikHash, result } of judged) {
    const findings = [...result.findings];
    const checked: CheckedWorker = { row: row.rowNumber, nikHash, outcome: result.outcome, findings };
    workers.push(checked);
    if (result.outcome === 'refuse') continue;
    try {
      const { profile } = price(row);
      const index = indexes.get(profile.key) ?? profiles.push(profile) - 1;
      indexes.set(profile.key, index);
      checked.profile = index;
      checked.lineHash = lineHash({ nikHash, row, amounts: amountsOf(profile) }, sha256Hex);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      if (error.code !== 'income-missing') {
        return { chunk, rulesVersion, stopped: { code: error.code, ...error.text }, profiles: [], workers: [] };
      }
      checked.outcome = 'refuse';
      checked.findings.push({ ruleId: error.code, outcome: 'refuse', reason: error.text });
    }
  }
  return { chunk, rulesVersion, profiles, workers };
}
