import { BrokenError } from '../../../domain/errors.ts';
import { ZERO_RUPIAH } from '../../../domain/money/money.ts';
import { PROGRAMMES } from '../../../domain/programme/programme.ts';
import { moveBatch } from '../../adapters/dynamodb/batch-change.ts';
import { requireBatch, revisionsOf } from '../../adapters/dynamodb/batch-store.ts';
import type { DocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import type { FileDocuments } from '../../adapters/dynamodb/file-documents.ts';
import { allocationIdFor, readAllocation } from '../../adapters/dynamodb/ledger.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { StoredObject } from '../../adapters/dynamodb/records.ts';
import type { ManifestSigner } from '../../adapters/kms/manifest-signer.ts';
import type { Content, ObjectStore } from '../../adapters/s3/object-store.ts';
import { manifestText } from '../../files/manifest.ts';
import { counted, createRecap } from '../../files/recap.ts';
import type { Recap } from '../../files/recap.ts';
import type { RecapAccount } from '../../files/recap-rows.ts';
import { rosterCsv } from '../../files/roster-csv.ts';
import { rosterXlsx } from '../../files/roster-xlsx.ts';
import { buildRecaps, recapContent } from './build-recaps.ts';
import type { BuildFilesInput, BuildFilesOutput } from './contract.ts';
import { readBatchDocuments } from './documents.ts';
import type { BatchDocuments } from './documents.ts';
import { exportLines } from './export-lines.ts';
import type { ExportLinesDeps } from './export-lines.ts';

export interface BuildFilesDeps extends ExportLinesDeps {
  readonly objects: ExportLinesDeps['objects'] & Pick<ObjectStore, 'putNew' | 'putFirst' | 'putStream'>;
  readonly recordsBucket: string;
  readonly documents: Pick<DocumentStore<FileDocuments>, 'version'>;
  readonly signer: ManifestSigner;
  readonly now: () => Date;
}

type Files = Record<string, StoredObject>;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
  pem: 'application/x-pem-file',
  sig: 'application/octet-stream',
};

/** Builds the batch's files by streaming and keeps them for ever; building again gives the same bytes. */
export async function buildFiles({ batchId }: BuildFilesInput, deps: BuildFilesDeps): Promise<BuildFilesOutput> {
  const head = await requireBatch(deps.table, batchId);
  if (head.status !== 'sealed') return { status: head.status };
  const documents = await readBatchDocuments(head, deps.documents);
  const recap = createRecap();
  const rosters = await buildRosters({ head, documents, recap }, deps);
  const accounts = await accountsOf(head, deps);
  const content = recapContent({ head, documents, accounts, recap: recap.result() });
  const files = { ...rosters, ...(await buildRecaps(content, (name) => placeOf(head, name, deps), deps)) };
  const signed = await signManifest({ head, files, accounts, recap: content.recap }, deps);
  const status = await moveBatch(deps.table, {
    batchId,
    from: 'sealed',
    to: 'built',
    by: 'build-files',
    now: deps.now(),
    change: () => ({ set: { files: { ...files, ...signed } }, data: { files: sha256Of({ ...files, ...signed }) } }),
  });
  return { status };
}

interface Building {
  readonly head: BatchHead;
  readonly documents: BatchDocuments;
  readonly recap: Pick<ReturnType<typeof createRecap>, 'add'>;
}

/** Both rosters line by line; the recap is counted on the way of the first. */
async function buildRosters({ head, documents, recap }: Building, deps: BuildFilesDeps): Promise<Files> {
  const context = { ...documents, period: head.period };
  const csv = rosterCsv(context, counted(exportLines(head.batchId, deps), recap));
  const xlsx = rosterXlsx(context, exportLines(head.batchId, deps));
  return {
    'roster.csv': await deps.objects.putStream({ ...placeOf(head, 'roster.csv', deps), once: true }, csv),
    'roster.xlsx': await deps.objects.putStream({ ...placeOf(head, 'roster.xlsx', deps), once: true }, xlsx),
  };
}

function placeOf({ batchId }: BatchHead, name: string, { recordsBucket }: BuildFilesDeps): Content {
  const contentType = CONTENT_TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return { bucket: recordsBucket, key: `batches/${batchId}/${name}`, contentType };
}

async function accountsOf(head: BatchHead, { table }: BuildFilesDeps): Promise<RecapAccount[]> {
  const accounts: RecapAccount[] = [];
  for (const programme of PROGRAMMES.filter((one) => head.programmes.includes(one))) {
    const allocation = await readAllocation(table, allocationIdFor(head.sourceId, head.fiscalYear, programme));
    if (allocation === null) throw new BrokenError(`batch ${head.batchId} has no allocation for ${programme}`);
    accounts.push({ programme, allocationId: allocation.allocationId, accountCode: allocation.accountCode });
  }
  return accounts;
}

interface Signing {
  readonly head: BatchHead;
  readonly files: Files;
  readonly accounts: readonly RecapAccount[];
  readonly recap: Recap;
}

/** manifest.json, its signature and the public key, so that anybody with openssl can tell an altered file from ours. */
async function signManifest({ head, files, accounts, recap }: Signing, deps: BuildFilesDeps): Promise<Files> {
  const { batchId, number, fiscalYear, wadahId, sourceId, period, dueDate } = head;
  if (number === undefined || head.export === undefined) throw new BrokenError(`batch ${batchId} has no number`);
  const text = manifestText({
    batchId,
    number,
    fiscalYear,
    wadahId,
    sourceId,
    period,
    dueDate,
    mappingId: head.export.mappingId,
    lines: recap.whole.lines,
    total: recap.whole.total,
    byProgramme: recap.whole.byProgramme,
    accounts: accounts.map((account) => ({
      ...account,
      amount: recap.whole.byProgramme[account.programme] ?? ZERO_RUPIAH,
    })),
    revisions: await revisionsOf(deps.table, batchId),
    files: Object.entries(files).map(([name, { sha256, bytes }]) => ({ name, sha256, bytes })),
  });
  const manifest = await deps.objects.putNew(placeOf(head, 'manifest.json', deps), text);
  return {
    'manifest.json': manifest,
    // Every signature of one text is another; the first one is kept.
    'manifest.json.sig': await deps.objects.putFirst(
      placeOf(head, 'manifest.json.sig', deps),
      await deps.signer.sign(text),
    ),
    'public-key.pem': await deps.objects.putFirst(placeOf(head, 'public-key.pem', deps), await deps.signer.publicKey()),
  };
}

function sha256Of(files: Files): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, { sha256 }]) => [name, sha256]));
}
