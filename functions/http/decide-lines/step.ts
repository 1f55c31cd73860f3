import { stringify } from 'csv-stringify/sync';
import type { AnswerFormat } from '../../../domain/configuration/files.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { storeAnswerFile } from '../../adapters/dynamodb/answer-store.ts';
import { sha256Hex } from '../../adapters/dynamodb/audit-log.ts';
import { findBatch } from '../../adapters/dynamodb/batch-store.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { FINANCE_TOKEN, tellToken } from '../../adapters/dynamodb/token-store.ts';
import type { AnswerToken } from '../../adapters/dynamodb/token-store.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import type { DecideLinesBody, DecideLinesOutput } from './contract.ts';

export interface DecideLinesDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'putNew'>;
  readonly recordsBucket: string;
  /** The answer words and headings in force. */
  readonly answerFormat: () => Promise<AnswerFormat>;
  readonly answerToken: AnswerToken;
  readonly now: () => Date;
}

interface DecideLinesCall {
  readonly params: { readonly batchId: BatchId };
  readonly body: DecideLinesBody;
  readonly caller: Pick<Person, 'personId'>;
}

/**
 * Finance decides lines that were held. The decisions become an answer file of their own, sealed beside BPJS TK's, and the
 * machine applies it under the same rules; a line that is final already stays.
 * @throws RefusedError not-found, or conflict as for an answer file
 */
export async function decideLines(
  { params: { batchId }, body, caller }: DecideLinesCall,
  deps: DecideLinesDeps,
): Promise<DecideLinesOutput> {
  const { table } = deps;
  await findBatch(table, batchId);
  const csv = decisionsCsv(body, await deps.answerFormat());
  const sha256 = sha256Hex(csv);
  const key = `batches/${batchId}/answers/${sha256}.csv`;
  const place = { bucket: deps.recordsBucket, key, contentType: 'text/csv; charset=utf-8' };
  const object = await deps.objects.putNew(place, csv);
  const at = deps.now().toISOString();
  const fileName = `keputusan-${at.slice(0, 10)}.csv`;
  const status = await storeAnswerFile(table, {
    batchId,
    sha256,
    fileName,
    object,
    by: caller.personId,
    at,
    status: 'stored',
  });
  const tell = { pk: batchKey(batchId).pk, name: FINANCE_TOKEN, output: {}, at };
  if (status === 'stored') await tellToken(table, tell, deps.answerToken);
  return { batchId, sha256, status };
}

function decisionsCsv({ decisions }: DecideLinesBody, { columns, words }: AnswerFormat): string {
  const { rowId, result, reason, participantNumber, coverFrom } = columns;
  const header = [rowId, result, reason, participantNumber, coverFrom].map(([name]) => name ?? '');
  const records = decisions.map((decision) => [
    decision.lineId,
    words[decision.verdict][0] ?? '',
    decision.reason,
    decision.participant ?? '',
    decision.coverFrom ?? '',
  ]);
  return stringify([header, ...records], { record_delimiter: 'windows', escape_formulas: true });
}
