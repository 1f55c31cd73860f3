import * as z from 'zod';
import { slotsOf } from '../../domain/claim/slots.ts';
import { revisionIdSchema } from '../../domain/identity/ids.ts';
import type { RevisionId } from '../../domain/identity/ids.ts';
import { rupiah } from '../../domain/money/money.ts';
import type { EligibilityObject, RemovedLine } from '../../domain/request/chunks.ts';
import { sha256Hex } from '../../functions/adapters/dynamodb/audit-log.ts';
import { endRevision } from '../../functions/adapters/dynamodb/end-revision.ts';
import type { DeadStatus } from '../../functions/adapters/dynamodb/end-revision.ts';
import { revisionKey } from '../../functions/adapters/dynamodb/keys.ts';
import type { RevisionHead, StoredObject } from '../../functions/adapters/dynamodb/records.ts';
import { changeRevision } from '../../functions/adapters/dynamodb/revision-store.ts';
import { readItem } from '../../functions/adapters/dynamodb/table.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { ConditionFailedError, transact } from '../../functions/adapters/dynamodb/transact.ts';
import { putNewItem } from '../../functions/adapters/dynamodb/update.ts';
import { commitPremiums } from '../../functions/steps/commit-premiums/step.ts';
import { openBatches } from '../../functions/steps/open-batches/step.ts';
import { recordPremiums } from '../../functions/steps/record-premiums/step.ts';
import { reserveBudget } from '../../functions/steps/reserve-budget/step.ts';
import { PREMIUM, requestHead, SLOT } from './money-world.ts';
import type { MoneyWorld } from './money-world.ts';

/** Whom each request is for: every two share a worker, and two ask for one whom a committed request pays for. */
const ROSTERS: Readonly<Record<number, readonly string[]>> = {
  3: ['n1', 'n2', 'w111'],
  4: ['n2', 'n3', 'w121'],
  5: ['n1', 'n3', 'n4'],
};
export const REQUESTS = [3, 4, 5];
const YEAR = 2027;
const CHUNK = { chunk: 1, key: 'chunk', sha256: 'a'.repeat(64), rows: 3 };
const slots = slotsOf(['JKK', 'JKM'], SLOT.period);
const wanted = (nikHashes: readonly string[]) => nikHashes.map((nikHash) => ({ nikHash, slots }));
export const revisionIdOf = (number: number): RevisionId => revisionIdSchema.parse(`REV0000${number}`);

const storedHead = z.custom<RevisionHead>();
const headOf = (table: Table, number: number): Promise<RevisionHead | null> =>
  readItem(table, revisionKey(revisionIdOf(number)), storedHead);

/** Submits when that is not done, then goes on from what is stored to the next wait or the end, as the definition goes. */
export async function runRequest(world: MoneyWorld, number: number, table: Table): Promise<void> {
  if ((await headOf(table, number)) === null) await submit(number, table);
  for (let turn = 0; turn < 8; turn += 1) {
    const head = await headOf(table, number);
    if (head?.status === 'checking') await check(world, head, table);
    else if (head?.status === 'approved') await recheck(world, head, table);
    else if (head?.status === 'recording') await record(world, head, table);
    else if (head?.status === 'committed' && head.batchId === undefined) {
      await openBatches({ force: true }, world.deps(table));
      return;
    } else return;
  }
}

async function submit(number: number, table: Table): Promise<void> {
  const revisionId = revisionIdOf(number);
  try {
    await transact(table, [putNewItem(table, { ...revisionKey(revisionId), ...requestHead(revisionId, number) })]);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

export const approveRequest = (world: MoneyWorld, number: number, table: Table): Promise<unknown> =>
  move(world, { table, revisionId: revisionIdOf(number), from: 'approving', set: () => ({ status: 'approved' }) });

export async function endRequest(
  world: MoneyWorld,
  { number, to }: { number: number; to: DeadStatus },
  table: Table,
): Promise<void> {
  if ((await headOf(table, number)) === null) return;
  const outcome = { code: to, id: to, en: to };
  await endRevision(table, { revisionId: revisionIdOf(number), to, outcome, by: 'test', now: world.deps(table).now() });
}

interface Move {
  readonly table: Table;
  readonly revisionId: RevisionId;
  readonly from: RevisionHead['status'];
  readonly set: (head: RevisionHead) => Record<string, unknown>;
}

/** A turn of the head with its event; nothing when it stands elsewhere. */
async function move(world: MoneyWorld, { table, revisionId, from, set }: Move): Promise<void> {
  if ((await readItem(table, revisionKey(revisionId), storedHead)) === null) return;
  const event = { type: `from-${from}`, at: world.deps(table).now().toISOString(), by: 'test', data: {} };
  await changeRevision(table, {
    revisionId,
    judge: (head) => (head.status === from ? { change: { set: set(head), event } } : { stop: 'elsewhere' }),
  });
}

/** The first check without rules: whoever can be claimed is eligible. */
async function check(world: MoneyWorld, head: RevisionHead, table: Table): Promise<void> {
  const { revisionId } = head;
  const deps = world.deps(table);
  if (head.summary !== undefined) {
    await reserveBudget({ revisionId }, deps);
    return;
  }
  const roster = ROSTERS[Number(revisionId.slice(-1))] ?? [];
  const outcomes = await deps.claims.claimChunk({ revisionId, year: YEAR, workers: wanted(roster) });
  const eligible = roster.filter((nikHash) => outcomes.get(nikHash) === 'claimed');
  const refused = roster.filter((nikHash) => !eligible.includes(nikHash));
  await deps.claims.release({ revisionId, year: YEAR, nikHashes: refused });
  if (eligible.length === 0) return endRequest(world, { number: Number(revisionId.slice(-1)), to: 'refused' }, table);
  const eligibility = storeEligibility(world, eligible);
  const set = (now: RevisionHead) =>
    now.summary === undefined ? { summary: summaryOf(eligible.length), eligibility } : {};
  await move(world, { table, revisionId, from: 'checking', set });
}

const summaryOf = (eligible: number): NonNullable<RevisionHead['summary']> => ({
  rows: 3,
  badRows: 0,
  eligible,
  warned: 0,
  refused: 3 - eligible,
  reasons: {},
  byKecamatan: {},
  byOccupation: {},
  bySex: {},
  byProgramme: { JKK: rupiah(eligible * PREMIUM.JKK), JKM: rupiah(eligible * PREMIUM.JKM) },
  total: rupiah(eligible * (PREMIUM.JKK + PREMIUM.JKM)),
  chunks: 1,
});

/** Objects are named by their content, so that what a head names stays what it was. */
function storeJson(world: MoneyWorld, bucket: string, value: unknown): StoredObject {
  const text = JSON.stringify(value);
  const sha256 = sha256Hex(text);
  world.objects.objects.set(`${bucket}/${sha256}`, Buffer.from(text));
  return { key: sha256, sha256, bytes: text.length };
}

function storeEligibility(world: MoneyWorld, eligible: readonly string[]): StoredObject {
  const byProgramme = { JKK: [PREMIUM.JKK], JKM: [PREMIUM.JKM], JHT: [] };
  const found = {
    chunk: 1,
    rulesVersion: 'rules',
    profiles: [{ key: 'k', months: [SLOT.period.firstMonth], byProgramme, total: 16_800, rows: [] }],
    workers: eligible.map((nikHash, index) => {
      return { row: index + 2, nikHash, outcome: 'pass', findings: [], profile: 0, lineHash: sha256Hex(nikHash) };
    }),
  };
  const { key, sha256 } = storeJson(world, 'work', found);
  return storeJson(world, 'work', [{ chunk: 1, key, sha256 }]);
}

function eligibleOf(world: MoneyWorld, { eligibility }: RevisionHead): EligibilityObject['workers'] {
  const read = (key: string): unknown => JSON.parse(world.objects.objects.get(`work/${key}`)?.toString() ?? 'null');
  const [entry] = read(eligibility?.key ?? '') as { key: string }[];
  return (read(entry?.key ?? '') as EligibilityObject).workers;
}

/** The second check: a claim that was lost is taken again or removes its line; the list that was stored first stands. */
async function recheck(world: MoneyWorld, head: RevisionHead, table: Table): Promise<void> {
  const { revisionId } = head;
  const workers = eligibleOf(world, head);
  const claim = { revisionId, year: YEAR, workers: wanted(workers.map(({ nikHash }) => nikHash)) };
  const outcomes = await world.deps(table).claims.claimChunk(claim);
  const lost = workers.filter(({ nikHash }) => outcomes.get(nikHash) !== 'claimed');
  if (lost.length === workers.length) {
    await endRequest(world, { number: Number(revisionId.slice(-1)), to: 'refused' }, table);
    return;
  }
  const removed = lost.map(({ row, nikHash, lineHash = '' }): RemovedLine => {
    const reason = { id: 'x', en: 'x' };
    return { chunk: 1, row, nikHash, lineHash, ruleId: 'cover-held', reason, amount: rupiah(16_800) };
  });
  const object = storeJson(world, 'records', removed);
  const removal = { object, workers: removed.length, amount: rupiah(removed.length * 16_800) };
  await move(world, { table, revisionId, from: 'approved', set: () => ({ status: 'recording', removal }) });
}

async function record(world: MoneyWorld, { revisionId }: RevisionHead, table: Table): Promise<void> {
  const deps = world.deps(table);
  await recordPremiums({ revisionId, chunk: CHUNK }, deps);
  await commitPremiums({ revisionId }, deps);
}
