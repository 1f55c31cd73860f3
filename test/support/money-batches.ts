import * as z from 'zod';
import { BrokenError } from '../../domain/errors.ts';
import type { BatchId } from '../../domain/identity/ids.ts';
import { rupiah } from '../../domain/money/money.ts';
import { paidSoFar } from '../../domain/payment/facts.ts';
import type { AnswerPart, LineAnswer } from '../../functions/adapters/dynamodb/answer-records.ts';
import { storeAnswerFile } from '../../functions/adapters/dynamodb/answer-store.ts';
import { sha256Hex } from '../../functions/adapters/dynamodb/audit-log.ts';
import type { BatchHead } from '../../functions/adapters/dynamodb/batch-records.ts';
import { creditsFor } from '../../functions/adapters/dynamodb/credit-store.ts';
import { batchKey } from '../../functions/adapters/dynamodb/keys.ts';
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
import type { Operation } from './money-operations.ts';
import { BY, batchIdOf } from './money-world.ts';
import type { MoneyWorld } from './money-world.ts';

/** As it is stored: the product's own reads parse it often enough, which is a quarter of a sequence's time. */
const storedHead = z.custom<BatchHead>();
const headOf = (world: MoneyWorld, batchId: BatchId): Promise<BatchHead | null> =>
  readItem(world.store, batchKey(batchId), storedHead);

/** An act about a batch, through the product's own calls and steps. */
export async function operateBatch(world: MoneyWorld, one: Operation, table: Table): Promise<void> {
  const batchId = batchIdOf(one.batch);
  const head = await headOf(world, batchId);
  if (head === null) return;
  if (one.kind === 'answer') return answer(world, { batchId, words: one.words }, table);
  if (one.kind === 'machine') return runBatch(world, head, table);
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
      const bankReference = `REF-${world.state.entries}`;
      return { kind: 'paid' as const, bankReference, date: '2027-01-20', amount, ...hold };
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
export async function runBatch(world: MoneyWorld, seen: BatchHead, table: Table): Promise<void> {
  const { batchId } = seen;
  const deps = world.deps(table);
  if (['open', 'sealed', 'built', 'checked'].includes(seen.status)) await world.send(batchId, table);
  if (seen.status === 'closed') return;
  for (let turn = 0; turn < 6; turn += 1) {
    if (turn === 0 && (await headOf(world, batchId))?.status === 'open') return;
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
