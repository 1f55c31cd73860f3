import fc from 'fast-check';
import { expect } from 'vitest';
import * as z from 'zod';
import { slotsOf } from '../../domain/claim/slots.ts';
import { ConditionFailedError } from '../../functions/adapters/dynamodb/transact.ts';
import { BrokenError, RefusedError, TransientError } from '../../domain/errors.ts';
import type { BatchId } from '../../domain/identity/ids.ts';
import { rupiah } from '../../domain/money/money.ts';
import { paidSoFar } from '../../domain/payment/facts.ts';
import type { AnswerPart, LineAnswer } from '../../functions/adapters/dynamodb/answer-records.ts';
import { storeAnswerFile } from '../../functions/adapters/dynamodb/answer-store.ts';
import { sha256Hex } from '../../functions/adapters/dynamodb/audit-log.ts';
import { creditsFor } from '../../functions/adapters/dynamodb/credit-store.ts';
import { batchKey, creditKey, workerYearKey } from '../../functions/adapters/dynamodb/keys.ts';
import { readAllocation, verifyLedger } from '../../functions/adapters/dynamodb/ledger.ts';
import { batchHeadSchema } from '../../functions/adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../functions/adapters/dynamodb/batch-records.ts';
import { readItem } from '../../functions/adapters/dynamodb/table.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { carryBatch } from '../../functions/http/carry-batch/step.ts';
import { enterFact } from '../../functions/http/enter-fact/step.ts';
import { applyAnswers } from '../../functions/steps/apply-answers/step.ts';
import { carryLines } from '../../functions/steps/carry-lines/step.ts';
import { closeBatch } from '../../functions/steps/close-batch/step.ts';
import { concludeAnswers } from '../../functions/steps/conclude-answers/step.ts';
import { concludeCarry } from '../../functions/steps/conclude-carry/step.ts';
import { reconcileBatch } from '../../functions/steps/reconcile-batch/step.ts';
import { reviewBatch } from '../../functions/steps/review-batch/step.ts';
import { settleLines } from '../../functions/steps/settle-lines/step.ts';
import { memoryTable } from './memory-table.ts';
import { ALLOCATIONS, BY, PREMIUM, SLOT, batchIdOf, moneyWorld } from './money-world.ts';
import type { MoneyWorld } from './money-world.ts';
import { StoppedError, tableThatStopsAfter } from './stopping-table.ts';

const operation = fc.record({
  kind: fc.constantFrom(
    ...([
      'answer',
      'answer',
      'bill',
      'sp2d',
      'pay',
      'pay',
      'reverse',
      'confirm',
      'carry',
      'machine',
      'machine',
    ] as const),
    'budget',
  ),
  batch: fc.integer({ min: 1, max: 3 }),
  /** Per line of the batch in turn: 0 says nothing, 1 accepts, 2 rejects. */
  words: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 }),
  share: fc.integer({ min: 1, max: 4 }),
  held: fc.boolean(),
  /** Dies right after this many writes. */
  cutAfter: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 3 }),
  /** Begun together with the one before. */
  together: fc.boolean(),
  twice: fc.boolean(),
});
export type Operation = {
  readonly [
    Field in keyof (typeof operation extends fc.Arbitrary<infer Value> ? Value : never)
  ]: (typeof operation extends fc.Arbitrary<infer Value> ? Value : never)[Field];
};

/** How far a batch has come before chance takes over: left to itself it seldom gets as far as a payment. */
function towards(batch: number, stage: number): Operation[] {
  const one = { batch, words: [1], share: 4, held: true, cutAfter: undefined, together: false, twice: false };
  const kinds = ['answer', 'machine', 'bill', 'sp2d', 'pay'] as const;
  return kinds.slice(0, stage).map((kind) => ({ ...one, kind }));
}

const stage = fc.integer({ min: 0, max: 5 });
export const sequences = fc
  .record({ first: stage, second: stage, rest: fc.array(operation, { minLength: 3, maxLength: 12 }) })
  .map(({ first, second, rest }) => [...towards(1, first), ...towards(2, second), ...rest]);

/** Worlds in memory, each a copy of one that was made once. */
export async function openMoneyTwins() {
  const first = memoryTable();
  const { objects } = await moneyWorld(first);
  const newWorld = async () => {
    const table = memoryTable(first.items);
    const world = await moneyWorld(table, objects);
    /** What kinds of movement its journal holds. */
    const met = () =>
      [...table.items.values()].flatMap(({ journalId }) =>
        typeof journalId === 'string' ? [journalId.split(':')[1] ?? ''] : [],
      );
    return { ...world, met };
  };
  return { newWorld };
}

/** Runs a sequence, then lets repair and finance bring every batch to its end; checks all that must always hold. */
export async function runSequence(world: MoneyWorld, operations: readonly Operation[]): Promise<void> {
  for (let index = 0; index < operations.length;) {
    const first = operations[index];
    const second = operations[index + 1];
    if (first === undefined) break;
    const some = second?.together === true ? [first, second] : [first];
    index += some.length;
    await Promise.all(some.flatMap((one) => [attempt(world, one), ...(one.twice ? [attempt(world, one)] : [])]));
  }
  await checkMoney(world);
  await finishAll(world);
  await checkEnd(world);
}

/** What the product refuses, and a process that dies, are part of life; anything else is a fault. */
async function attempt(world: MoneyWorld, one: Operation): Promise<void> {
  const table = one.cutAfter === undefined ? world.store : tableThatStopsAfter(world.store, one.cutAfter);
  try {
    await operate(world, one, table);
  } catch (error) {
    if (error instanceof StoppedError || error instanceof RefusedError || error instanceof TransientError) return;
    if (error instanceof ConditionFailedError && one.kind === 'budget') return;
    throw error;
  }
}

async function headOf(world: MoneyWorld, batchId: BatchId): Promise<BatchHead | null> {
  return readItem(world.store, batchKey(batchId), batchHeadSchema);
}

async function operate(world: MoneyWorld, one: Operation, table: Table): Promise<void> {
  const batchId = batchIdOf(one.batch);
  const head = await headOf(world, batchId);
  if (one.kind === 'budget') {
    world.state.entries += 1;
    const way = one.held ? (['outside', 'available'] as const) : (['available', 'outside'] as const);
    return world.move(way, [one.share * 1000, one.share * 700], `change-${world.state.entries}`);
  }
  if (head === null) return;
  if (one.kind === 'answer') return answer(world, { batchId, words: one.words }, table);
  if (one.kind === 'machine') return machine(world, batchId, table);
  const deps = world.deps(table);
  const params = { batchId };
  const caller = { personId: BY };
  if (one.kind === 'carry') {
    await carryBatch({ params, body: { reason: 'tenggat' }, caller }, deps);
    return;
  }
  const body = await factFor(world, head, one);
  if (body !== undefined) await enterFact({ params, body, caller }, deps);
}

async function factFor(world: MoneyWorld, head: BatchHead, one: Operation) {
  const { facts, accepted } = head;
  const standing = facts?.payments?.find(({ reversed }) => reversed === undefined);
  const left = (facts?.sp2d?.amount ?? 0) - paidSoFar({ facts: facts ?? {} });
  world.state.entries += 1;
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the other kinds are no facts
  switch (one.kind) {
    case 'bill': {
      const { total } = await creditsFor(world.store, head);
      const amount = rupiah(Math.max(0, (accepted?.total ?? 0) - total));
      return { kind: 'billed' as const, kodeIuran: '12345678901', amount };
    }
    case 'sp2d':
      return { kind: 'sp2d' as const, number: 'SP2D', date: '2027-01-20', amount: facts?.billed?.amount ?? rupiah(0) };
    case 'pay': {
      const amount = rupiah(one.share >= 3 ? left : Math.floor((left * one.share) / 3));
      const hold = one.held ? { holdUntil: '2027-03-01' } : {};
      return {
        kind: 'paid' as const,
        bankReference: `REF-${world.state.entries}`,
        date: '2027-01-20',
        amount,
        ...hold,
      };
    }
    case 'reverse': {
      const bankReference = standing?.bankReference ?? 'none';
      return { kind: 'reversed' as const, bankReference, date: '2027-01-21', reason: 'retur bank' };
    }
    case 'confirm':
      return { kind: 'confirmed' as const };
    default:
      return undefined;
  }
}

const partsKey = (batchId: BatchId, sha256: string): string => `work/batches/${batchId}/answers/${sha256}/parts.json`;

/** What reading an uploaded file comes to: its parts, one for each chunk. */
async function answer(
  world: MoneyWorld,
  { batchId, words }: { batchId: BatchId; words: readonly number[] },
  table: Table,
): Promise<void> {
  world.state.entries += 1;
  const sha256 = sha256Hex(String(world.state.entries));
  const parts: AnswerPart[] = [];
  let line = 0;
  for (const { revisionId, chunk, batchId: home, lines } of await world.chunksOf(batchId)) {
    const answers: LineAnswer[] = lines.flatMap(({ row }) => {
      const word = words[line % words.length];
      line += 1;
      return word === 0 ? [] : [{ row, verdict: word === 1 ? ('accepted' as const) : ('rejected' as const) }];
    });
    const part = parts.length + 1;
    const place = { bucket: 'work', key: `parts/${sha256}/${part}.json`, contentType: 'application/json' };
    const stored = await world.objects.put(place, JSON.stringify(answers));
    parts.push({ part, revisionId, chunk, ...(home !== undefined && { batchId: home }), ...stored });
  }
  world.objects.objects.set(partsKey(batchId, sha256), Buffer.from(JSON.stringify(parts)));
  const object = { key: `answers/${sha256}`, sha256, bytes: 1 };
  const at = world.deps(table).now().toISOString();
  await storeAnswerFile(table, { batchId, sha256, fileName: 'x.csv', object, by: BY, at, status: 'stored' });
}

/** From what is stored to the next wait or the end, as the definition goes. */
async function machine(world: MoneyWorld, batchId: BatchId, table: Table): Promise<void> {
  const deps = world.deps(table);
  if ((await headOf(world, batchId)) !== null) await world.send(batchId, table);
  const head = await headOf(world, batchId);
  if (head === null || head.status === 'open' || head.status === 'closed') return;
  for (let turn = 0; turn < 6; turn += 1) {
    const review = await reviewBatch({ batchId }, deps);
    if (review.outcome === 'wait' || review.outcome === 'ended') return;
    if (review.outcome === 'settle') return settle(world, batchId, table);
    if (review.outcome === 'carry') {
      for (const item of await world.chunksOf(batchId)) await carryLines({ batchId, item }, deps);
      await concludeCarry({ batchId }, deps);
      continue;
    }
    const { sha256 } = review;
    const stored = world.objects.objects.get(partsKey(batchId, sha256))?.toString() ?? '[]';
    const parts = JSON.parse(stored) as AnswerPart[];
    for (const item of parts) await applyAnswers({ batchId, sha256, item }, deps);
    await concludeAnswers({ batchId, sha256 }, deps);
  }
}

async function settle(world: MoneyWorld, batchId: BatchId, table: Table): Promise<void> {
  const deps = world.deps(table);
  for (const item of await world.chunksOf(batchId)) await settleLines({ batchId, item }, deps);
  try {
    await reconcileBatch({ batchId }, deps);
  } catch (error) {
    // Two executions of one batch at the same moment: the other one may just be settling.
    if (!(error instanceof BrokenError)) throw error;
    const head = await headOf(world, batchId);
    if (head?.status === 'paid') throw error;
    return;
  }
  if ((await headOf(world, batchId))?.status === 'reconciled') await closeBatch({ batchId }, deps);
}

/** Every batch is answered, carried, paid and closed, with nothing but what people and repair can do. */
async function finishAll(world: MoneyWorld): Promise<void> {
  for (let round = 0; round < 60; round += 1) {
    let isOpen = false;
    for (let sequence = 1; sequence <= 6; sequence += 1) {
      const batchId = batchIdOf(sequence);
      const head = await headOf(world, batchId);
      if (head === null || head.status === 'closed') continue;
      if (head.status === 'open' && head.members === 0 && (head.carriedChunks ?? 0) === 0) continue;
      isOpen = true;
      await machine(world, batchId, world.store);
      const next = await headOf(world, batchId);
      if (next !== null) await nextByFinance(world, next, sequence);
    }
    if (!isOpen) return;
  }
  const stuck = (await allHeads(world)).filter(({ status }) => status !== 'closed');
  throw new Error(`a batch is stuck: ${JSON.stringify(stuck)}`);
}

async function nextByFinance(world: MoneyWorld, head: BatchHead, batch: number): Promise<void> {
  const kinds = { sent: 'carry', answered: 'bill', billed: 'sp2d', sp2d: 'pay', paid: 'confirm' } as const;
  const kind = head.status in kinds ? kinds[head.status as keyof typeof kinds] : undefined;
  if (kind === undefined) return;
  const one = { batch, words: [1], share: 4, held: false, cutAfter: undefined, together: false, twice: false };
  await attempt(world, { ...one, kind });
}

const openCredit = z.object({ open: z.number() });

/** Balances, journal and credits agree, and no worker-month is in two living lines. */
export async function checkMoney(world: MoneyWorld): Promise<void> {
  const heads = await allHeads(world);
  for (const allocationId of ALLOCATIONS) {
    const check = await verifyLedger(world.store, allocationId);
    expect(check.differences).toEqual([]);
    const money = await readAllocation(world.store, allocationId);
    if (money === null) throw new Error('no allocation');
    expect(money.available + money.reserved + money.committed + money.disbursed + money.overpaid).toBe(money.allocated);
    const credit = await readItem(world.store, creditKey('SG', allocationId), openCredit);
    const aside = heads.map(({ credits }) =>
      credits?.moved === false ? (credits.byAllocation[allocationId] ?? 0) : 0,
    );
    expect(money.overpaid).toBe(aside.reduce((sum, amount) => sum + amount, credit?.open ?? 0));
  }
  await checkLines(world, heads);
}

async function allHeads(world: MoneyWorld): Promise<BatchHead[]> {
  const heads = await Promise.all([1, 2, 3, 4, 5, 6].map((sequence) => headOf(world, batchIdOf(sequence))));
  return heads.filter((head) => head !== null);
}

const LIVING = new Set(['pending', 'accepted', 'paid']);

async function checkLines(world: MoneyWorld, heads: readonly BatchHead[]): Promise<void> {
  const living = new Map<string, string>();
  const workers = new Set<string>();
  for (const { batchId } of heads) {
    for (const { revisionId, lines } of await world.chunksOf(batchId)) {
      for (const { nikHash, status } of lines) {
        workers.add(nikHash);
        if (!LIVING.has(status)) continue;
        expect(living.has(nikHash)).toBe(false);
        living.set(nikHash, revisionId);
      }
    }
  }
  const slots = slotsOf(['JKK', 'JKM'], SLOT.period);
  for (const nikHash of workers) {
    const item = await readItem(world.store, workerYearKey(nikHash, 2027), z.record(z.string(), z.unknown()));
    for (const slot of slots) expect(item?.[slot]).toBe(living.get(nikHash));
  }
}

/** Nothing hangs: all is closed, nothing is committed, and exactly the paid lines (and open credits) are with BPJS TK. */
async function checkEnd(world: MoneyWorld): Promise<void> {
  await checkMoney(world);
  let paid = 0;
  for (const head of await allHeads(world)) {
    for (const { lines } of await world.chunksOf(head.batchId))
      paid += lines.filter(({ status }) => status === 'paid').length;
  }
  for (const [index, premium] of [PREMIUM.JKK, PREMIUM.JKM].entries()) {
    const money = await readAllocation(world.store, ALLOCATIONS[index] ?? '');
    expect(money).toMatchObject({ reserved: 0, committed: 0, disbursed: paid * premium });
  }
}
