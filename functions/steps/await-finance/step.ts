import { batchKey } from '../../adapters/dynamodb/keys.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { FINANCE_TOKEN, storeToken, tellToken } from '../../adapters/dynamodb/token-store.ts';
import type { AnswerToken } from '../../adapters/dynamodb/token-store.ts';
import type { WriteItem } from '../../adapters/dynamodb/transact.ts';
import type { AwaitFinanceInput, AwaitFinanceOutput } from './contract.ts';

export interface AwaitFinanceDeps {
  readonly table: Table;
  readonly answerToken: AnswerToken;
  readonly now: () => Date;
}

/**
 * Keeps the token for whoever enters answers or facts. When something was stored between the review and this state, the
 * token is answered at once, so nothing is waited for that is there already.
 */
export async function awaitFinance(input: AwaitFinanceInput, deps: AwaitFinanceDeps): Promise<AwaitFinanceOutput> {
  const { batchId, taskToken: token, enteredTime, retryCount } = input;
  const { pk } = batchKey(batchId);
  const openCheck = nothingToDo(deps.table, batchId, deps.now().toISOString());
  const outcome = await storeToken(deps.table, { pk, name: FINANCE_TOKEN, token, enteredTime, retryCount, openCheck });
  if (outcome === 'closed') await deps.answerToken(token, {});
  if (outcome === 'pending') {
    const at = deps.now().toISOString();
    await tellToken(deps.table, { pk, name: FINANCE_TOKEN, output: {}, at }, deps.answerToken);
  }
  return { outcome };
}

/** Holds while the batch waits for people: no answer file to apply, not paid yet, or paid and held. */
function nothingToDo(table: Table, batchId: BatchHead['batchId'], now: string): WriteItem {
  const waiting: readonly BatchHead['status'][] = ['sent', 'answered', 'billed', 'sp2d'];
  const values = Object.fromEntries(waiting.map((status) => [`:${status}`, status]));
  return {
    ConditionCheck: {
      TableName: table.name,
      Key: { ...batchKey(batchId) },
      ConditionExpression: `attribute_not_exists(#applying) AND attribute_not_exists(#carrying) AND (#status IN (${Object.keys(values).join(', ')}) OR (#status = :paid AND #held > :now))`,
      ExpressionAttributeNames: {
        '#applying': 'applying',
        '#carrying': 'carrying',
        '#status': 'status',
        '#held': 'heldUntil',
      },
      ExpressionAttributeValues: { ...values, ':paid': 'paid', ':now': now },
    },
  };
}
