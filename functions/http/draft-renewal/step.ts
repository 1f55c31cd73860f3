import * as z from 'zod';
import { RefusedError } from '../../../domain/errors.ts';
import { rosterManifestSchema } from '../../../domain/request/chunks.ts';
import { rowCells } from '../../../domain/roster/row-cells.ts';
import { rosterRowSchema } from '../../../domain/roster/roster-row.ts';
import { ROSTER_COLUMNS } from '../../../domain/roster/template.ts';
import { csvLine } from '../../../domain/roster/write-bad-rows.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import type { Renewal } from '../../adapters/dynamodb/renewal-records.ts';
import { renewingLines } from '../../adapters/dynamodb/renewing-lines.ts';
import { readRevision } from '../../adapters/dynamodb/revision-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { readJson } from '../../adapters/s3/json-objects.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { getRenewal } from '../get-renewal/step.ts';
import type { RenewalCall } from '../get-renewal/step.ts';
import type { DraftRenewalOutput } from './contract.ts';

export interface DraftRenewalDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readVerifiedText' | 'putStream' | 'presignGet'>;
  /** The work bucket: the sealed rows are there for a fiscal year and a month. */
  readonly bucket: string;
  readonly randomUUID: () => string;
}

const EXPIRES_SECONDS = 300;
const rowsSchema = z.array(rosterRowSchema);

/**
 * The draft roster of a renewal, made of the sealed rows of those who are still to be paid for at this moment; the officer
 * checks it, changes it and hands it in like any other.
 * @throws RefusedError not-found, also for another office's; conflict when nobody is left, or the rows are gone
 */
export async function draftRenewal(call: RenewalCall, deps: DraftRenewalDeps): Promise<DraftRenewalOutput> {
  const renewal = await getRenewal(call, deps);
  const head = await readRevision(deps.table, renewal.revisionId);
  const file = createFile(head, renewal, deps);
  const place = { bucket: deps.bucket, key: `renewals/${renewal.revisionId}/${deps.randomUUID()}.csv` };
  await deps.objects.putStream({ ...place, contentType: 'text/csv', once: true }, file.bytes());
  if (file.rows() === 0) throw nobodyLeft();
  const fileName = `perpanjangan-${renewal.requestId}-${renewal.header.period.firstMonth}.csv`;
  const presigned = await deps.objects.presignGet({ ...place, fileName, expiresSeconds: EXPIRES_SECONDS });
  return { url: presigned.url, expiresAt: presigned.expiresAt, fileName, rows: file.rows() };
}

function createFile(head: RevisionHead, { header }: Renewal, deps: DraftRenewalDeps) {
  const { bucket, objects, table } = deps;
  let rows = 0;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`\ufeff${csvLine(ROSTER_COLUMNS)}`);
    if (head.parsed === undefined) throw rowsGone();
    const manifest = await kept(readJson(objects, { bucket, object: head.parsed.manifest }, rosterManifestSchema));
    for await (const { chunk, lines } of renewingLines(table, head, header)) {
      const object = manifest.find((entry) => entry.chunk === chunk);
      if (lines.length === 0 || object === undefined) continue;
      const wanted = new Set(lines.map(({ row }) => row));
      const sealed = await kept(readJson(objects, { bucket, object }, rowsSchema));
      const left = sealed.filter(({ rowNumber }) => wanted.has(rowNumber));
      rows += left.length;
      yield Buffer.from(left.map((row) => csvLine(rowCells(row))).join(''));
    }
  }
  return { bytes, rows: () => rows };
}

/** What the work bucket still keeps. */
function kept<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    throw error instanceof RefusedError && error.code === 'object-missing' ? rowsGone(error) : error;
  });
}

function nobodyLeft(): RefusedError {
  return new RefusedError({
    code: 'nobody-to-renew',
    kind: 'conflict',
    text: {
      id: 'Tidak ada lagi pekerja yang perlu diperpanjang: semua sudah diusulkan, dikeluarkan atau ditolak.',
      en: 'Nobody is left to renew: all are on another request, excluded or rejected.',
    },
  });
}

function rowsGone(cause?: RefusedError): RefusedError {
  return new RefusedError({
    code: 'rows-gone',
    kind: 'conflict',
    text: {
      id: 'Daftar pekerja usulan lama sudah dihapus. Mulai dengan daftar kosong dan isi daftar yang baru.',
      en: 'The roster of the old request has been deleted. Begin with an empty roster and fill in a new one.',
    },
    cause,
  });
}
