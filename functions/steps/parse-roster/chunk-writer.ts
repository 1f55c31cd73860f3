import { createNearDuplicateFinder } from '../../../domain/eligibility/near-duplicates.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import type { ChunkRemarks, RosterChunk } from '../../../domain/request/chunks.ts';
import type { RosterRow } from '../../../domain/roster/roster-row.ts';
import type { GoodRow } from '../../../domain/roster/validate-row.ts';
import { putJson } from '../../adapters/s3/json-objects.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { chunkObjectKey, remarksObjectKey } from '../../adapters/s3/work-keys.ts';

/** Puts in flight while parsing goes on; more would only pile chunks up in memory. */
const IN_FLIGHT = 4;

export interface ChunkWriterDeps {
  readonly objects: Pick<ObjectStore, 'put'>;
  readonly workBucket: string;
  readonly chunkRows: number;
}

/** Writes good rows as chunks of a fixed number, in the file's order, each with what was noticed about its rows. */
export function openChunkWriter(revisionId: RevisionId, deps: ChunkWriterDeps) {
  const findNearDuplicate = createNearDuplicateFinder();
  const entries: RosterChunk[] = [];
  const inFlight = new Set<Promise<void>>();
  let rows: RosterRow[] = [];
  let remarks: ChunkRemarks = { warnings: [], nearDuplicates: [] };

  async function store(chunk: number, full: RosterRow[], noted: ChunkRemarks): Promise<void> {
    const place = (key: string) => ({ bucket: deps.workBucket, key });
    const { key, sha256 } = await putJson(deps.objects, place(chunkObjectKey(revisionId, chunk)), full);
    const entry: RosterChunk = { chunk, key, sha256, rows: full.length };
    if (noted.warnings.length > 0 || noted.nearDuplicates.length > 0) {
      const stored = await putJson(deps.objects, place(remarksObjectKey(revisionId, chunk)), noted);
      entry.remarks = { key: stored.key, sha256: stored.sha256 };
    }
    entries[chunk - 1] = entry;
  }

  let count = 0;
  async function flush(): Promise<void> {
    if (rows.length === 0) return;
    count += 1;
    const stored = store(count, rows, remarks);
    rows = [];
    remarks = { warnings: [], nearDuplicates: [] };
    const tracked = stored.then(() => {
      inFlight.delete(tracked);
    });
    // A failed one stays among them: it surfaces below or at the end, whichever waits first.
    tracked.catch(() => undefined);
    inFlight.add(tracked);
    if (inFlight.size >= IN_FLIGHT) await Promise.race(inFlight);
  }

  return {
    async add({ row, warnings }: GoodRow): Promise<void> {
      rows.push(row);
      for (const { code, text } of warnings) remarks.warnings.push({ row: row.rowNumber, code, text });
      const firstRow = findNearDuplicate(row);
      if (firstRow !== undefined) remarks.nearDuplicates.push({ row: row.rowNumber, firstRow });
      if (rows.length === deps.chunkRows) await flush();
    },
    /** The manifest's entries, once everything is stored. */
    async finish(): Promise<readonly RosterChunk[]> {
      await flush();
      await Promise.all(inFlight);
      return entries;
    },
  };
}
