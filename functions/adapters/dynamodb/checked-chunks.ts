import type * as z from 'zod';
import { BrokenError } from '../../../domain/errors.ts';
import { revisionKey } from './keys.ts';
import { checkedChunkSchema, recheckedChunkSchema } from './records.ts';
import type { CheckedChunk, RecheckedChunk, RevisionHead } from './records.ts';
import { itemsUnder } from './table.ts';
import type { Table } from './table.ts';

/** What the first check left of every chunk, in order. @throws BrokenError while one is missing */
export function readCheckedChunks(table: Table, head: RevisionHead): Promise<CheckedChunk[]> {
  return readAll(table, head, { prefix: 'CHECKED#', schema: checkedChunkSchema });
}

/** What the first check has left so far, by chunk. */
export async function checkedSoFar(table: Table, { revisionId }: RevisionHead): Promise<Map<number, CheckedChunk>> {
  const place = { pk: revisionKey(revisionId).pk, prefix: 'CHECKED#' };
  const chunks = new Map<number, CheckedChunk>();
  for await (const chunk of itemsUnder(table, place, checkedChunkSchema)) chunks.set(chunk.chunk, chunk);
  return chunks;
}

/** What the second check left of every chunk, in order. @throws BrokenError while one is missing */
export function readRecheckedChunks(table: Table, head: RevisionHead): Promise<RecheckedChunk[]> {
  return readAll(table, head, { prefix: 'RECHECKED#', schema: recheckedChunkSchema });
}

async function readAll<Chunk extends { chunk: number }>(
  table: Table,
  head: RevisionHead,
  of: { prefix: string; schema: z.ZodType<Chunk> },
): Promise<Chunk[]> {
  const { pk } = revisionKey(head.revisionId);
  const chunks: Chunk[] = [];
  for await (const chunk of itemsUnder(table, { pk, prefix: of.prefix }, of.schema)) chunks.push(chunk);
  const complete = chunks.every(({ chunk }, index) => chunk === index + 1) && chunks.length === head.parsed?.chunks;
  if (!complete) throw new BrokenError(`revision ${head.revisionId}: ${chunks.length} chunks under ${of.prefix}`);
  return chunks;
}
