import { RefusedError } from '../../../domain/errors.ts';
import type { RequestId } from '../../../domain/identity/ids.ts';
import type { Person, RevisionHead, StoredObject } from '../../adapters/dynamodb/records.ts';
import { visibleRevision } from '../../adapters/dynamodb/request-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { refuseWholeNiks } from '../whole-niks.ts';
import type { ReportKind } from './contract.ts';
import { rejectedRowsCsv } from './rejected-rows.ts';

export interface GetReportDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'presignGet' | 'putStream' | 'readVerifiedText'>;
  /** The work bucket. */
  readonly bucket: string;
  readonly randomUUID: () => string;
}

const EXPIRES_SECONDS = 300;

const WITH_WHOLE_NIKS: ReadonlySet<ReportKind> = new Set(['bad-rows', 'rejected']);

/** What the head records, never what happens to lie in the bucket: a step that was cut off may have left a part. */
const OBJECT_OF: Readonly<Record<Exclude<ReportKind, 'rejected'>, (head: RevisionHead) => StoredObject | undefined>> = {
  rows: (head) => head.report,
  'bad-rows': (head) => head.parsed?.badRows,
  removed: (head) => head.removedReport,
};

/** @throws RefusedError not-found while the step that writes the report has not run, or when there is nothing to report */
export async function getReport(
  { params, query, caller }: { params: { requestId: RequestId }; query: { kind: ReportKind }; caller: Person },
  deps: GetReportDeps,
): Promise<{ url: string; expiresAt: string }> {
  const head = await visibleRevision(deps.table, params.requestId, caller);
  if (WITH_WHOLE_NIKS.has(query.kind)) refuseWholeNiks(caller);
  const key = query.kind === 'rejected' ? await writeRejected(head, deps) : OBJECT_OF[query.kind](head)?.key;
  if (key === undefined) throw notYet();
  const { url, expiresAt } = await deps.objects.presignGet({
    bucket: deps.bucket,
    key,
    fileName: `${head.requestId}-${head.number}-${query.kind}.csv`,
    expiresSeconds: EXPIRES_SECONDS,
  });
  return { url, expiresAt };
}

/** Made when it is asked for, because answers come and workers are proposed again. Gives its key. */
async function writeRejected(head: RevisionHead, deps: GetReportDeps): Promise<string> {
  const { bucket, table, objects } = deps;
  const key = `rejected/${head.revisionId}/${deps.randomUUID()}.csv`;
  const lines = rejectedRowsCsv(head, { table, objects, workBucket: bucket });
  await objects.putStream({ bucket, key, contentType: 'text/csv', once: true }, bytesOf(lines));
  return key;
}

async function* bytesOf(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(line);
}

function notYet(): RefusedError {
  return new RefusedError({
    code: 'report-not-ready',
    kind: 'not-found',
    text: {
      id: 'Laporan ini belum ada. Pemeriksaan masih berjalan, atau tidak ada baris yang perlu dilaporkan.',
      en: 'This report does not exist yet. The check is still running, or there is nothing to report.',
    },
  });
}
