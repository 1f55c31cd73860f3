import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { RefusedError } from '../../../domain/errors.ts';
import type { RequestId } from '../../../domain/identity/ids.ts';
import { LIST_INDEX, officeList, requestKey, revisionKey } from './keys.ts';
import { readMany } from './read-many.ts';
import { requestItemSchema, revisionHeadSchema } from './records.ts';
import type { Person, RevisionHead } from './records.ts';
import { requestNotFound } from './refusals.ts';
import { readItem } from './table.ts';
import type { Key, Table } from './table.ts';

const PAGE = 50;
/** Nobody sends a request more often; a page that shows all its tries stays short. */
const MAX_EARLIER = 20;
const keyOnlySchema = z.object({ pk: z.string(), sk: z.string() });
/** The list index's own key; anything else DynamoDB would refuse as if it were our fault. */
const cursorSchema = z.strictObject({
  pk: z.string().min(1),
  sk: z.string().min(1),
  listPk: z.string().min(1),
  listSk: z.string().min(1),
});
type Cursor = z.infer<typeof cursorSchema>;

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

/** The revisions before this one, the last first. */
export async function earlierRevisions(table: Table, head: RevisionHead): Promise<RevisionHead[]> {
  const earlier: RevisionHead[] = [];
  for (let id = head.previous; id !== undefined && earlier.length < MAX_EARLIER; id = earlier.at(-1)?.previous) {
    const found = await readItem(table, revisionKey(id), revisionHeadSchema);
    if (found === null) break;
    earlier.push(found);
  }
  return earlier;
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
      ...(cursor !== undefined && { ExclusiveStartKey: parseCursor(cursor, officeList(officeId)) }),
    }),
  );
  const keys = z.array(keyOnlySchema).parse(page.Items ?? []);
  const heads = await latestOf(table, keys);
  heads.sort((a, b) => (a.submittedAt < b.submittedAt ? 1 : -1));
  return { heads, cursor: page.LastEvaluatedKey === undefined ? undefined : cursorOf(page.LastEvaluatedKey) };
}

/** The latest revisions of these requests, as their heads. */
export function latestHeads(table: Table, requestIds: readonly RequestId[]): Promise<RevisionHead[]> {
  return latestOf(table, [...new Set(requestIds)].map(requestKey));
}

/** @param keys of requests, each once */
async function latestOf(table: Table, keys: readonly Key[]): Promise<RevisionHead[]> {
  const requests = await readAll(table, keys, requestItemSchema);
  const latest = requests.map((request) => revisionKey(request.latestRevisionId));
  return readAll(table, latest, revisionHeadSchema);
}

async function readAll<T>(table: Table, keys: readonly Key[], schema: z.ZodType<T>): Promise<T[]> {
  return [...(await readMany(table, keys)).values()].map((item) => schema.parse(item));
}

/** Opaque to callers: the index's own key, base64url. */
export function cursorOf(key: NonNullable<QueryCommandInput['ExclusiveStartKey']>): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws RefusedError for a cursor that this API did not give, or gave for another list */
export function parseCursor(cursor: string, listPk: string): Cursor {
  try {
    const key = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    if (key.listPk === listPk) return key;
  } catch (cause) {
    throw invalidCursor(cause);
  }
  throw invalidCursor();
}

export function invalidCursor(cause?: unknown): RefusedError {
  return new RefusedError({
    code: 'invalid-cursor',
    field: 'query.cursor',
    text: {
      id: 'Penanda halaman tidak sah. Mulai dari halaman pertama.',
      en: 'The cursor is not valid. Start from the first page.',
    },
    cause,
  });
}
