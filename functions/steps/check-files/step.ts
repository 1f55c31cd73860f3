import { verify } from 'node:crypto';
import { differs, listDifferences } from '../../../domain/batch/difference.ts';
import { mappingOf } from '../../../domain/configuration/files.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { formatRupiah } from '../../../domain/money/money.ts';
import type { Text } from '../../../domain/text.ts';
import { moveBatch, noteProblem } from '../../adapters/dynamodb/batch-change.ts';
import { requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import type { DocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import type { FileDocuments } from '../../adapters/dynamodb/file-documents.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { StoredObject } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { manifestSchema } from '../../files/manifest.ts';
import { readExportCsv, readExportXlsx } from '../../files/read-export.ts';
import type { ExportedRow } from '../../files/read-export.ts';
import { readRecapCsv, readRecapPdf, readRecapXlsx } from '../../files/read-recap.ts';
import { recapDifferences } from './check-recaps.ts';
import { recordDifferences } from './check-records.ts';
import type { CheckFilesInput, CheckFilesOutput } from './contract.ts';
import { createComparison } from './compare.ts';
import type { Comparison } from './compare.ts';

export interface CheckFilesDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readVerified' | 'readVerifiedText'>;
  readonly recordsBucket: string;
  readonly documents: Pick<DocumentStore<FileDocuments>, 'version'>;
  /** Keyed hash of a NIK; opened once. */
  readonly nikHasher: () => Promise<(nik: string) => string>;
  readonly now: () => Date;
}

/**
 * Reads the stored files again, with other code than the one that wrote them, and holds them against lines and journal. A
 * difference stops the batch: nobody may pay what does not add up.
 * @throws BrokenError naming the differences
 */
export async function checkFiles({ batchId }: CheckFilesInput, deps: CheckFilesDeps): Promise<CheckFilesOutput> {
  const head = await requireBatch(deps.table, batchId);
  if (head.status !== 'built') return { status: head.status };
  const differences = await allDifferences(head, deps);
  if (differences.length > 0) {
    const list = listDifferences(differences.slice(0, 10));
    const text = {
      id: `Berkas batch tidak cocok dengan catatan: ${list.id}.`,
      en: `The batch’s files do not agree with the records: ${list.en}.`,
    };
    await noteProblem(deps.table, { batchId, code: 'files-disagree', ...text, by: 'check-files', now: deps.now() });
    throw new BrokenError(text.en);
  }
  const { lines, total } = head;
  const status = await moveBatch(deps.table, {
    batchId,
    from: 'built',
    to: 'checked',
    by: 'check-files',
    now: deps.now(),
    change: () => ({ data: { lines, total } }),
  });
  return { status };
}

async function allDifferences(head: BatchHead, deps: CheckFilesDeps): Promise<Text[]> {
  const comparison = createComparison();
  const villages = new Map<string, number>();
  return [
    ...(await recordDifferences(deps.table, head, comparison)),
    ...(await manifestDifferences(head, deps)),
    ...(await exportDifferences({ head, comparison, villages }, deps)),
    ...(await recapsDifferences({ head, villages }, deps)),
  ];
}

async function manifestDifferences(head: BatchHead, deps: CheckFilesDeps): Promise<Text[]> {
  const text = await textOf(head, 'manifest.json', deps);
  const manifest = manifestSchema.parse(JSON.parse(text));
  const signature = await bytesOf(head, 'manifest.json.sig', deps);
  const publicKey = await textOf(head, 'public-key.pem', deps);
  const isSigned = verify('sha256', Buffer.from(text), publicKey, signature);
  const changed = manifest.files.filter(({ name, sha256 }) => head.files?.[name]?.sha256 !== sha256);
  return [
    ...differs(isSigned, 'tanda tangan manifest.json tidak sah', 'the signature of manifest.json does not hold'),
    ...differs(
      manifest.lines === head.lines,
      `manifest.json menyebut ${manifest.lines} baris`,
      `manifest.json tells of ${manifest.lines} lines`,
    ),
    ...differs(
      manifest.total === head.total,
      `manifest.json menyebut ${formatRupiah(manifest.total)}`,
      `manifest.json tells of ${formatRupiah(manifest.total)}`,
    ),
    ...changed.map(({ name }) => ({
      id: `${name} bukan berkas yang disebut manifest.json`,
      en: `${name} is not the file of manifest.json`,
    })),
  ];
}

interface ExportCheck {
  readonly head: BatchHead;
  readonly comparison: Comparison;
  /** Filled with rupiah by village code, as the roster says. */
  readonly villages: Map<string, number>;
}

async function exportDifferences({ head, comparison, villages }: ExportCheck, deps: CheckFilesDeps): Promise<Text[]> {
  if (head.export === undefined) throw new BrokenError(`batch ${head.batchId} was sealed without its file mapping`);
  const files = await deps.documents.version('files', head.export.filesVersion);
  const mapping = mappingOf(files.document, head.export.mappingId);
  const hash = await deps.nikHasher();
  const csv = deps.objects.readVerified(deps.recordsBucket, fileOf(head, 'roster.csv'));
  const inCsv = await comparison.differences(addedUp(readExportCsv(csv, mapping), villages), hash);
  const workbook = await bytesOf(head, 'roster.xlsx', deps);
  const inXlsx = await comparison.differences(readExportXlsx(workbook, mapping), hash);
  const named = (name: string) => (text: Text) => ({ id: `${name}: ${text.id}`, en: `${name}: ${text.en}` });
  return [...inCsv.map(named('roster.csv')), ...inXlsx.map(named('roster.xlsx'))];
}

/** The rows themselves, each counted for its village on its way. */
async function* addedUp(rows: AsyncIterable<ExportedRow>, villages: Map<string, number>): AsyncGenerator<ExportedRow> {
  for await (const row of rows) {
    const { village, amounts } = row;
    if (village !== undefined && amounts.total !== undefined)
      villages.set(village, (villages.get(village) ?? 0) + amounts.total);
    yield row;
  }
}

/** Each recap against the sealed sums, and by village against the roster. */
async function recapsDifferences(
  { head, villages }: Pick<ExportCheck, 'head' | 'villages'>,
  deps: CheckFilesDeps,
): Promise<Text[]> {
  const { accounts } = manifestSchema.parse(JSON.parse(await textOf(head, 'manifest.json', deps)));
  const byCode = new Map<string, number>();
  for (const { accountCode, allocationId } of accounts) {
    const amount = head.byAllocation?.[allocationId] ?? 0;
    byCode.set(accountCode, (byCode.get(accountCode) ?? 0) + amount);
  }
  const expected = {
    workers: head.lines ?? 0,
    total: head.total ?? 0,
    accounts: byCode,
    villages: villages.size === 0 ? undefined : villages,
  };
  // A batch that was built before there were workbook and paper has none to check.
  const has = (name: string): boolean => head.files?.[name] !== undefined;
  return [
    ...recapDifferences('recap.csv', readRecapCsv(await textOf(head, 'recap.csv', deps)), expected),
    ...(has('recap.xlsx')
      ? recapDifferences('recap.xlsx', await readRecapXlsx(await bytesOf(head, 'recap.xlsx', deps)), expected)
      : []),
    ...(has('recap.pdf')
      ? recapDifferences('recap.pdf', readRecapPdf(await bytesOf(head, 'recap.pdf', deps)), expected)
      : []),
  ];
}

async function bytesOf(head: BatchHead, name: string, { objects, recordsBucket }: CheckFilesDeps): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(objects.readVerified(recordsBucket, fileOf(head, name))));
}

function textOf(head: BatchHead, name: string, { objects, recordsBucket }: CheckFilesDeps): Promise<string> {
  return objects.readVerifiedText(recordsBucket, fileOf(head, name));
}

function fileOf(head: BatchHead, name: string): StoredObject {
  const file = head.files?.[name];
  if (file === undefined) throw new BrokenError(`batch ${head.batchId} has no ${name}`);
  return file;
}
