import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Slot } from '../../../domain/claim/slots.ts';
import { TransientError } from '../../../domain/errors.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { isDead, revisionStatusSchema } from '../../../domain/request/lifecycle.ts';
import { revisionKey, workerYearKey } from './keys.ts';
import { readMany, readManyKey } from './read-many.ts';
import type { RawItem } from './read-many.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';
import { MAX_TRIES } from './transact.ts';
import type { WriteItem } from './transact.ts';
import { updateItem } from './update.ts';

export interface SlotsWanted {
  readonly nikHash: string;
  readonly slots: readonly Slot[];
}

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
  /** Gives back what an earlier try claimed for workers who are refused now. */
  readonly release: (release: {
    readonly revisionId: RevisionId;
    readonly year: number;
    readonly nikHashes: readonly string[];
  }) => Promise<void>;
  /** Owner of each taken slot, living or dead, by NIK hash. */
  readonly owners: (
    year: number,
    nikHashes: readonly string[],
  ) => Promise<Map<string, ReadonlyMap<string, RevisionId>>>;
}

/** One write unit each; more in flight only queue up at the client's sockets. */
const PARALLEL_WRITES = 32;
const SLOT = /^(JKK|JKM|JHT)\d{2}$/;
const ownerSchema = z.object({ status: revisionStatusSchema });

export function openClaimStore(table: Table): ClaimStore {
  // What is dead stays dead: known for the life of the function instance. The living are asked anew for each chunk.
  const dead = new Set<string>();

  async function isOwnerDead(owner: RevisionId): Promise<boolean> {
    if (dead.has(owner)) return true;
    const head = await readItem(table, revisionKey(owner), ownerSchema);
    // A claim is only ever written after its head, so a missing head never was a request.
    if (head !== null && !isDead(head.status)) return false;
    dead.add(owner);
    return true;
  }

  return {
    claimChunk: async ({ revisionId, year, workers }) => {
      const stored = await owners(
        table,
        year,
        workers.map(({ nikHash }) => nikHash),
      );
      const living = new Map<string, Promise<boolean>>();
      const isFree = (owner: RevisionId): Promise<boolean> => {
        const known = living.get(owner) ?? isOwnerDead(owner);
        living.set(owner, known);
        return known;
      };
      const outcomes = new Map<string, ClaimOutcome>();
      await inParallel(workers, async (worker) => {
        const taken = stored.get(worker.nikHash) ?? new Map<string, RevisionId>();
        outcomes.set(worker.nikHash, await claimWorker(table, { revisionId, year, worker, taken, isFree }));
      });
      return outcomes;
    },
    release: async ({ revisionId, year, nikHashes }) => {
      const stored = await owners(table, year, nikHashes);
      await inParallel([...stored], async ([nikHash, taken]) => {
        const own = [...taken].filter(([, owner]) => owner === revisionId).map(([slot]) => slot);
        if (own.length > 0) await sendUpdate(table, freeUpdate(table, { revisionId, year, nikHash, slots: own }));
      });
    },
    owners: (year, nikHashes) => owners(table, year, nikHashes),
  };
}

/** The write that frees a worker's slots, conditional on each being this revision's own. */
export function freeSlots(
  table: Table,
  free: { readonly revisionId: RevisionId; readonly year: number; readonly worker: SlotsWanted },
): WriteItem {
  const { nikHash, slots } = free.worker;
  return freeUpdate(table, { revisionId: free.revisionId, year: free.year, nikHash, slots });
}

function freeUpdate(
  table: Table,
  free: { revisionId: RevisionId; year: number; nikHash: string; slots: readonly string[] },
): WriteItem {
  return updateItem(table, {
    key: workerYearKey(free.nikHash, free.year),
    remove: free.slots,
    condition: {
      expression: free.slots.map((slot) => `#s_${slot} = :own`).join(' AND '),
      names: Object.fromEntries(free.slots.map((slot) => [`#s_${slot}`, slot])),
      values: { ':own': free.revisionId },
    },
  });
}

type Taken = ReadonlyMap<string, RevisionId>;

async function owners(table: Table, year: number, nikHashes: readonly string[]): Promise<Map<string, Taken>> {
  const keys = [...new Set(nikHashes)].map((nikHash) => ({ nikHash, key: workerYearKey(nikHash, year) }));
  const items = await readMany(
    table,
    keys.map(({ key }) => key),
  );
  return new Map(keys.map(({ nikHash, key }) => [nikHash, takenIn(items.get(readManyKey(key)))]));
}

function takenIn(item: RawItem | undefined): Taken {
  const slots = Object.entries(item ?? {}).filter(([name]) => SLOT.test(name));
  return new Map(slots.map(([slot, owner]) => [slot, revisionIdSchema.parse(owner)]));
}

interface WorkerClaim {
  readonly revisionId: RevisionId;
  readonly year: number;
  readonly worker: SlotsWanted;
  readonly taken: Taken;
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

async function heldByOthers({ worker, taken, revisionId, isFree }: WorkerClaim): Promise<SlotHeld[]> {
  const held: SlotHeld[] = [];
  for (const slot of worker.slots) {
    const owner = taken.get(slot);
    if (owner === undefined || owner === revisionId) continue;
    if (!(await isFree(owner))) held.push({ slot, heldBy: owner });
  }
  return held;
}

/** Each slot must be empty, own, or that dead owner's which was read. */
function claimUpdate(table: Table, { revisionId, year, worker, taken }: WorkerClaim): WriteItem {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = { ':own': revisionId };
  const conditions = worker.slots.map((slot, index) => {
    names[`#s${index}`] = slot;
    const owner = taken.get(slot);
    if (owner === undefined || owner === revisionId) {
      return `(attribute_not_exists(#s${index}) OR #s${index} = :own)`;
    }
    values[`:dead${index}`] = owner;
    return `(#s${index} = :own OR #s${index} = :dead${index})`;
  });
  return updateItem(table, {
    key: workerYearKey(worker.nikHash, year),
    set: Object.fromEntries(worker.slots.map((slot) => [slot, revisionId])),
    condition: { expression: conditions.join(' AND '), names, values },
  });
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
