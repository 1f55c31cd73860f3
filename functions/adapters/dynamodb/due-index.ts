import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DUE_INDEX, DUE_PARTITION } from './keys.ts';
import { queryItems } from './table.ts';
import type { Key, Table } from './table.ts';

const overdueSchema = z.object({ pk: z.string(), sk: z.string(), dueBy: z.string() });
export type Overdue = z.infer<typeof overdueSchema>;

/** What should have been finished by `now` (UTC instant), longest overdue first. Read the item itself before acting on it. */
export function overdueItems(table: Table, now: string): AsyncGenerator<Overdue> {
  const query = {
    IndexName: DUE_INDEX,
    KeyConditionExpression: 'duePk = :due AND dueBy <= :now',
    ExpressionAttributeValues: { ':due': DUE_PARTITION, ':now': now },
  };
  return queryItems(table, query, overdueSchema);
}

/**
 * Moves the time of the next look, or ends looking (`until` undefined), unless somebody has set another time meanwhile.
 * The item's version stays, because nothing that people see changes.
 */
export async function lookAgain(table: Table, seen: Key & { dueBy: string }, until: string | undefined): Promise<void> {
  const values = until === undefined ? {} : { ':until': until };
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: seen.pk, sk: seen.sk },
        UpdateExpression: until === undefined ? 'REMOVE #due, #duePk' : 'SET #due = :until, #duePk = :duePk',
        ConditionExpression: '#due = :seen',
        ExpressionAttributeNames: { '#due': 'dueBy', '#duePk': 'duePk' },
        ExpressionAttributeValues: {
          ':seen': seen.dueBy,
          ...values,
          ...(until !== undefined && { ':duePk': DUE_PARTITION }),
        },
      }),
    );
  } catch (error) {
    // The item has moved on meanwhile, or is just moving: looking once too often does no harm.
    const isMoving = error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException;
    if (!isMoving) throw error;
  }
}
