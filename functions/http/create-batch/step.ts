import { RefusedError } from '../../../domain/errors.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import { openBatches } from '../../steps/open-batches/step.ts';
import type { OpenBatchesDeps } from '../../steps/open-batches/step.ts';
import type { CreateBatchBody, CreateBatchOutput } from './contract.ts';

interface CreateBatchCall {
  readonly body: CreateBatchBody;
  readonly caller: Pick<Person, 'personId'>;
}

/**
 * Opens a named batch before its date: every committed request of that wadah, period and source that no batch holds yet.
 * @throws RefusedError conflict when there is none
 */
export async function createBatch(
  { body, caller }: CreateBatchCall,
  deps: Omit<OpenBatchesDeps, 'by'>,
): Promise<CreateBatchOutput> {
  const { wadahId, sourceId, firstMonth, months } = body;
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
