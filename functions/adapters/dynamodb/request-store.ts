import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { RefusedError, TransientError } from '../../../domain/errors.ts';
import type { RequestId } from '../../../domain/identity/ids.ts';
import { LIST_INDEX, officeList, requestKey, revisionKey } from './keys.ts';
import { requestItemSchema, revisionHeadSchema } from './records.ts';
import type { Person, RevisionHead } from './records.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';
import { requestNotFound } from './refusals.ts';

const PAGE = 50;
const MAX_TRIES = 5;
const keyOnlySchema = z.object({ pk: z.string(), sk: z.string() });
const cursorSchema = z.record(z.string(), z.string());

/**
 * The latest revision of a request, for someone who may see it: an officer only the own office's.
 * @throws RefusedError not-found, also for another office's request, so that ids tell nothing
 */
export async function visibleRevision(table: Table, requestId: RequestId, caller: Person): Promise<RevisionHead> {
  const request = await readItem(table, requestKey(requestId), requestItemSchema);
  const foreign = caller.roles.includes('officer') && request?.officeId !== caller.officeId;
  if (request === null || foreign) throw requestNotFound();
  const head = await readItem(table, revisionKey(request.latestRevisionId), revisionHeadSchema);
  if (head === null) throw requestNotFound();
  return head;
}

/** One page of an office's requests, latest turn first, each as its latest revision's head. */
export async function listOffice(
  table: Table,
  officeId: string,
  cursor: string | undefined,
): Promise<{ heads: RevisionHead[]; cursor: string | undefined }> {
  const page = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: LIST_INDEX,
      KeyConditionExpression: 'listPk = :list',
      ExpressionAttributeValues: { ':list': officeList(officeId) },
      ScanIndexForward: false,
      Limit: PAGE,
      ...(cursor !== undefined && { ExclusiveStartKey: parseCursor(cursor) }),
    }),
  );
  const keys = z.array(keyOnlySchema).parse(page.Items ?? []);
  const requests = await batchRead(table, keys, requestItemSchema);
  const latest = requests.map((request) => revisionKey(request.latestRevisionId));
  const heads = await batchRead(table, latest, revisionHeadSchema);
  heads.sort((a, b) => (a.submittedAt < b.submittedAt ? 1 : -1));
  return { heads, cursor: page.LastEvaluatedKey === undefined ? undefined : cursorOf(page.LastEvaluatedKey) };
}

async function batchRead<T>(
  table: Table,
  keys: readonly { pk: string; sk: string }[],
  schema: z.ZodType<T>,
): Promise<T[]> {
  if (keys.length === 0) return [];
  const found: T[] = [];
  let asked: Record<string, unknown>[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  for (let attempt = 0; asked.length > 0; attempt += 1) {
    if (attempt === MAX_TRIES) throw new TransientError('the table answered only a part of what was read');
    if (attempt > 0) await table.pause(attempt);
    const answer = await table.client.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys: asked, ConsistentRead: true } } }),
    );
    found.push(...(answer.Responses?.[table.name] ?? []).map((item) => schema.parse(item)));
    asked = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
  }
  return found;
}

/** Opaque to callers: the index's own key, base64url. */
export function cursorOf(key: NonNullable<QueryCommandInput['ExclusiveStartKey']>): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws RefusedError for a cursor that this API did not give */
export function parseCursor(cursor: string): Record<string, string> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new RefusedError({
      code: 'invalid-cursor',
      field: 'query.cursor',
      text: {
        id: 'Penanda halaman tidak sah. Mulai dari halaman pertama.',
        en: 'The cursor is not valid. Start from the first page.',
      },
      cause,
    });
  }
}
