import { BrokenError } from '../../../domain/errors.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { StoredObject } from '../../adapters/dynamodb/records.ts';
import type { Content, ObjectStore } from '../../adapters/s3/object-store.ts';
import { recapCsv } from '../../files/recap.ts';
import type { Recap } from '../../files/recap.ts';
import { recapPdf } from '../../files/recap-pdf.ts';
import type { RecapAccount, RecapContent } from '../../files/recap-rows.ts';
import { recapXlsx } from '../../files/recap-xlsx.ts';
import type { BatchDocuments } from './documents.ts';

interface RecapParts {
  readonly head: BatchHead;
  readonly documents: BatchDocuments;
  readonly accounts: readonly RecapAccount[];
  readonly recap: Recap;
}

export function recapContent({ head, documents, accounts, recap }: RecapParts): RecapContent {
  const { batchId, number, fiscalYear, period, dueDate } = head;
  if (number === undefined) throw new BrokenError(`batch ${batchId} has no number`);
  const { wadah, source, paper, placeNames } = documents;
  return { batch: { batchId, number, fiscalYear, wadah, source, period, dueDate }, accounts, placeNames, paper, recap };
}

/** The recap in its three formats. It holds a row for each village at most, so it is small whatever the batch. */
export async function buildRecaps(
  content: RecapContent,
  placeOf: (name: string) => Content,
  { objects }: { readonly objects: Pick<ObjectStore, 'putNew'> },
): Promise<Record<string, StoredObject>> {
  return {
    'recap.csv': await objects.putNew(placeOf('recap.csv'), recapCsv(content)),
    'recap.xlsx': await objects.putNew(placeOf('recap.xlsx'), await recapXlsx(content)),
    'recap.pdf': await objects.putNew(placeOf('recap.pdf'), recapPdf(content)),
  };
}
