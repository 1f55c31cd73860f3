import type { LineStatus } from '../../../domain/batch/lifecycle.ts';
import { createTally } from '../../../domain/batch/tally.ts';
import type { Tally } from '../../../domain/batch/tally.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { priceOf } from './batch-lines.ts';
import { batchChunks } from './batch-store.ts';
import type { Table } from './table.ts';

/** Counts and sums of a batch's lines by status, read from the chunks themselves. */
export async function tallyByStatus(table: Table, batchId: BatchId): Promise<(status: LineStatus) => Tally> {
  const tallies = new Map<LineStatus, ReturnType<typeof createTally>>();
  for await (const chunk of batchChunks(table, batchId)) {
    for (const line of chunk.lines) {
      const tally = tallies.get(line.status) ?? createTally();
      tallies.set(line.status, tally);
      tally.add(priceOf(chunk, line));
    }
  }
  const none = createTally().result();
  return (status) => tallies.get(status)?.result() ?? none;
}
