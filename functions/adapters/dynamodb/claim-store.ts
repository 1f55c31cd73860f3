import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { slotParts, slotSchema } from '../../../domain/claim/slots.ts';
import type { Slot } from '../../../domain/claim/slots.ts';
import { TransientError } from '../../../domain/errors.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { fiscalYearOf } from '../../../domain/period/period.ts';
import type { Month } from '../../../domain/period/period.ts';
import { insertClaims } from './claim-inserts.ts';
import { claimUpdate, freeUpdate } from './claim-writes.ts';
import type { ClaimOf, SlotsWanted, Taken } from './claim-writes.ts';
import { revisionKey, workerYearKey } from './keys.ts';
import { freedom, openStatuses } from './owner-statuses.ts';
import type { Statuses } from './owner-statuses.ts';
import { readMany, readManyKey } from './read-many.ts';
import type { RawItem } from './read-many.ts';
import type { Table } from './table.ts';
import { ConditionFailedError, MAX_TRIES, transact } from './transact.ts';
import type { WriteItem } from './transact.ts';

export interface SlotHeld {
  readonly slot: Slot;
  readonly heldBy: RevisionId;
}

/** All slots of a worker, or none: `held` are those of living revisions (all wanted ones, not only the first). */
export type ClaimOutcome = 'claimed' | { readonly held: readonly SlotHeld[] };

export interface ClaimStore {
  /** Claims for `revisionId`; the map has every worker by NIK hash. Claiming again what is held already writes nothing. */
  readonly claimChunk: (claim: {
    readonly revisionId: RevisionId;
    readonly year: number;
    readonly workers: readonly SlotsWanted[];
  }) => Promise<Map<string, ClaimOutcome>>;
  /**
   * Gives back what an earlier try claimed for workers who are refused now, while the revision is being checked: a try
   * that was given up and writes late must not take from an approved revision what the next try has claimed.
   */
  readonly release: (release: {
    readonly revisionId: RevisionId;
    readonly year: number;
    readonly nikHashes: readonly string[];
  }) => Promise<void>;
  /** The last month before `before` for which a committed revision pays, in that fiscal year or the one before. */
  readonly lastPaidMonths: (question: {
    readonly nikHashes: readonly string[];
    readonly before: Month;
  }) => Promise<Map<string, Month>>;
  /** Those of these workers for whom a request of ours asked for any month of that fiscal year, whatever became of it. */
  readonly knownWorkers: (question: {
    readonly nikHashes: readonly string[];
    readonly year: number;
  }) => Promise<ReadonlySet<string>>;
}

/** One write unit each; more in flight only queue up at the client's sockets. */
const PARALLEL_WRITES = 32;
const SLOT = /^(JKK|JKM|JHT)\d{2}$/;

export function openClaimStore(table: Table): ClaimStore {
  const statusOf = openStatuses(table);
  return {
    claimChunk: async ({ revisionId, year, workers }) => {
      const stored = await owners(table, year, hashesOf(workers));
      const isFree = freedom(statusOf());
      const unknown = workers.filter(({ nikHash, slots }) => !stored.has(nikHash) && slots.length > 0);
      const inserted = await insertClaims(table, { revisionId, year, workers: unknown });
      const outcomes = new Map<string, ClaimOutcome>([...inserted].map((nikHash) => [nikHash, 'claimed']));
      const others = workers.filter(({ nikHash }) => !inserted.has(nikHash));
      await inParallel(others, async (worker) => {
        const taken = stored.get(worker.nikHash) ?? NOTHING_TAKEN;
        outcomes.set(worker.nikHash, await claimWorker(table, { revisionId, year, worker, taken, isFree }));
      });
      return outcomes;
    },
    release: async ({ revisionId, year, nikHashes }) => {
      const stored = await owners(table, year, nikHashes);
      await inParallel([...stored], async ([nikHash, taken]) => {
        const own = [...taken].filter(([, owner]) => owner === revisionId).map(([slot]) => slot);
        if (own.length > 0)
          await releaseOwn(table, freeUpdate(table, { revisionId, year, nikHash, slots: own }), revisionId);
      });
    },
    lastPaidMonths: async ({ nikHashes, before }) => {
      const statuses = statusOf();
      const last = new Map<string, Month>();
      const year = fiscalYearOf(before);
      for (const lastYear of [year, year - 1]) {
        const missing = nikHashes.filter((nikHash) => !last.has(nikHash));
        for (const [nikHash, taken] of await owners(table, lastYear, missing)) {
          const month = await lastPaid(taken, { year: lastYear, before, statuses });
          if (month !== undefined) last.set(nikHash, month);
        }
      }
      return last;
    },
    knownWorkers: async ({ nikHashes, year }) => new Set((await owners(table, year, nikHashes)).keys()),
  };
}

async function lastPaid(
  taken: Taken,
  { year, before, statuses }: { year: number; before: Month; statuses: Statuses },
): Promise<Month | undefined> {
  const earlier = [...taken]
    .map(([slot, owner]) => ({ ...slotParts(slotSchema.parse(slot), year), owner }))
    .filter(({ month }) => month < before)
    .toSorted((a, b) => (a.month < b.month ? 1 : -1));
  for (const { month, owner } of earlier) if ((await statuses(owner)) === 'committed') return month;
  return undefined;
}

const NOTHING_TAKEN: Taken = new Map();
const hashesOf = (workers: readonly SlotsWanted[]): string[] => workers.map(({ nikHash }) => nikHash);

/** By NIK hash; workers of whom the year holds no item are missing. */
async function owners(table: Table, year: number, nikHashes: readonly string[]): Promise<Map<string, Taken>> {
  const keys = [...new Set(nikHashes)].map((nikHash) => ({ nikHash, key: workerYearKey(nikHash, year) }));
  const items = await readMany(
    table,
    keys.map(({ key }) => key),
  );
  return new Map(
    keys.flatMap(({ nikHash, key }) => {
      const item = items.get(readManyKey(key));
      return item === undefined ? [] : [[nikHash, takenIn(item)] as const];
    }),
  );
}

function takenIn(item: RawItem | undefined): Taken {
  const slots = Object.entries(item ?? {}).filter(([name]) => SLOT.test(name));
  return new Map(slots.map(([slot, owner]) => [slot, revisionIdSchema.parse(owner)]));
}

interface WorkerClaim extends ClaimOf {
  readonly isFree: (owner: RevisionId) => Promise<boolean>;
}

async function claimWorker(table: Table, claim: WorkerClaim): Promise<ClaimOutcome> {
  let { taken } = claim;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const held = await heldByOthers({ ...claim, taken });
    if (held.length > 0) return { held };
    if (claim.worker.slots.every((slot) => taken.get(slot) === claim.revisionId)) return 'claimed';
    const stored = await sendUpdate(table, claimUpdate(table, { ...claim, taken }));
    if (stored === 'written') return 'claimed';
    taken = takenIn(stored.item);
  }
  throw new TransientError(`a worker's claims changed under each of ${MAX_TRIES} tries`);
}

async function heldByOthers({ worker, taken, revisionId, isFree }: Omit<WorkerClaim, 'year'>): Promise<SlotHeld[]> {
  const held: SlotHeld[] = [];
  for (const slot of worker.slots) {
    const owner = taken.get(slot);
    if (owner === undefined || owner === revisionId) continue;
    if (!(await isFree(owner))) held.push({ slot, heldBy: owner });
  }
  return held;
}

/** What does not hold any more is nobody's to give back. */
async function releaseOwn(table: Table, free: WriteItem, revisionId: RevisionId): Promise<void> {
  const isChecked = {
    ConditionCheck: {
      TableName: table.name,
      Key: { ...revisionKey(revisionId) },
      ConditionExpression: '#status = :checking',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':checking': 'checking' },
    },
  };
  try {
    await transact(table, [free, isChecked]);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

/** Sends one conditional update by itself: half the price of a transaction. */
async function sendUpdate(table: Table, write: WriteItem): Promise<'written' | { item: RawItem | undefined }> {
  if (write.Update === undefined) throw new TypeError('not an update');
  try {
    await table.client.send(new UpdateCommand(write.Update));
    return 'written';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { item: error.Item === undefined ? undefined : unmarshall(error.Item) };
  }
}

async function inParallel<Entry>(entries: readonly Entry[], run: (entry: Entry) => Promise<void>): Promise<void> {
  const rest = entries.values();
  const worker = async (): Promise<void> => {
    for (const entry of rest) await run(entry);
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL_WRITES, entries.length) }, worker));
}
