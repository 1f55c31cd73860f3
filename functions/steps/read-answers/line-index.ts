import { lineTotal } from '../../../domain/batch/tally.ts';
import type { LinePrice } from '../../../domain/batch/tally.ts';
import type { LineStatus } from '../../../domain/batch/lifecycle.ts';
import type { BatchId, RevisionId } from '../../../domain/identity/ids.ts';
import type { Rupiah } from '../../../domain/money/money.ts';
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
  readonly price: LinePrice;
  /** Whole rupiah of the line over all its months. */
  readonly total: Rupiah;
}

/** The batch's sealed lines by worker and by the id that our export gave them. */
export interface LineIndex {
  /** A worker has more than one line when two requests pay different programmes. */
  readonly ofWorker: (nikHash: string) => readonly IndexedLine[];
  readonly ofLineId: (lineId: string) => IndexedLine | undefined;
  /** By the number that BPJS TK gave the worker when it accepted the line. */
  readonly ofParticipant: (participant: string) => readonly IndexedLine[];
}

export async function indexLines(table: Table, batchId: BatchId): Promise<LineIndex> {
  const workers = new Map<string, IndexedLine[]>();
  const participants = new Map<string, IndexedLine[]>();
  const lines = new Map<string, IndexedLine>();
  for await (const chunk of batchChunks(table, batchId)) {
    for (const line of chunk.lines) {
      // A line that was removed before sealing never went to BPJS TK.
      if (line.status === 'removed') continue;
      const { revisionId, batchId: home } = chunk;
      const { row, status, nikHash, participant } = line;
      const price = priceOf(chunk, line);
      const indexed = { revisionId, chunk: chunk.chunk, batchId: home, row, status, price, total: lineTotal(price) };
      addTo(workers, nikHash, indexed);
      if (participant !== undefined) addTo(participants, participant, indexed);
      lines.set(lineIdOf(revisionId, row), indexed);
    }
  }
  return {
    ofWorker: (nikHash) => workers.get(nikHash) ?? [],
    ofLineId: (lineId) => lines.get(lineId),
    ofParticipant: (participant) => participants.get(participant) ?? [],
  };
}

function addTo(index: Map<string, IndexedLine[]>, key: string, line: IndexedLine): void {
  const others = index.get(key);
  if (others === undefined) index.set(key, [line]);
  else others.push(line);
}
