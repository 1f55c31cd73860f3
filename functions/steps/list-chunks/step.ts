import { batchChunks, chunksKeyOf } from '../../adapters/dynamodb/batch-store.ts';
import type { ChunkPlace } from '../../adapters/dynamodb/chunk-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import type { ListChunksInput, ListChunksOutput } from './contract.ts';

export interface ListChunksDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'put'>;
  readonly workBucket: string;
}

/** Writes the list over which the batch's maps run. Members no longer change, so writing it again gives the same. */
export async function listChunks({ batchId }: ListChunksInput, deps: ListChunksDeps): Promise<ListChunksOutput> {
  const chunks: ChunkPlace[] = [];
  for await (const { revisionId, chunk, batchId: home } of batchChunks(deps.table, batchId)) {
    chunks.push({ revisionId, chunk, ...(home !== undefined && { batchId: home }) });
  }
  const place = { bucket: deps.workBucket, key: chunksKeyOf(batchId), contentType: 'application/json' };
  await deps.objects.put(place, JSON.stringify(chunks));
  return { chunksKey: place.key, chunks: chunks.length };
}
