import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { TransientError } from '../../../domain/errors.ts';
import { appendEvent, readChain } from './audit-log.ts';
import { EXCLUSION_LIST, LIST_INDEX, exclusionKey } from './keys.ts';
import { readMany } from './read-many.ts';
import { cursorOf, parseCursor } from './request-store.ts';
import type { Table } from './table.ts';
import { ConditionFailedError, MAX_TRIES, transact } from './transact.ts';

export const exclusionSchema = z.object({
  nikHash: z.string(),
  /** `1410********0001`: enough for a person to know the entry again. */
  maskedNik: z.string(),
  reason: z.enum(['deceased', 'moved', 'left']),
  /** Local day from which it holds. */
  since: z.string(),
  loadedAt: z.string(),
  loadedBy: z.string(),
});
export type Exclusion = z.infer<typeof exclusionSchema>;

/** A transaction takes 100 items; two of them are the audit event and its chain. */
const PER_TRANSACTION = 98;

/**
 * Puts workers on the exclusion list, part by part, each part with one audit event in the list's chain. The latest word
 * on a worker stands; loading the same list again changes nothing that is read, so what was cut off is sent again.
 * @param exclusions each worker once
 * @throws TransientError when others kept changing the list
 */
export async function putExclusions(table: Table, exclusions: readonly Exclusion[]): Promise<void> {
  for (let start = 0; start < exclusions.length; start += PER_TRANSACTION) {
    await putPart(table, exclusions.slice(start, start + PER_TRANSACTION));
  }
}

async function putPart(table: Table, part: readonly Exclusion[]): Promise<void> {
  const [first] = part;
  if (first === undefined) return;
  const fact = {
    type: 'workers-excluded',
    at: first.loadedAt,
    by: first.loadedBy,
    data: { workers: part.map(({ nikHash, reason, since }) => ({ nikHash, reason, since })) },
  };
  const puts = part.map((exclusion) => ({
    Put: { TableName: table.name, Item: { ...exclusionKey(exclusion.nikHash), ...exclusion, ...listed(exclusion) } },
  }));
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const head = await readChain(table, EXCLUSION_LIST);
    try {
      await transact(table, [...puts, ...appendEvent(table, { pk: EXCLUSION_LIST, head }, fact)]);
      return;
    } catch (error) {
      // Somebody else's event came in between: the chain is read again.
      if (!(error instanceof ConditionFailedError)) throw error;
      await table.pause(attempt);
    }
  }
  throw new TransientError(`the exclusion list changed under each of ${MAX_TRIES} tries`);
}

const listed = ({ loadedAt, nikHash }: Exclusion) => ({ listPk: EXCLUSION_LIST, listSk: `${loadedAt}#${nikHash}` });

const PAGE = 100;

/** One page of the list, newest first. */
export async function listExclusionPage(
  table: Table,
  cursor: string | undefined,
): Promise<{ exclusions: Exclusion[]; cursor: string | undefined }> {
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: LIST_INDEX,
      KeyConditionExpression: 'listPk = :list',
      ExpressionAttributeValues: { ':list': EXCLUSION_LIST },
      ScanIndexForward: false,
      Limit: PAGE,
      ...(cursor !== undefined && { ExclusiveStartKey: parseCursor(cursor, EXCLUSION_LIST) }),
    }),
  );
  const last = page.LastEvaluatedKey;
  return {
    exclusions: z.array(exclusionSchema).parse(page.Items ?? []),
    cursor: last === undefined ? undefined : cursorOf(last),
  };
}

/** Those of the workers who stand on the exclusion list, by NIK hash. */
export async function readExclusions(table: Table, nikHashes: readonly string[]): Promise<Map<string, Exclusion>> {
  const items = await readMany(table, [...new Set(nikHashes)].map(exclusionKey));
  const exclusions = [...items.values()].map((item) => exclusionSchema.parse(item));
  return new Map(exclusions.map((exclusion) => [exclusion.nikHash, exclusion]));
}
