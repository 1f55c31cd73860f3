import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { isDead, revisionStatusSchema } from '../../../domain/request/lifecycle.ts';
import type { Overdue } from '../../adapters/dynamodb/due-index.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { tellToken } from '../../adapters/dynamodb/token-store.ts';
import type { AnswerToken } from '../../adapters/dynamodb/token-store.ts';

export interface MendTokenDeps {
  readonly table: Table;
  readonly answerToken: AnswerToken;
  readonly now: () => Date;
}

const ownerSchema = z.object({ status: z.string() });
const PREFIX = 'TOKEN#';

/** Tells a waiting state what was decided when the deciding function did not live to; forgets tokens nobody waits with. */
export async function mendToken(overdue: Overdue, deps: MendTokenDeps): Promise<'told' | 'forgotten' | 'nothing'> {
  const { pk, sk } = overdue;
  const at = deps.now().toISOString();
  const told = await tellToken(deps.table, { pk, name: sk.slice(PREFIX.length), output: {}, at }, deps.answerToken);
  if (told === 'told') return 'told';
  const owner = await readItem(deps.table, { pk, sk: 'HEAD' }, ownerSchema);
  if (owner !== null && !isOver(owner.status)) return 'nothing';
  return (await isForgotten(deps.table, overdue)) ? 'forgotten' : 'nothing';
}

function isOver(status: string): boolean {
  const revision = revisionStatusSchema.safeParse(status);
  return status === 'closed' || status === 'committed' || (revision.success && isDead(revision.data));
}

async function isForgotten(table: Table, { pk, sk }: Overdue): Promise<boolean> {
  try {
    await table.client.send(
      new DeleteCommand({
        TableName: table.name,
        Key: { pk, sk },
        ConditionExpression: 'attribute_not_exists(#token)',
        ExpressionAttributeNames: { '#token': 'token' },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
