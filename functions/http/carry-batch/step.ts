import { RefusedError } from '../../../domain/errors.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { batchNotFound, findBatch } from '../../adapters/dynamodb/batch-store.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { FINANCE_TOKEN, tellToken, tokenDue } from '../../adapters/dynamodb/token-store.ts';
import type { AnswerToken } from '../../adapters/dynamodb/token-store.ts';

export interface CarryBatchDeps {
  readonly table: Table;
  readonly answerToken: AnswerToken;
  readonly now: () => Date;
}

interface CarryBatchCall {
  readonly params: { readonly batchId: BatchId };
  readonly body: { readonly reason: string };
  readonly caller: Pick<Person, 'personId'>;
}

/**
 * Has the machine carry every open line over to the slot's follow-up batch, so that this one can be billed. Asking again
 * while that happens changes nothing.
 * @throws RefusedError not-found, or conflict: the batch does not wait for answers, or no line is open
 */
export async function carryBatch({ params, body, caller }: CarryBatchCall, deps: CarryBatchDeps) {
  const { batchId } = params;
  const { table } = deps;
  const at = deps.now().toISOString();
  const token = { pk: batchKey(batchId).pk, name: FINANCE_TOKEN };
  await changeHead<BatchHead, 'carrying'>(table, {
    key: batchKey(batchId),
    schema: batchHeadSchema,
    judge: (head) => {
      if (head === null) throw batchNotFound();
      if (head.carrying === true) return { stop: 'carrying' };
      requireOpenLines(head);
      const data = { reason: body.reason, lines: head.pendingLines };
      return {
        change: {
          set: { carrying: true },
          event: { type: 'carry-requested', at, by: caller.personId, data },
          also: [tokenDue(table, token, at)],
        },
      };
    },
    onAlsoFailed: () => undefined,
  });
  const head = await findBatch(table, batchId);
  if (head.carrying === true) await tellToken(table, { ...token, output: {}, at }, deps.answerToken);
  return { batchId, lines: head.pendingLines ?? 0 };
}

function requireOpenLines(head: BatchHead): void {
  const isBusy = head.applying !== undefined;
  if (head.status === 'sent' && !isBusy && (head.pendingLines ?? 0) > 0) return;
  throw new RefusedError({
    code: isBusy ? 'answers-being-applied' : 'nothing-to-carry',
    kind: 'conflict',
    text: isBusy
      ? {
          id: 'Berkas jawaban sedang diproses. Tunggu sampai selesai, lalu coba lagi.',
          en: 'An answer file is being applied. Wait until that is done, then try again.',
        }
      : {
          id: `Batch berstatus ${head.status} dan tidak ada baris terbuka yang dapat dibawa ke batch lanjutan.`,
          en: `The batch is ${head.status} and has no open line to carry over to a follow-up batch.`,
        },
  });
}
