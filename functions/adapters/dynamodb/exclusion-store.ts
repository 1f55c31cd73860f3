import { BatchGetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { TransientError } from '../../../domain/errors.ts';
import { exclusionKey } from './keys.ts';
import type { Table } from './table.ts';

export const exclusionSchema = z.object({
  nikHash: z.string(),
  reason: z.enum(['deceased', 'moved', 'left']),
  /** Local day from which it holds. */
  since: z.string(),
  loadedAt: z.string(),
  loadedBy: z.string(),
});
export type Exclusion = z.infer<typeof exclusionSchema>;

/** DynamoDB takes 100 keys a BatchGetItem. */
const BATCH = 100;
const MAX_TRIES = 8;

/** The latest word on a worker stands; loading the same list twice changes nothing that is read. */
export async function putExclusion(table: Table, exclusion: Exclusion): Promise<void> {
  await table.client.send(
    new PutCommand({ TableName: table.name, Item: { ...exclusionKey(exclusion.nikHash), ...exclusion } }),
  );
}

/** Those of the workers who stand on the exclusion list, by NIK hash. */
export async function readExclusions(table: Table, nikHashes: readonly string[]): Promise<Map<string, Exclusion>> {
  const found = new Map<string, Exclusion>();
  for (let start = 0; start < nikHashes.length; start += BATCH) {
    let keys: Record<string, unknown>[] = nikHashes
      .slice(start, start + BATCH)
      .map((hash) => ({ ...exclusionKey(hash) }));
    for (let attempt = 0; keys.length > 0; attempt += 1) {
      if (attempt === MAX_TRIES) throw new TransientError('the exclusion list was answered only in part');
      if (attempt > 0) await table.pause(attempt);
      const answer = await table.client.send(
        new BatchGetCommand({ RequestItems: { [table.name]: { Keys: keys, ConsistentRead: true } } }),
      );
      for (const item of answer.Responses?.[table.name] ?? []) {
        const exclusion = exclusionSchema.parse(item);
        found.set(exclusion.nikHash, exclusion);
      }
      keys = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    }
  }
  return found;
}
