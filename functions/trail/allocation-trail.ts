import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { revisionIdSchema } from '../../domain/identity/ids.ts';
import type { BatchId, RevisionId } from '../../domain/identity/ids.ts';
import type { BatchHead } from '../adapters/dynamodb/batch-records.ts';
import { requireBatch } from '../adapters/dynamodb/batch-store.ts';
import { chunksFrom } from '../adapters/dynamodb/chunk-store.ts';
import { allocationKey } from '../adapters/dynamodb/keys.ts';
import type { Allocation } from '../adapters/dynamodb/ledger-records.ts';
import { invalidCursor } from '../adapters/dynamodb/request-store.ts';
import { readRevision } from '../adapters/dynamodb/revision-store.ts';
import { standingLines } from '../adapters/dynamodb/standing-lines.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import { trailRows } from './trail-rows.ts';
import type { TrailRow } from './trail-row.ts';

/** A chunk of a committed revision; the trail goes on behind it. */
const positionSchema = z.strictObject({ revisionId: revisionIdSchema, chunk: z.number().int().min(1) });
export type TrailPosition = z.infer<typeof positionSchema>;

export interface TrailPart {
  readonly position: TrailPosition;
  readonly rows: readonly TrailRow[];
}

/**
 * Every worker-month that an allocation pays, part by part: revisions in order of their numbers, chunks in order, carried
 * lines where their chunk stands. `after`: goes on behind that part.
 */
export async function* allocationTrail(
  table: Table,
  allocation: Pick<Allocation, 'allocationId' | 'programme'>,
  after?: TrailPosition,
): AsyncGenerator<TrailPart> {
  const batches = openBatches(table);
  for await (const revisionId of revisionsPaidBy(table, allocation.allocationId, after?.revisionId)) {
    const head = await readRevision(table, revisionId);
    // Before that its money is only reserved, and its lines are not all there.
    if (head.status !== 'committed') continue;
    const done = revisionId === after?.revisionId ? after.chunk : 0;
    for await (const chunk of chunksFrom(table, revisionId, done + 1)) {
      const rows: TrailRow[] = [];
      for (const { batchId, ...place } of await standingLines(table, chunk, head.batchId)) {
        rows.push(...trailRows({ head, ...place, batch: await batches(batchId) }, allocation.programme));
      }
      yield { position: { revisionId, chunk: chunk.chunk }, rows };
    }
  }
}

function openBatches(table: Table): (batchId: BatchId | undefined) => Promise<BatchHead | null> {
  const known = new Map<BatchId, BatchHead>();
  return async (batchId) => {
    if (batchId === undefined) return null;
    const head = known.get(batchId) ?? (await requireBatch(table, batchId));
    known.set(batchId, head);
    return head;
  };
}

const keySchema = z.array(z.object({ sk: z.string() }));
const AFTER_COLON = ';';

/**
 * The revisions in an allocation's journal, each once, from the one given: a journal's key begins with its owner, so one
 * key read for each owner leads to the next.
 */
async function* revisionsPaidBy(table: Table, allocationId: string, from?: RevisionId): AsyncGenerator<RevisionId> {
  let start = `JOURNAL#${from ?? ''}`;
  for (;;) {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :start AND :end',
        ExpressionAttributeValues: { ':pk': allocationKey(allocationId).pk, ':start': start, ':end': 'JOURNAL#~' },
        ConsistentRead: true,
        Limit: 1,
      }),
    );
    const [entry] = keySchema.parse(page.Items ?? []);
    if (entry === undefined) return;
    const owner = entry.sk.slice('JOURNAL#'.length).split(':')[0] ?? '';
    const revisionId = revisionIdSchema.safeParse(owner);
    if (revisionId.success) yield revisionId.data;
    start = `JOURNAL#${owner}${AFTER_COLON}`;
  }
}

/** Opaque to callers. */
export function trailCursor(position: TrailPosition): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws RefusedError for a cursor that this API did not give */
export function parseTrailCursor(cursor: string | undefined): TrailPosition | undefined {
  if (cursor === undefined) return undefined;
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw invalidCursor(cause);
  }
}
