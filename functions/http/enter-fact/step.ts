import { BrokenError } from '../../../domain/errors.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { judgeFact } from '../../../domain/payment/facts.ts';
import { batchNotFound, findBatch } from '../../adapters/dynamodb/batch-store.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import { journalIdFor, movement } from '../../adapters/dynamodb/ledger.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/records.ts';
import type { BatchHead, Person, StoredObject } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { FINANCE_TOKEN, tellToken, tokenDue } from '../../adapters/dynamodb/token-store.ts';
import type { AnswerToken } from '../../adapters/dynamodb/token-store.ts';
import type { WriteItem } from '../../adapters/dynamodb/transact.ts';
import { requireOwnUpload, sealPaper } from '../own-upload.ts';
import type { PaperDeps } from '../own-upload.ts';
import type { EnterFactBody, EnterFactOutput } from './contract.ts';

export interface EnterFactDeps extends PaperDeps {
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
 * Stores a payment fact and moves the batch with it, in one transaction; with the payment the money goes from committed to
 * disbursed. The same fact again changes nothing.
 * @throws RefusedError not-found, or conflict: out of order, other content, an amount that does not agree
 */
export async function enterFact(
  { params, body, caller }: EnterFactCall,
  deps: EnterFactDeps,
): Promise<EnterFactOutput> {
  const { batchId } = params;
  const { table } = deps;
  judgeFact(targetOf(await findBatch(table, batchId)), body);
  const paper = await paperOf({ params, body, caller }, deps);
  const at = deps.now().toISOString();
  await changeHead<BatchHead, 'same'>(table, {
    key: batchKey(batchId),
    schema: batchHeadSchema,
    judge: (head) => {
      if (head === null) throw batchNotFound();
      if (judgeFact(targetOf(head), body) === 'same') return { stop: 'same' };
      return { change: factChange(table, { head, body, paper, at, by: caller.personId }) };
    },
    onAlsoFailed: () => undefined,
  });
  const { status } = await findBatch(table, batchId);
  const tell = { pk: batchKey(batchId).pk, name: FINANCE_TOKEN, output: {}, at };
  if (status === 'paid') await tellToken(table, tell, deps.answerToken);
  return { batchId, status };
}

function targetOf({ status, applying, accepted, facts }: BatchHead) {
  return { status, isApplying: applying !== undefined, acceptedTotal: accepted?.total, facts: facts ?? {} };
}

async function paperOf(
  { params, body, caller }: EnterFactCall,
  deps: EnterFactDeps,
): Promise<StoredObject | undefined> {
  if (body.paper === undefined) return undefined;
  const { uploadKey } = body.paper;
  const field = 'body.paper.uploadKey';
  requireOwnUpload(uploadKey, { personId: caller.personId, field });
  // Named after the upload: a paper that was sent in vain stays beside the one that counts.
  const name = `${body.kind}-${uploadKey.split('/').at(-1) ?? 'paper.pdf'}`;
  return sealPaper({ uploadKey, field, key: `batches/${params.batchId}/papers/${name}` }, deps);
}

interface FactEntry {
  readonly head: BatchHead;
  readonly body: EnterFactBody;
  readonly paper: StoredObject | undefined;
  readonly at: string;
  readonly by: Person['personId'];
}

function factChange(table: Table, { head, body, paper, at, by }: FactEntry) {
  const { kind, paper: _upload, ...stored } = body;
  const facts = { ...head.facts, [kind]: { ...stored, at, by, ...(paper !== undefined && { paper }) } };
  return {
    set: { facts, status: kind, changedAt: at },
    remove: ['problem'],
    event: { type: `batch-${kind}`, at, by, data: { from: head.status, ...stored, paper: paper?.sha256 } },
    also: kind === 'paid' ? disburse(table, { head, at, by }) : [],
  };
}

/** committed → disbursed for every account of the accepted lines; the waiting machine is to be told. */
function disburse(table: Table, { head, at, by }: Pick<FactEntry, 'head' | 'at' | 'by'>): WriteItem[] {
  const { batchId, accepted } = head;
  if (accepted === undefined) throw new BrokenError(`batch ${batchId} is paid without accepted lines`);
  const journalId = journalIdFor(batchId, 'pay', 'fact');
  const moves = Object.entries(accepted.byAllocation).flatMap(([allocationId, amount]) =>
    movement(table, {
      journalId,
      allocationId,
      from: 'committed',
      to: 'disbursed',
      amount: rupiah(amount),
      at,
      by,
      batchId,
    }),
  );
  return [...moves, tokenDue(table, { pk: batchKey(batchId).pk, name: FINANCE_TOKEN }, at)];
}
