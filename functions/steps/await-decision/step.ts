import { revisionKey } from '../../adapters/dynamodb/keys.ts';
import { levelIsOpen } from '../../adapters/dynamodb/level-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { levelToken, storeToken, tellToken } from '../../adapters/dynamodb/token-store.ts';
import type { AnswerToken } from '../../adapters/dynamodb/token-store.ts';
import type { AwaitDecisionInput, AwaitDecisionOutput } from './contract.ts';

export interface AwaitDecisionDeps {
  readonly table: Table;
  readonly answerToken: AnswerToken;
  readonly now: () => Date;
}

/**
 * Keeps the token for whoever decides. A level that was decided meanwhile answers it at once, so a decision between two
 * states is never waited for.
 */
export async function awaitDecision(input: AwaitDecisionInput, deps: AwaitDecisionDeps): Promise<AwaitDecisionOutput> {
  const { taskToken: token, enteredTime, retryCount } = input;
  const { pk } = revisionKey(input.revisionId);
  const name = levelToken(input.level);
  const openCheck = levelIsOpen(deps.table, input);
  const outcome = await storeToken(deps.table, { pk, name, token, enteredTime, retryCount, openCheck });
  if (outcome === 'closed') await deps.answerToken(token, {});
  if (outcome === 'pending') {
    await tellToken(deps.table, { pk, name, output: {}, at: deps.now().toISOString() }, deps.answerToken);
  }
  return { outcome };
}
