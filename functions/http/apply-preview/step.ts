import { RefusedError } from '../../../domain/errors.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import type { AnswerPreview } from '../../adapters/dynamodb/answer-records.ts';
import { readAnswerFile, readPreview, storeAnswerFile } from '../../adapters/dynamodb/answer-store.ts';
import { findBatch } from '../../adapters/dynamodb/batch-store.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { FINANCE_TOKEN, tellToken } from '../../adapters/dynamodb/token-store.ts';
import type { AnswerToken } from '../../adapters/dynamodb/token-store.ts';
import { answersNotFound } from '../get-answers/step.ts';
import type { ApplyPreviewOutput } from './contract.ts';

export interface ApplyPreviewDeps {
  readonly table: Table;
  readonly answerToken: AnswerToken;
  readonly now: () => Date;
}

interface ApplyPreviewCall {
  readonly params: { readonly batchId: BatchId; readonly sha256: string };
  readonly body: { readonly readingId: string };
  readonly caller: Pick<Person, 'personId'>;
}

/**
 * Hands in the sealed file exactly as it was previewed: the machine applies the parts that the preview wrote. Asking again
 * changes nothing.
 * @throws RefusedError not-found, or conflict: another reading, a refused file, or a batch that has moved on since
 */
export async function applyPreview(
  { params: { batchId, sha256 }, body, caller }: ApplyPreviewCall,
  { table, answerToken, now }: ApplyPreviewDeps,
): Promise<ApplyPreviewOutput> {
  await findBatch(table, batchId);
  const by = caller.personId;
  const at = now().toISOString();
  const known = await readAnswerFile(table, batchId, sha256);
  let status = known?.status;
  if (status === undefined) {
    const { basis, ...previewed } = applicable(await readPreview(table, batchId, sha256), body.readingId);
    status = await storeAnswerFile(table, { ...previewed, by, at, status: 'stored' }, basis);
  }
  const tell = { pk: batchKey(batchId).pk, name: FINANCE_TOKEN, output: {}, at };
  if (status === 'stored') await tellToken(table, tell, answerToken);
  return { batchId, sha256, status };
}

function applicable(preview: AnswerPreview | null, readingId: string): AnswerPreview {
  if (preview === null) throw answersNotFound();
  const { problem } = preview;
  if (problem !== undefined)
    throw new RefusedError({ code: problem.code, kind: 'conflict', text: { id: problem.id, en: problem.en } });
  if (preview.readingId === readingId) return preview;
  throw new RefusedError({
    code: 'preview-replaced',
    kind: 'conflict',
    field: 'body.readingId',
    text: {
      id: 'Berkas ini sudah dipratinjau lagi dengan hasil lain. Tidak ada yang diterapkan; periksa pratinjau yang terbaru.',
      en: 'This file was previewed again since, with another outcome. Nothing was applied; look at the latest preview.',
    },
  });
}
