import * as z from 'zod';
import type { RevisionId } from '../../domain/identity/ids.ts';
import { maskNik } from '../../domain/nik/nik.ts';
import { rosterRowSchema } from '../../domain/roster/roster-row.ts';
import type { ObjectStore } from '../adapters/s3/object-store.ts';

export interface RosterSource {
  readonly objects: Pick<ObjectStore, 'readText' | 'readVerifiedText'>;
  /** env WORK_BUCKET */
  readonly workBucket: string;
}

/** A roster row as an approver sees it: the NIK masked, and what the rules said. */
export interface RowView {
  readonly row: number;
  readonly nik: string;
  readonly name: string;
  readonly villageCode: string;
  readonly occupation: string;
  readonly outcome: 'pass' | 'warn' | 'refuse';
  /** Ids of the rules that warned or refused. */
  readonly ruleIds: readonly string[];
}

const manifestSchema = z.array(
  z.object({ chunk: z.number().int(), key: z.string(), sha256: z.string(), rows: z.number().int() }),
);
type ManifestEntry = z.infer<typeof manifestSchema>[number];

const rowsSchema = z.array(
  z.object(rosterRowSchema.shape).pick({ rowNumber: true, nik: true, nama: true, kodeDesa: true, pekerjaan: true }),
);

const outcomeSchema = z.enum(['pass', 'warn', 'refuse']);
const resultsSchema = z.object({
  workers: z.array(
    z.object({
      row: z.number().int(),
      outcome: outcomeSchema,
      findings: z.array(z.object({ ruleId: z.string(), outcome: outcomeSchema })),
    }),
  ),
});

/** The sample on the page itself looks into this many chunks at most. */
const SAMPLE_CHUNKS = 3;

/** The first `count` rows that take part, for the page itself. */
export async function readSample(source: RosterSource, revisionId: RevisionId, count: number): Promise<RowView[]> {
  const sample: RowView[] = [];
  for (const entry of (await readManifest(source, revisionId)).slice(0, SAMPLE_CHUNKS)) {
    const rows = await readChunk(source, revisionId, entry);
    sample.push(...rows.filter((row) => row.outcome !== 'refuse').slice(0, count - sample.length));
    if (sample.length >= count) break;
  }
  return sample;
}

/** `count` rows from the 0-based `offset` on, those that take no part included, with the number of all. */
export async function readRows(
  source: RosterSource,
  revisionId: RevisionId,
  { offset, count }: { offset: number; count: number },
): Promise<{ rows: RowView[]; total: number }> {
  const manifest = await readManifest(source, revisionId);
  const rows: RowView[] = [];
  let start = 0;
  for (const entry of manifest) {
    const end = start + entry.rows;
    if (end > offset && start < offset + count) {
      const chunk = await readChunk(source, revisionId, entry);
      rows.push(...chunk.slice(Math.max(0, offset - start), offset + count - start));
    }
    start = end;
  }
  return { rows, total: start };
}

async function readManifest(source: RosterSource, revisionId: RevisionId): Promise<ManifestEntry[]> {
  const text = await source.objects.readText(source.workBucket, `requests/${revisionId}/manifest.json`);
  return text === null ? [] : manifestSchema.parse(JSON.parse(text));
}

async function readChunk(source: RosterSource, revisionId: RevisionId, entry: ManifestEntry): Promise<RowView[]> {
  const resultsKey = `requests/${revisionId}/eligibility/${String(entry.chunk).padStart(5, '0')}.json`;
  const [rowsText, resultsText] = await Promise.all([
    source.objects.readVerifiedText(source.workBucket, entry),
    source.objects.readText(source.workBucket, resultsKey),
  ]);
  const results = resultsText === null ? [] : resultsSchema.parse(JSON.parse(resultsText)).workers;
  const byRow = new Map(results.map((worker) => [worker.row, worker]));
  return rowsSchema.parse(JSON.parse(rowsText)).map((row): RowView => {
    const result = byRow.get(row.rowNumber);
    return {
      row: row.rowNumber,
      nik: maskNik(row.nik),
      name: row.nama,
      villageCode: row.kodeDesa,
      occupation: row.pekerjaan,
      outcome: result?.outcome ?? 'pass',
      ruleIds: (result?.findings ?? []).filter((one) => one.outcome !== 'pass').map((one) => one.ruleId),
    };
  });
}
