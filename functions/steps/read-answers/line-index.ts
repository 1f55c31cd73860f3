import { lineTotal } from '../../../domain/batch/tally.ts';
import type { LineStatus } from '../../../domain/batch/lifecycle.ts';
import type { BatchId, RevisionId } from '../../../domain/identity/ids.ts';
import { priceOf } from '../../adapters/dynamodb/batch-lines.ts';
import { batchChunks } from '../../adapters/dynamodb/batch-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { lineIdOf } from '../../files/export-cells.ts';

export interface IndexedLine {
  readonly revisionId: RevisionId;
  readonly chunk: number;
  /** Of a carried line: the follow-up batch. */
  readonly batchId: BatchId | undefined;
  readonly row: number;
  readonly status: LineStatus;
  readonly total: number;
}

/** The batch's sealed lines by worker and by the id that our export gave them. */
export interface LineIndex {
  /** A worker has more than one line when two requests pay different programmes. */
  readonly ofWorker: (nikHash: string) => readonly IndexedLine[];
  readonly ofLineId: (lineId: string) => IndexedLine | undefined;
}

export async function indexLines(table: Table, batchId: BatchId): Promise<LineIndex> {
  const workers = new Map<string, IndexedLine[]>();
  const lines = new Map<string, IndexedLine>();
  for await (const chunk of batchChunks(table, batchId)) {
    for (const line of chunk.lines) {
      // A line that was removed before sealing never went to BPJS TK.
      if (line.status === 'removed') continue;
      const { revisionId, batchId: home } = chunk;
      const { row, status } = line;
      const total = lineTotal(priceOf(chunk, line));
      const indexed = { revisionId, chunk: chunk.chunk, batchId: home, row, status, total };
      const others = workers.get(line.nikHash);
      if (others === undefined) workers.set(line.nikHash, [indexed]);
      else others.push(indexed);
      lines.set(lineIdOf(revisionId, row), indexed);
    }
  }
  return { ofWorker: (nikHash) => workers.get(nikHash) ?? [], ofLineId: (lineId) => lines.get(lineId) };
}
