import * as z from 'zod';
import { BrokenError } from '../../../domain/errors.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { ANSWER_TEXTS } from '../../../domain/payment/answer-texts.ts';
import { answerRowSchema } from '../../adapters/dynamodb/answer-records.ts';
import type { NamedLine } from '../../adapters/dynamodb/answer-records.ts';
import { readAnswerFile, readPreview } from '../../adapters/dynamodb/answer-store.ts';
import { readChunksAt } from '../../adapters/dynamodb/chunk-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { answerPageKey, answersFolder } from '../../adapters/s3/work-keys.ts';
import { lineIdOf } from '../../files/export-cells.ts';
import { answersNotFound } from '../get-answers/step.ts';
import type { ListAnswerRowsOutput, ListAnswerRowsQuery } from './contract.ts';

export interface ListAnswerRowsDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readText'>;
  readonly workBucket: string;
}

interface ListAnswerRowsCall {
  readonly params: { readonly batchId: BatchId; readonly sha256: string };
  readonly query: ListAnswerRowsQuery;
}

/** One page of row outcomes: of the file as it was handed in, else of its last preview. @throws RefusedError not-found */
export async function listAnswerRows(
  { params: { batchId, sha256 }, query: { page, only } }: ListAnswerRowsCall,
  { table, objects, workBucket }: ListAnswerRowsDeps,
): Promise<ListAnswerRowsOutput> {
  const file = await readAnswerFile(table, batchId, sha256);
  const reading = file ?? (await readPreview(table, batchId, sha256));
  if (reading === null) throw answersNotFound();
  const { readingId } = reading;
  const pages = reading.pages?.[only] ?? 0;
  const key = answerPageKey(`${answersFolder(batchId, sha256)}/${readingId ?? ''}`, only, page);
  const text = page > pages ? '[]' : ((await objects.readText(workBucket, key)) ?? '[]');
  const rows = z.array(answerRowSchema).parse(JSON.parse(text));
  const lineNow = await linesNow(
    table,
    rows.flatMap(({ lines }) => lines),
  );
  return {
    batchId,
    sha256,
    readingId,
    status: file?.status ?? 'preview',
    page,
    pages,
    rows: rows.map((row) => ({ ...row, text: ANSWER_TEXTS[row.outcome], lines: row.lines.map(lineNow) })),
  };
}

/** Tells each named line as it stands now: since the file was read, a later one or finance may have decided it. */
async function linesNow(
  table: Table,
  named: readonly NamedLine[],
): Promise<(line: NamedLine) => ListAnswerRowsOutput['rows'][number]['lines'][number]> {
  const chunks = await readChunksAt(table, named);
  return (line) => {
    const stored = chunks(line)?.lines.find(({ row }) => row === line.row);
    if (stored === undefined) throw new BrokenError(`no line ${line.row} in chunk ${line.revisionId}/${line.chunk}`);
    return { lineId: lineIdOf(line.revisionId, line.row), total: line.total, status: stored.status };
  };
}
