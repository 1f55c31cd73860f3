import * as z from 'zod';
import { BrokenError } from '../../../domain/errors.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { rosterRowSchema } from '../../../domain/roster/roster-row.ts';
import type { RosterRow } from '../../../domain/roster/roster-row.ts';
import { priceOf } from '../../adapters/dynamodb/batch-lines.ts';
import { batchChunks } from '../../adapters/dynamodb/batch-store.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { ChunkItem, Line } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { manifestKey } from '../../adapters/s3/work-keys.ts';
import { lineIdOf } from '../../files/export-cells.ts';
import type { ExportLine } from '../../files/export-cells.ts';

export interface ExportLinesDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readText' | 'readVerifiedText'>;
  readonly workBucket: string;
}

const chunkListSchema = z.array(z.object({ chunk: z.number().int(), key: z.string(), sha256: z.string() }));
const chunkRowsSchema = z.array(rosterRowSchema);

/** The statuses of lines that BPJS TK was sent; before the batch is sent all of them are pending. */
const isSent = ({ status }: Line): boolean => status !== 'removed';

/**
 * The batch's lines with the personal data that only the work bucket holds, chunk by chunk: members, chunks and rows in
 * order, so that the same batch always gives the same file.
 */
export async function* exportLines(
  batchId: BatchHead['batchId'],
  deps: ExportLinesDeps,
): AsyncGenerator<readonly ExportLine[]> {
  let list: { readonly of: RevisionId; readonly objects: Awaited<ReturnType<typeof readChunkList>> } | undefined;
  for await (const chunk of batchChunks(deps.table, batchId)) {
    const { revisionId } = chunk;
    if (list?.of !== revisionId) list = { of: revisionId, objects: await readChunkList(revisionId, deps) };
    const object = list.objects.get(chunk.chunk);
    if (object === undefined) throw new BrokenError(`revision ${revisionId} has no roster chunk ${chunk.chunk}`);
    const rows = chunkRowsSchema.parse(JSON.parse(await deps.objects.readVerifiedText(deps.workBucket, object)));
    yield joined(chunk, rows);
  }
}

async function readChunkList(revisionId: RevisionId, { objects, workBucket }: ExportLinesDeps) {
  const text = await objects.readText(workBucket, manifestKey(revisionId));
  if (text === null) throw new BrokenError(`the roster chunks of revision ${revisionId} are gone`);
  return new Map(chunkListSchema.parse(JSON.parse(text)).map(({ chunk, key, sha256 }) => [chunk, { key, sha256 }]));
}

function joined(chunk: ChunkItem, rows: readonly RosterRow[]): ExportLine[] {
  const rowOf = new Map(rows.map((row) => [row.rowNumber, row]));
  return chunk.lines.filter(isSent).map((line) => {
    const row = rowOf.get(line.row);
    if (row === undefined)
      throw new BrokenError(`row ${line.row} of revision ${chunk.revisionId} is not in its roster`);
    return { lineId: lineIdOf(chunk.revisionId, line.row), row, price: priceOf(chunk, line) };
  });
}
