import { RefusedError } from '../../../domain/errors.ts';
import type { DocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import type { FileDocuments } from '../../adapters/dynamodb/file-documents.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import { openBatches } from '../../steps/open-batches/step.ts';
import type { OpenBatchesDeps } from '../../steps/open-batches/step.ts';
import { requireKnown } from '../known-value.ts';
import type { CreateBatchBody, CreateBatchOutput } from './contract.ts';

export interface CreateBatchDeps extends Omit<OpenBatchesDeps, 'by'> {
  readonly documents: Pick<DocumentStore<FileDocuments>, 'current'>;
}

interface CreateBatchCall {
  readonly body: CreateBatchBody;
  readonly caller: Pick<Person, 'personId'>;
}

/**
 * Opens a named batch before its date: every committed request of that wadah, period and source that no batch holds yet.
 * @throws RefusedError with the list of what is allowed, for a wadah or source that is not known; conflict when there is no
 * such request
 */
export async function createBatch(
  { body, caller }: CreateBatchCall,
  deps: CreateBatchDeps,
): Promise<CreateBatchOutput> {
  const { wadahId, sourceId, firstMonth, months } = body;
  const [wadah, sources] = await Promise.all([
    deps.documents.current('wadah'),
    deps.documents.current('fundingSources'),
  ]);
  const wadahIds = wadah.document.map((one) => one.wadahId);
  const sourceIds = sources.document.map((one) => one.sourceId);
  requireKnown({ code: 'unknown-wadah', field: 'body.wadahId', value: wadahId }, wadahIds);
  requireKnown({ code: 'unknown-source', field: 'body.sourceId', value: sourceId }, sourceIds);
  const opened = await openBatches(
    { wadahId, sourceId, period: { firstMonth, months }, force: true },
    { ...deps, by: caller.personId },
  );
  const batch = opened.batches[0];
  if (batch !== undefined) return batch;
  throw new RefusedError({
    code: 'nothing-to-batch',
    kind: 'conflict',
    text: {
      id: 'Tidak ada usulan yang sudah dicatat dan menunggu batch untuk wadah, masa dan sumber dana ini.',
      en: 'No recorded request waits for a batch of this wadah, period and funding source.',
    },
  });
}
