import { mappingOf } from '../../../domain/configuration/files.ts';
import type { ExportMapping, RecapPaper } from '../../../domain/configuration/files.ts';
import { BrokenError } from '../../../domain/errors.ts';
import type { DocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import type { FileDocuments } from '../../adapters/dynamodb/file-documents.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';

/** What the configuration says of a batch's files, in the versions that its sealing has recorded. */
export interface BatchDocuments {
  readonly mapping: ExportMapping;
  readonly paper: RecapPaper;
  /** Kecamatan and village names by code. */
  readonly placeNames: ReadonlyMap<string, string>;
  readonly wadah: string;
  readonly source: string;
}

export async function readBatchDocuments(
  head: BatchHead,
  documents: Pick<DocumentStore<FileDocuments>, 'version'>,
): Promise<BatchDocuments> {
  const { batchId, wadahId, sourceId } = head;
  if (head.export === undefined) throw new BrokenError(`batch ${batchId} was sealed without its file mapping`);
  const { filesVersion, regencyVersion, wadahVersion, fundingSourcesVersion, mappingId } = head.export;
  const files = (await documents.version('files', filesVersion)).document;
  const { kecamatan, villages } = (await documents.version('regency', regencyVersion)).document;
  const wadah = wadahVersion === undefined ? [] : (await documents.version('wadah', wadahVersion)).document;
  const sources =
    fundingSourcesVersion === undefined
      ? []
      : (await documents.version('fundingSources', fundingSourcesVersion)).document;
  return {
    mapping: mappingOf(files, mappingId),
    paper: files.recap,
    placeNames: new Map([...kecamatan, ...villages].map(({ code, name }) => [code, name])),
    wadah: named(wadahId, wadah.find((one) => one.wadahId === wadahId)?.name),
    source: named(sourceId, sources.find((one) => one.sourceId === sourceId)?.name),
  };
}

const named = (id: string, name: string | undefined): string => (name === undefined ? id : `${id}: ${name}`);
