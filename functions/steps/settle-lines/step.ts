import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { TransientError } from '../../../domain/errors.ts';
import { requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import { readChunkAt, replaceLines } from '../../adapters/dynamodb/chunk-store.ts';
import type { ChunkItem, Line } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { MAX_TRIES } from '../../adapters/dynamodb/transact.ts';
import type { SettleLinesInput, SettleLinesOutput } from './contract.ts';

/** Marks the accepted lines of a paid batch's chunk as paid. Money has moved with the payment itself. */
export async function settleLines(
  { batchId, item }: SettleLinesInput,
  { table }: { table: Table },
): Promise<SettleLinesOutput> {
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const { status } = await requireBatch(table, batchId);
    const chunk = await readChunkAt(table, item);
    if (status !== 'paid' || chunk === null) return { paid: 0 };
    const paid = chunk.lines.filter((line) => line.status === 'accepted').length;
    if (paid === 0) return { paid: 0 };
    if (await isReplaced(table, chunk, settled(chunk))) return { paid };
    await table.pause(attempt);
  }
  throw new TransientError(`chunk ${item.revisionId}/${item.chunk} changed under each of ${MAX_TRIES} tries`);
}

function settled(chunk: ChunkItem): Line[] {
  return chunk.lines.map((line) => (line.status === 'accepted' ? { ...line, status: 'paid' as const } : line));
}

/** No money moves here, so the chunk's version is condition enough. */
async function isReplaced(table: Table, chunk: ChunkItem, lines: readonly Line[]): Promise<boolean> {
  const write = replaceLines(table, chunk, lines);
  if (write.Update === undefined) throw new TypeError('not an update');
  try {
    await table.client.send(new UpdateCommand(write.Update));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
