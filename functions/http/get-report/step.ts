import { RefusedError } from '../../../domain/errors.ts';
import type { RequestId } from '../../../domain/identity/ids.ts';
import type { Person, RevisionHead, StoredObject } from '../../adapters/dynamodb/records.ts';
import { visibleRevision } from '../../adapters/dynamodb/request-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import type { ReportKind } from './contract.ts';

export interface GetReportDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'presignGet'>;
  readonly bucket: string;
}

const EXPIRES_SECONDS = 300;

/** What the head records, never what happens to lie in the bucket: a step that was cut off may have left a part. */
const OBJECT_OF: Readonly<Record<ReportKind, (head: RevisionHead) => StoredObject | undefined>> = {
  rows: (head) => head.report,
  'bad-rows': (head) => head.parsed?.badRows,
  removed: (head) => head.removedReport,
};

/** @throws RefusedError not-found while the step that writes the report has not run */
export async function getReport(
  { params, query, caller }: { params: { requestId: RequestId }; query: { kind: ReportKind }; caller: Person },
  deps: GetReportDeps,
): Promise<{ url: string; expiresAt: string }> {
  const head = await visibleRevision(deps.table, params.requestId, caller);
  const object = OBJECT_OF[query.kind](head);
  if (object === undefined) throw notYet();
  const { url, expiresAt } = await deps.objects.presignGet({
    bucket: deps.bucket,
    key: object.key,
    fileName: `${head.requestId}-${head.number}-${query.kind}.csv`,
    expiresSeconds: EXPIRES_SECONDS,
  });
  return { url, expiresAt };
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
