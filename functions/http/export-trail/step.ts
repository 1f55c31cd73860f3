import { requireAllocation } from '../../adapters/dynamodb/journal-pages.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { allocationTrail, parseTrailCursor, trailCursor } from '../../trail/allocation-trail.ts';
import type { TrailPart, TrailPosition } from '../../trail/allocation-trail.ts';
import { trailCsv, trailHeading } from '../../trail/trail-csv.ts';
import type { ExportTrailOutput } from './contract.ts';

export interface ExportTrailDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'putStream' | 'presignGet'>;
  readonly bucket: string;
  readonly randomUUID: () => string;
  /** Rows after which a file ends: so many are read and written within a call's 28 seconds. */
  readonly fileRows?: number;
}

interface ExportTrailCall {
  readonly params: { readonly allocationId: string };
  readonly body: { readonly cursor?: string | undefined };
}

const FILE_ROWS = 200_000;
const EXPIRES_SECONDS = 300;

/**
 * The trail of an allocation as a CSV file, streamed into the work bucket, where it is kept like everything there. Every
 * call writes a file of its own; what is long comes in several files, each with the heading.
 * @throws RefusedError not-found
 */
export async function exportTrail(
  { params: { allocationId }, body }: ExportTrailCall,
  deps: ExportTrailDeps,
): Promise<ExportTrailOutput> {
  const after = parseTrailCursor(body.cursor);
  const allocation = await requireAllocation(deps.table, allocationId);
  const file = createFile(allocationTrail(deps.table, allocation, after), deps.fileRows ?? FILE_ROWS);
  const place = { bucket: deps.bucket, key: `trails/${allocationId}/${deps.randomUUID()}.csv` };
  const { sha256 } = await deps.objects.putStream({ ...place, contentType: 'text/csv', once: true }, file.bytes());
  const fileName = `${allocationId}-trail.csv`;
  const { url, expiresAt } = await deps.objects.presignGet({ ...place, fileName, expiresSeconds: EXPIRES_SECONDS });
  const { rows, stoppedAt } = file.end();
  return { url, expiresAt, rows, sha256, ...(stoppedAt !== undefined && { cursor: trailCursor(stoppedAt) }) };
}

function createFile(parts: AsyncIterable<TrailPart>, limit: number) {
  let rows = 0;
  let stoppedAt: TrailPosition | undefined;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(trailHeading);
    for await (const part of parts) {
      rows += part.rows.length;
      yield Buffer.from(trailCsv(part.rows));
      if (rows < limit) continue;
      stoppedAt = part.position;
      return;
    }
  }
  return { bytes, end: () => ({ rows, stoppedAt }) };
}
