import { createTally } from '../../../domain/batch/tally.ts';
import type { Tally } from '../../../domain/batch/tally.ts';
import { PROGRAMMES } from '../../../domain/programme/programme.ts';
import { moveBatch } from '../../adapters/dynamodb/batch-change.ts';
import { byAllocation, priceOf } from '../../adapters/dynamodb/batch-lines.ts';
import { batchChunks, chunksKeyOf, requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import type { DocumentStore } from '../../adapters/dynamodb/configuration-store.ts';
import type { FileDocuments } from '../../adapters/dynamodb/file-documents.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { describe } from '../../adapters/s3/read-object.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import type { SealBatchInput, SealBatchOutput } from './contract.ts';

export interface SealBatchDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readObject'>;
  readonly workBucket: string;
  readonly documents: Pick<DocumentStore<FileDocuments>, 'current'>;
  readonly now: () => Date;
}

/** Fixes what BPJS TK will see: the lines that are still pending, their sum by account, and the shape of the files. */
export async function sealBatch({ batchId }: SealBatchInput, deps: SealBatchDeps): Promise<SealBatchOutput> {
  const { tally, carried } = await tallyPending(batchId, deps);
  const chunksObject = await describe(
    chunksKeyOf(batchId),
    deps.objects.readObject(deps.workBucket, chunksKeyOf(batchId)),
  );
  const files = await deps.documents.current('files');
  const regency = await deps.documents.current('regency');
  const wadah = await deps.documents.current('wadah');
  const fundingSources = await deps.documents.current('fundingSources');
  const { lines, total } = tally;
  const status = await moveBatch(deps.table, {
    batchId,
    from: 'open',
    to: 'sealed',
    by: 'seal-batch',
    now: deps.now(),
    change: (head) => ({
      set: {
        lines,
        total,
        pendingLines: lines,
        byAllocation: byAllocation(head, tally),
        ...(carried.lines > 0 && {
          carriedIn: { lines: carried.lines, total: carried.total, byAllocation: byAllocation(head, carried) },
        }),
        programmes: PROGRAMMES.filter((programme) => tally.byProgramme[programme] !== undefined),
        chunksObject,
        export: {
          filesVersion: files.version,
          regencyVersion: regency.version,
          wadahVersion: wadah.version,
          fundingSourcesVersion: fundingSources.version,
          mappingId: files.document.currentMapping,
        },
      },
      data: { lines, total, byAllocation: byAllocation(head, tally), members: head.members },
    }),
  });
  const sealed = await requireBatch(deps.table, batchId);
  return { status, lines: sealed.lines ?? lines, total: sealed.total ?? total };
}

/** The lines that go to BPJS TK, and all that came from an earlier batch, whose money came with them. */
async function tallyPending(
  batchId: SealBatchInput['batchId'],
  { table }: SealBatchDeps,
): Promise<{ tally: Tally; carried: Tally }> {
  const carried = createTally();
  const tally = createTally();
  for await (const chunk of batchChunks(table, batchId)) {
    for (const line of chunk.lines) {
      if (line.status === 'pending') tally.add(priceOf(chunk, line));
      if (chunk.batchId !== undefined) carried.add(priceOf(chunk, line));
    }
  }
  return { tally: tally.result(), carried: carried.result() };
}
