import { BrokenError } from '../../../domain/errors.ts';
import type { BatchId, PersonId } from '../../../domain/identity/ids.ts';
import { moveBatch } from '../../adapters/dynamodb/batch-change.ts';
import { revisionsOf } from '../../adapters/dynamodb/batch-store.ts';
import { tallyByStatus } from '../../adapters/dynamodb/batch-tallies.ts';
import { batchMails } from '../../adapters/dynamodb/finance-mails.ts';
import type { FinancePeople } from '../../adapters/dynamodb/finance-mails.ts';
import { batchKey, revisionKey, tokenKey } from '../../adapters/dynamodb/keys.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { FINANCE_TOKEN } from '../../adapters/dynamodb/token-store.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import type { CloseBatchInput, CloseBatchOutput } from './contract.ts';

export interface CloseBatchDeps {
  readonly table: Table;
  readonly financePeople: FinancePeople;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

/** Closes a reconciled batch for ever and tells finance and the officers whose workers are covered. */
export async function closeBatch({ batchId }: CloseBatchInput, deps: CloseBatchDeps): Promise<CloseBatchOutput> {
  const { table } = deps;
  const tallyOf = await tallyByStatus(table, batchId);
  const open = tallyOf('pending').lines + tallyOf('accepted').lines;
  if (open > 0) throw new BrokenError(`batch ${batchId} still has ${open} lines that are not final`);
  const to = [...(await deps.financePeople()), ...(await officersOf(table, batchId))];
  const now = deps.now();
  const status = await moveBatch(table, {
    batchId,
    from: 'reconciled',
    to: 'closed',
    by: 'close-batch',
    now,
    change: ({ accepted, rejected }) => ({
      remove: ['duePk', 'dueBy', 'needsAdministrator'],
      also: [
        ...batchMails(table, { batchId, template: 'batch-closed', turn: 'closed', to, at: now.toISOString() }),
        // Nobody waits any more; a due time left on the token would call repair for ever.
        { Delete: { TableName: table.name, Key: { ...tokenKey(batchKey(batchId).pk, FINANCE_TOKEN) } } },
      ],
      data: { paid: accepted ?? {}, rejected: rejected ?? {} },
    }),
  });
  await deps.nudgeMail();
  return { status };
}

async function officersOf(table: Table, batchId: BatchId): Promise<PersonId[]> {
  const heads = await Promise.all(
    (await revisionsOf(table, batchId)).map((revisionId) =>
      readItem(table, revisionKey(revisionId), revisionHeadSchema),
    ),
  );
  return [...new Set(heads.flatMap((head) => (head === null ? [] : [head.officerId])))];
}
