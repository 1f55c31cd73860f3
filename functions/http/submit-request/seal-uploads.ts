import { stringify } from 'csv-stringify/sync';
import { RefusedError } from '../../../domain/errors.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import type { RevisionHead, StoredObject } from '../../adapters/dynamodb/records.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { uploadPrefix } from '../request-upload/step.ts';
import type { SubmitBody } from './contract.ts';

export interface SealDeps {
  readonly objects: Pick<ObjectStore, 'readObject' | 'copySealed' | 'putNew'>;
  readonly uploadsBucket: string;
  readonly recordsBucket: string;
}

export interface Sealed {
  readonly roster: RevisionHead['roster'];
  readonly papers: RevisionHead['papers'];
}

interface Sealing {
  readonly body: Pick<SubmitBody, 'roster' | 'papers'>;
  readonly revisionId: RevisionId;
  readonly personId: string;
}

const ZIP_START = Buffer.from('PK\u0003\u0004', 'latin1');
const COMPOUND_START = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const PDF_START = Buffer.from('%PDF-', 'latin1');

/**
 * Copies roster and papers to keys that officers cannot write and hashes the copies: what is checked, approved and paid
 * later is this content. Repeating it keeps the first copy.
 * @throws RefusedError `foreign-upload`, `object-missing`, `not-a-pdf`
 */
export async function sealUploads(sealing: Sealing, deps: SealDeps): Promise<Sealed> {
  const { papers } = sealing.body;
  const [roster, sk, pks] = await Promise.all([
    sealRoster(sealing, deps),
    papers.sk && sealPaper(sealing, { name: 'sk', uploadKey: papers.sk.uploadKey }, deps),
    papers.pks && sealPaper(sealing, { name: 'pks', uploadKey: papers.pks.uploadKey }, deps),
  ]);
  return { roster, papers: { sk, pks } };
}

async function sealRoster({ body, revisionId, personId }: Sealing, deps: SealDeps): Promise<RevisionHead['roster']> {
  const folder = `requests/${revisionId}`;
  if ('rows' in body.roster) {
    const columns = [...new Set(body.roster.rows.flatMap((row) => Object.keys(row)))];
    const text = stringify(body.roster.rows, { header: true, columns });
    const place = { bucket: deps.recordsBucket, key: `${folder}/roster.csv`, contentType: 'text/csv' };
    return { ...(await deps.objects.putNew(place, text)), format: 'csv', fileName: 'formulir.csv' };
  }
  const { uploadKey, fileName } = body.roster;
  requireOwn(uploadKey, { personId, field: 'body.roster.uploadKey' });
  const start = await firstBytes(deps, uploadKey);
  const isWorkbook = start.indexOf(ZIP_START) === 0 || start.indexOf(COMPOUND_START) === 0;
  const format = isWorkbook ? 'xlsx' : 'csv';
  const stored = await seal(deps, uploadKey, `${folder}/roster.${format}`);
  return { ...stored, format, fileName };
}

async function sealPaper(
  { revisionId, personId }: Sealing,
  { name, uploadKey }: { name: 'sk' | 'pks'; uploadKey: string },
  deps: SealDeps,
): Promise<StoredObject> {
  const field = `body.papers.${name}.uploadKey`;
  requireOwn(uploadKey, { personId, field });
  if ((await firstBytes(deps, uploadKey)).indexOf(PDF_START) !== 0) {
    throw new RefusedError({
      code: 'not-a-pdf',
      field,
      text: { id: 'Berkas SK atau PKS harus berupa PDF.', en: 'The SK or PKS paper must be a PDF.' },
    });
  }
  return seal(deps, uploadKey, `requests/${revisionId}/${name}.pdf`);
}

function seal(deps: SealDeps, uploadKey: string, key: string): Promise<StoredObject> {
  return deps.objects.copySealed({ bucket: deps.uploadsBucket, key: uploadKey }, { bucket: deps.recordsBucket, key });
}

async function firstBytes(deps: SealDeps, key: string): Promise<Buffer> {
  let start = Buffer.alloc(0);
  for await (const chunk of deps.objects.readObject(deps.uploadsBucket, key)) {
    start = Buffer.concat([start, chunk.subarray(0, 16)]);
    if (start.length >= 8) break;
  }
  return start.subarray(0, 8);
}

function requireOwn(uploadKey: string, { personId, field }: { personId: string; field: string }): void {
  if (uploadKey.startsWith(uploadPrefix(personId))) return;
  throw new RefusedError({
    code: 'foreign-upload',
    field,
    text: {
      id: 'Unggahan ini bukan milik akun Anda. Unggah ulang berkasnya.',
      en: 'This upload is not yours. Upload the file again.',
    },
  });
}
