import * as z from 'zod';
import type { LineStatus } from '../../../domain/batch/lifecycle.ts';
import type { BatchId, RevisionId } from '../../../domain/identity/ids.ts';
import { batchKey, carriedChunkKey, chunkKey } from './keys.ts';
import { chunkItemSchema, lineSchema } from './records.ts';
import type { ChunkItem, Line } from './records.ts';
import { readMany, readManyKey } from './read-many.ts';
import { itemsUnder, queryItems, readItem } from './table.ts';
import type { Key, Table } from './table.ts';
import type { WriteItem } from './transact.ts';
import { putNewItem, updateItem } from './update.ts';

/**
 * A line is stored as one short text, `row|nikHash|profile|letter|participant|coverFrom|reason`, empty ends left out: 250
 * lines are about 9 KB, and every write of a chunk costs a unit per KB.
 */
const LETTER_OF: Readonly<Record<LineStatus, string>> = {
  pending: 'p',
  removed: 'x',
  accepted: 'a',
  rejected: 'r',
  carried: 'c',
  paid: 'd',
  reversed: 'v',
};
const STATUS_OF = new Map(Object.entries(LETTER_OF).map(([status, letter]) => [letter, status]));

const escaped = (text: string | undefined): string => (text ?? '').replaceAll('%', '%25').replaceAll('|', '%7C');
const unescaped = (text: string | undefined): string | undefined =>
  text === undefined || text === '' ? undefined : text.replaceAll('%7C', '|').replaceAll('%25', '%');

export function packLine(line: Line): string {
  const extra = [line.participant, line.coverFrom, line.reason].map(escaped);
  return [line.row, line.nikHash, line.profile, LETTER_OF[line.status], ...extra].join('|').replace(/\|+$/, '');
}

export function unpackLine(text: string): Line {
  const [row, nikHash, profile, letter, participant, coverFrom, reason] = text.split('|');
  return lineSchema.parse({
    row: Number(row),
    nikHash,
    profile: Number(profile),
    status: STATUS_OF.get(letter ?? ''),
    participant: unescaped(participant),
    coverFrom: unescaped(coverFrom),
    reason: unescaped(reason),
  });
}

const storedSchema: z.ZodType<ChunkItem> = chunkItemSchema
  .extend({ lines: z.array(z.string()) })
  .transform((item) => ({ ...item, lines: item.lines.map(unpackLine) }));

/** Where a chunk lies: carried lines with their follow-up batch, all others with their revision. */
export type ChunkPlace = Pick<ChunkItem, 'revisionId' | 'chunk' | 'batchId'>;

function keyOf({ revisionId, chunk, batchId }: ChunkPlace): Key {
  return batchId === undefined ? chunkKey(revisionId, chunk) : carriedChunkKey(batchId, revisionId, chunk);
}

export function readChunkAt(table: Table, place: ChunkPlace): Promise<ChunkItem | null> {
  return readItem(table, keyOf(place), storedSchema);
}

/** The chunks at many places, for the one who asks for one of them. */
export async function readChunksAt(
  table: Table,
  places: readonly ChunkPlace[],
): Promise<(place: ChunkPlace) => ChunkItem | undefined> {
  const keys = new Map(places.map(keyOf).map((key) => [readManyKey(key), key]));
  const items = await readMany(table, [...keys.values()]);
  const chunks = new Map([...items].map(([key, item]) => [key, storedSchema.parse(item)]));
  return (place) => chunks.get(readManyKey(keyOf(place)));
}

/** The chunks that earlier batches carried over to this one, in order of revision. */
export function carriedChunksOf(table: Table, batchId: BatchId): AsyncGenerator<ChunkItem> {
  return itemsUnder(table, { pk: batchKey(batchId).pk, prefix: 'CARRIED#' }, storedSchema);
}

export function readChunk(table: Table, revisionId: RevisionId, chunk: number): Promise<ChunkItem | null> {
  return readItem(table, chunkKey(revisionId, chunk), storedSchema);
}

/** All chunks of a revision, in order. */
export function chunksOf(table: Table, revisionId: RevisionId): AsyncGenerator<ChunkItem> {
  return itemsUnder(table, { pk: chunkKey(revisionId, 0).pk, prefix: 'CHUNK#' }, storedSchema);
}

/** The chunks of a revision from that number on, in order. */
export function chunksFrom(table: Table, revisionId: RevisionId, first: number): AsyncGenerator<ChunkItem> {
  const { pk, sk } = chunkKey(revisionId, first);
  const query = {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':pk': pk, ':first': sk, ':last': 'CHUNK#~' },
    ConsistentRead: true,
  };
  return queryItems(table, query, storedSchema);
}

/** The write of a chunk that must not exist yet. */
export function newChunk(table: Table, item: ChunkItem): WriteItem {
  return putNewItem(table, { ...keyOf(item), ...item, lines: item.lines.map(packLine) });
}

/** The write that puts `lines` in place of those of `read`, conditional on the chunk being as it was read. */
export function replaceLines(table: Table, read: ChunkItem, lines: readonly Line[]): WriteItem {
  return updateItem(table, {
    key: keyOf(read),
    set: { lines: lines.map(packLine), version: read.version + 1 },
    condition: {
      expression: '#version = :version',
      names: { '#version': 'version' },
      values: { ':version': read.version },
    },
  });
}
