import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { canonicalJson } from '../../../domain/audit/chain.ts';
import { BrokenError, RefusedError } from '../../../domain/errors.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { answerFileSchema, answerPreviewSchema } from './answer-records.ts';
import type { AnswerFile, AnswerPreview, Reading } from './answer-records.ts';
import { changeHead } from './change-head.ts';
import { answerKey, answerPreviewKey, batchKey } from './keys.ts';
import { batchHeadSchema } from './batch-records.ts';
import type { BatchHead } from './batch-records.ts';
import { itemsUnder, readItem } from './table.ts';
import type { Table } from './table.ts';
import { FINANCE_TOKEN, tokenDue } from './token-store.ts';
import type { WriteItem } from './transact.ts';
import { putNewItem, updateItem } from './update.ts';

export function readAnswerFile(table: Table, batchId: BatchId, sha256: string): Promise<AnswerFile | null> {
  return readItem(table, answerKey(batchId, sha256), answerFileSchema);
}

/** @throws BrokenError when it was never stored: a step never meets that */
export async function requireAnswerFile(table: Table, batchId: BatchId, sha256: string): Promise<AnswerFile> {
  const file = await readAnswerFile(table, batchId, sha256);
  if (file === null) throw new BrokenError(`batch ${batchId} has no answer file ${sha256}`);
  return file;
}

export function answerFilesOf(table: Table, batchId: BatchId): AsyncGenerator<AnswerFile> {
  return itemsUnder(table, { pk: batchKey(batchId).pk, prefix: 'ANSWER#' }, answerFileSchema);
}

/**
 * Stores an answer file once; from then on nothing else is accepted until the machine has applied it. The same file again
 * is the file that is stored.
 * @param basis of the preview that was read before: the batch must still be as it was then
 * @throws RefusedError conflict: the batch does not wait for answers, or another file is being applied
 */
export async function storeAnswerFile(
  table: Table,
  file: AnswerFile,
  basis?: AnswerPreview['basis'],
): Promise<AnswerFile['status']> {
  const { batchId, sha256, at, by, readingId } = file;
  const answer = await changeHead<BatchHead, AnswerFile['status']>(table, {
    key: batchKey(batchId),
    schema: batchHeadSchema,
    judge: async (head) => {
      const stored = await readAnswerFile(table, batchId, sha256);
      if (stored !== null) return { stop: stored.status };
      if (head === null) throw new BrokenError(`no batch ${batchId}`);
      requireAnswerable(head);
      if (basis !== undefined && basis !== basisOf(head)) throw movedOn(head);
      return {
        change: {
          set: { applying: sha256 },
          event: { type: 'answers-uploaded', at, by, data: { sha256, bytes: file.object.bytes, readingId } },
          also: [
            putNewItem(table, { ...answerKey(batchId, sha256), ...file }),
            tokenDue(table, { pk: batchKey(batchId).pk, name: FINANCE_TOKEN }, at),
          ],
        },
      };
    },
    onAlsoFailed: () => undefined,
  });
  return answer.changed ? file.status : answer.stop;
}

const ANSWERABLE: readonly BatchHead['status'][] = ['sent', 'answered', 'billed', 'sp2d', 'paid'];

/** Money of this bill has left already: its lines are neither wholly unpaid nor wholly paid. */
export function isPartlyPaid({ facts, credits }: Pick<BatchHead, 'facts' | 'credits'>): boolean {
  return credits?.moved === true || (facts?.payments ?? []).some(({ reversed }) => reversed === undefined);
}

/** @throws RefusedError conflict: the batch does not wait for answers, or another file is being applied */
export function requireAnswerable(head: BatchHead): void {
  if (head.applying !== undefined || head.carrying === true)
    throw new RefusedError({
      code: 'answers-being-applied',
      kind: 'conflict',
      text: {
        id: 'Berkas jawaban lain sedang diproses. Tunggu sampai selesai, lalu coba lagi.',
        en: 'Another answer file is being applied. Wait until that is done, then try again.',
      },
    });
  if (!ANSWERABLE.includes(head.status) || head.settling === true)
    throw new RefusedError({
      code: 'answers-not-awaited',
      kind: 'conflict',
      text: {
        id: `Jawaban diterima setelah batch dikirim dan sebelum pembayarannya dibukukan; sekarang statusnya ${head.status}.`,
        en: `Answers are taken after the batch was sent and before its payment is settled; it is ${head.status} now.`,
      },
    });
  if (head.status !== 'paid' && isPartlyPaid(head))
    throw new RefusedError({
      code: 'payment-incomplete',
      kind: 'conflict',
      text: {
        id: 'Sebagian sudah dibayar. Lengkapi pembayarannya, atau catat pembatalannya, lalu unggah jawaban ini.',
        en: 'Part of the bill is paid. Complete the payment, or enter its reversal, then upload these answers.',
      },
    });
}

/**
 * What the outcomes of a file depend on: every change of a line lowers the open lines or raises one of the others, so that
 * equal texts mean equal lines.
 */
export function basisOf({ status, pendingLines, rejected, reversed, carriedOut }: BatchHead): string {
  const lines = [rejected, reversed, carriedOut].map((sums) => sums?.lines ?? 0);
  return canonicalJson([status, pendingLines ?? 0, ...lines]);
}

function movedOn({ status }: BatchHead): RefusedError {
  return new RefusedError({
    code: 'preview-outdated',
    kind: 'conflict',
    text: {
      id: `Batch sudah berubah sejak pratinjau ini dibuat (status sekarang ${status}). Tidak ada yang diterapkan; buat pratinjau baru dari berkas ini.`,
      en: `The batch has changed since this preview (it is ${status} now). Nothing was applied; make a new preview of this file.`,
    },
  });
}

/** Keeps the last preview of a file in place of the one before. */
export async function keepPreview(table: Table, preview: AnswerPreview): Promise<void> {
  const key = answerPreviewKey(preview.batchId, preview.sha256);
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...key, ...preview } }));
}

export function readPreview(table: Table, batchId: BatchId, sha256: string): Promise<AnswerPreview | null> {
  return readItem(table, answerPreviewKey(batchId, sha256), answerPreviewSchema);
}

/** Remembers what reading the file gave, once; a second reading keeps the first. */
export async function keepReading(table: Table, file: AnswerFile, reading: Reading): Promise<void> {
  const write = updateItem(table, {
    key: answerKey(file.batchId, file.sha256),
    set: { ...reading },
    condition: { expression: 'attribute_exists(pk)' },
  });
  if (write.Update !== undefined) await table.client.send(new UpdateCommand(write.Update));
}

/** The write that ends an answer file, for the transaction that lets the batch take the next one. */
export function endAnswerFile(table: Table, file: AnswerFile, end: Pick<AnswerFile, 'status'> & Reading): WriteItem {
  return updateItem(table, {
    key: answerKey(file.batchId, file.sha256),
    set: { ...end },
    condition: {
      expression: '#status = :stored',
      names: { '#status': 'status' },
      values: { ':stored': 'stored' },
    },
  });
}
