import { stringify } from 'csv-stringify/sync';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import type { RevisionHead, StoredObject } from '../../adapters/dynamodb/records.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { checkPaper, requireOwnUpload, uploadStart } from '../own-upload.ts';
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

type Files = Pick<SubmitBody, 'roster' | 'papers'>;
type Format = RevisionHead['roster']['format'];

/** What is fit to be sealed: whose it is and what kind of file it is has been looked at. */
export interface CheckedFiles {
  readonly files: Files;
  readonly format: Format;
}

const ZIP_START = Buffer.from('PK\u0003\u0004', 'latin1');
const COMPOUND_START = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const PAPERS = ['sk', 'pks'] as const;

/**
 * Looks at every upload before one of them is copied: what is copied stays for years.
 * @throws RefusedError `foreign-upload`, `object-missing`, `not-a-pdf`, each with its field
 */
export async function checkUploads(files: Files, personId: string, deps: SealDeps): Promise<CheckedFiles> {
  const [format] = await Promise.all([
    formatOf(files.roster, personId, deps),
    ...PAPERS.map(async (name) => {
      const paper = files.papers[name];
      if (paper === undefined) return;
      const field = `body.papers.${name}.uploadKey`;
      requireOwnUpload(paper.uploadKey, { personId, field });
      await checkPaper({ uploadKey: paper.uploadKey, field }, deps);
    }),
  ]);
  return { files, format };
}

async function formatOf(roster: Files['roster'], personId: string, deps: SealDeps): Promise<Format> {
  if ('rows' in roster) return 'csv';
  const field = 'body.roster.uploadKey';
  requireOwnUpload(roster.uploadKey, { personId, field });
  const start = await uploadStart({ uploadKey: roster.uploadKey, field }, deps);
  // A workbook with a password is a compound file; the reader of workbooks says so.
  return start.indexOf(ZIP_START) === 0 || start.indexOf(COMPOUND_START) === 0 ? 'xlsx' : 'csv';
}

/**
 * Copies roster and papers to keys that officers cannot write and hashes the copies: what is checked, approved and paid
 * later is this content. Repeating it keeps the first copy.
 */
export async function sealUploads(
  { files, format }: CheckedFiles,
  revisionId: RevisionId,
  deps: SealDeps,
): Promise<Sealed> {
  const folder = `requests/${revisionId}`;
  const [roster, sk, pks] = await Promise.all([
    sealRoster(files.roster, { key: `${folder}/roster.${format}`, format }, deps),
    ...PAPERS.map((name) => {
      const paper = files.papers[name];
      return paper === undefined ? undefined : copy(deps, paper.uploadKey, `${folder}/${name}.pdf`);
    }),
  ]);
  return { roster, papers: { sk, pks } };
}

async function sealRoster(
  roster: Files['roster'],
  { key, format }: { key: string; format: Format },
  deps: SealDeps,
): Promise<RevisionHead['roster']> {
  if ('rows' in roster) {
    const columns = [...new Set(roster.rows.flatMap((row) => Object.keys(row)))];
    const text = stringify(roster.rows, { header: true, columns });
    const place = { bucket: deps.recordsBucket, key, contentType: 'text/csv' };
    return { ...(await deps.objects.putNew(place, text)), format, fileName: 'formulir.csv' };
  }
  return { ...(await copy(deps, roster.uploadKey, key)), format, fileName: roster.fileName };
}

function copy(deps: SealDeps, uploadKey: string, key: string): Promise<StoredObject> {
  return deps.objects.copySealed({ bucket: deps.uploadsBucket, key: uploadKey }, { bucket: deps.recordsBucket, key });
}
