import * as z from 'zod';
import type { LineStatus } from '../../domain/batch/lifecycle.ts';
import type { RevisionId } from '../../domain/identity/ids.ts';
import { rosterManifestSchema } from '../../domain/request/chunks.ts';
import { rosterRowSchema } from '../../domain/roster/roster-row.ts';
import { carriedChunksOf, chunksOf } from '../adapters/dynamodb/chunk-store.ts';
import type { BatchHead } from '../adapters/dynamodb/batch-records.ts';
import type { ChunkItem, RevisionHead } from '../adapters/dynamodb/records.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import { readJson } from '../adapters/s3/json-objects.ts';
import type { ObjectStore } from '../adapters/s3/object-store.ts';
import { readAhead } from '../steps/summarise-request/read-ahead.ts';
import { groupsOf } from '../steps/summarise-request/tally.ts';

export interface CoveredDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readVerifiedText'>;
  readonly workBucket: string;
}

export interface Covered {
  readonly workers: number;
  readonly byKecamatan: Readonly<Record<string, number>>;
  readonly byOccupation: Readonly<Record<string, number>>;
  /** Removed by the second check or an exclusion, or rejected by BPJS TK. */
  readonly lost: number;
}

const LOST: ReadonlySet<LineStatus> = new Set(['removed', 'rejected', 'reversed']);
/** Of a row only its place and what it is counted under. */
const { rowNumber, kodeDesa, pekerjaan } = rosterRowSchema.shape;
const rowsSchema = z.array(z.object({ rowNumber, kodeDesa, pekerjaan }));

/** In the worst case every chunk of a large request has lost somebody: read one after the other, 400 of them took ten seconds. */
const OBJECTS_AHEAD = 16;

/** Rows that lost their cover, by chunk. */
type LostRows = ReadonlyMap<number, ReadonlySet<number>>;

/**
 * The workers that a committed revision covers now: those of its summary without those who lost their cover since. A line
 * that was carried over is judged where it lies now. Whose place must be known to count them out is looked up in the
 * roster's own chunks, only those that lost somebody. The lines of 100,000 workers are read in half a second.
 * @param carried the chunks with lines of this revision that were carried over
 * @param listed codes of the listed occupations
 */
export async function coveredBy(
  head: RevisionHead,
  { carried, listed }: { carried: readonly ChunkItem[]; listed: ReadonlySet<string> },
  deps: CoveredDeps,
): Promise<Covered> {
  const { summary } = head;
  if (summary === undefined) return { workers: 0, byKecamatan: {}, byOccupation: {}, lost: 0 };
  const lost = await lostRows(head, carried, deps.table);
  const byKecamatan = { ...summary.byKecamatan };
  const byOccupation = { ...summary.byOccupation };
  let count = 0;
  for await (const row of rowsOf(head, lost, deps)) {
    const { kecamatan, occupation } = groupsOf(row, listed);
    byKecamatan[kecamatan] = (byKecamatan[kecamatan] ?? 0) - 1;
    byOccupation[occupation] = (byOccupation[occupation] ?? 0) - 1;
    count += 1;
  }
  return { workers: summary.eligible - count, byKecamatan, byOccupation, lost: count };
}

async function lostRows(head: RevisionHead, carried: readonly ChunkItem[], table: Table): Promise<LostRows> {
  const rows = new Map<number, Set<number>>();
  const note = (chunk: ChunkItem): void => {
    for (const line of chunk.lines) {
      if (!LOST.has(line.status)) continue;
      const known = rows.get(chunk.chunk) ?? new Set<number>();
      rows.set(chunk.chunk, known.add(line.row));
    }
  };
  for await (const chunk of chunksOf(table, head.revisionId)) note(chunk);
  for (const chunk of carried) note(chunk);
  return rows;
}

async function* rowsOf(
  head: RevisionHead,
  lost: LostRows,
  { objects, workBucket: bucket }: CoveredDeps,
): AsyncGenerator<z.infer<typeof rowsSchema>[number]> {
  if (lost.size === 0 || head.parsed === undefined) return;
  const manifest = await readJson(objects, { bucket, object: head.parsed.manifest }, rosterManifestSchema);
  const losing = manifest.filter(({ chunk }) => lost.has(chunk));
  const chunks = readAhead(
    losing,
    async (entry) => {
      const rows = await readJson(objects, { bucket, object: entry }, rowsSchema);
      return rows.filter(({ rowNumber: row }) => lost.get(entry.chunk)?.has(row) === true);
    },
    OBJECTS_AHEAD,
  );
  for await (const rows of chunks) yield* rows;
}

/** The chunks that these batches took over from earlier ones, by the revision that they belong to. Each is read once. */
export async function carriedByRevision(
  table: Table,
  batches: readonly BatchHead[],
): Promise<ReadonlyMap<RevisionId, readonly ChunkItem[]>> {
  const takers = batches.filter((batch) => batch.carriedIn !== undefined || batch.carriedChunks !== undefined);
  const taken = readAhead(takers, ({ batchId }) => Array.fromAsync(carriedChunksOf(table, batchId)));
  return Map.groupBy((await Array.fromAsync(taken)).flat(), ({ revisionId }) => revisionId);
}
