import { addDays, startOfLocalDate } from '../../../domain/calendar/local-date.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { ZERO_RUPIAH } from '../../../domain/money/money.ts';
import { judgeFact } from '../../../domain/payment/facts.ts';
import type { BatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import { batchNotFound, findBatch } from '../../adapters/dynamodb/batch-store.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { creditsFor } from '../../adapters/dynamodb/credit-store.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { FINANCE_TOKEN, tellToken } from '../../adapters/dynamodb/token-store.ts';
import type { AnswerToken } from '../../adapters/dynamodb/token-store.ts';
import { sealFactPaper } from '../fact-paper.ts';
import type { PaperDeps } from '../own-upload.ts';
import type { EnterFactBody, EnterFactOutput } from './contract.ts';
import { factChange, targetOf } from './fact-change.ts';
import type { Credits } from './fact-change.ts';

export interface EnterFactDeps extends PaperDeps, Pick<BatchCalendar, 'utcOffsetMinutes'> {
  readonly table: Table;
  readonly answerToken: AnswerToken;
  readonly now: () => Date;
}

interface EnterFactCall {
  readonly params: { readonly batchId: BatchId };
  readonly body: EnterFactBody;
  readonly caller: Pick<Person, 'personId'>;
}

/**
 * Stores a payment fact and moves the batch and the money with it, in one transaction. The same fact again changes
 * nothing.
 * @throws RefusedError not-found, or conflict: out of order, other content, an amount that does not agree
 */
export async function enterFact(
  { params, body, caller }: EnterFactCall,
  deps: EnterFactDeps,
): Promise<EnterFactOutput> {
  const { batchId } = params;
  const { table } = deps;
  const seen = await findBatch(table, batchId);
  judgeFact(targetOf(seen, await creditsOf(table, seen, body)), body);
  const { personId } = caller;
  const paper = await sealFactPaper({ batchId, of: body.kind, paper: body.paper, personId }, deps);
  const heldUntil = await endOfHold(body, deps);
  const at = deps.now().toISOString();
  await changeHead<BatchHead, 'same'>(table, {
    key: batchKey(batchId),
    schema: batchHeadSchema,
    judge: async (head) => {
      if (head === null) throw batchNotFound();
      const credits = await creditsOf(table, head, body);
      if (judgeFact(targetOf(head, credits), body) === 'same') return { stop: 'same' };
      return { change: factChange(table, { head, body, paper, at, by: personId, credits, heldUntil }) };
    },
    onAlsoFailed: () => undefined,
  });
  const { status } = await findBatch(table, batchId);
  const tell = { pk: batchKey(batchId).pk, name: FINANCE_TOKEN, output: {}, at };
  if (status === 'paid') await tellToken(table, tell, deps.answerToken);
  return { batchId, status };
}

const NO_CREDITS: Credits = { total: ZERO_RUPIAH, byAllocation: {} };

/** Only a bill takes credits; those it took already stand on the head. */
async function creditsOf(table: Table, head: BatchHead, { kind }: EnterFactBody): Promise<Credits> {
  return kind === 'billed' && head.credits === undefined ? creditsFor(table, head) : NO_CREDITS;
}

async function endOfHold(body: EnterFactBody, deps: EnterFactDeps): Promise<string | undefined> {
  if (body.kind !== 'paid' || body.holdUntil === undefined) return undefined;
  return startOfLocalDate(addDays(body.holdUntil, 1), await deps.utcOffsetMinutes());
}
