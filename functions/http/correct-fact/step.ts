import { RefusedError } from '../../../domain/errors.ts';
import type { BatchId } from '../../../domain/identity/ids.ts';
import type { Correction } from '../../../domain/payment/corrections.ts';
import { batchNotFound, findBatch } from '../../adapters/dynamodb/batch-store.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { Person, StoredObject } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { sealFactPaper } from '../fact-paper.ts';
import type { PaperDeps } from '../own-upload.ts';
import type { CorrectFactBody } from './contract.ts';

export interface CorrectFactDeps extends PaperDeps {
  readonly table: Table;
  readonly now: () => Date;
}

interface CorrectFactCall {
  readonly params: { readonly batchId: BatchId };
  readonly body: CorrectFactBody;
  readonly caller: Pick<Person, 'personId'>;
}

type Facts = NonNullable<BatchHead['facts']>;

/**
 * Another finance person puts an entered fact right until the batch is closed. Both values, the reason, both people and the
 * scanned paper stay in the corrections and in the history. A correction to what stands already changes nothing.
 * @throws RefusedError not-found, forbidden for the person who entered the fact, or conflict: closed, or no such fact
 */
export async function correctFact({ params, body, caller }: CorrectFactCall, deps: CorrectFactDeps) {
  const { table } = deps;
  const { batchId } = params;
  const by = caller.personId;
  const { reason, paper: upload, ...correction } = body;
  const { fact } = correction;
  const seen = foundIn(await findBatch(table, batchId), correction);
  if (!seen.isSame) requireAnother(seen, by);
  const paper = await sealFactPaper({ batchId, of: `correction-${fact}`, paper: upload, personId: by }, deps);
  const at = deps.now().toISOString();
  await changeHead<BatchHead, 'same'>(table, {
    key: batchKey(batchId),
    schema: batchHeadSchema,
    judge: (head) => {
      if (head === null) throw batchNotFound();
      const found = foundIn(head, correction);
      if (found.isSame && isKnown(head, paper)) return { stop: 'same' };
      requireAnother(found, by);
      const { before, after, enteredBy } = found;
      const entry = { fact, before, after, reason, enteredBy, at, by, ...(paper !== undefined && { paper }) };
      const facts = corrected(head.facts ?? {}, { correction, after, by });
      return {
        change: {
          set: { facts, corrections: [...(head.corrections ?? []), entry], changedAt: at },
          event: { type: 'fact-corrected', at, by, data: { fact, before, after, reason, paper: paper?.sha256 } },
        },
      };
    },
  });
  return { batchId, corrections: (await findBatch(table, batchId)).corrections?.length ?? 0 };
}

/** The fact as it stands and as it would be. */
interface Found {
  readonly before: Record<string, unknown>;
  readonly after: Record<string, string>;
  readonly enteredBy: string;
  readonly isSame: boolean;
}

/** @throws RefusedError conflict: the batch is closed, or there is no such fact */
function foundIn(head: BatchHead, correction: Correction): Found {
  if (head.status === 'closed') throw refuse('batch-closed');
  const seen = factOf(head.facts ?? {}, correction);
  if (seen === undefined) throw refuse('fact-unknown');
  const after = changesOf(correction);
  const before = Object.fromEntries(Object.keys(after).map((name) => [name, seen[name]]));
  const isSame = Object.entries(after).every(([name, value]) => before[name] === value);
  return { before, after, enteredBy: String(seen['by']), isSame };
}

function requireAnother({ enteredBy }: Found, by: Person['personId']): void {
  if (enteredBy === by) throw refuse('own-fact');
}

/** A correction has come with this paper already, or there is none. */
function isKnown({ corrections }: BatchHead, paper: StoredObject | undefined): boolean {
  return paper === undefined || corrections?.some((one) => one.paper?.sha256 === paper.sha256) === true;
}

function factOf(facts: Facts, correction: Correction): Readonly<Record<string, unknown>> | undefined {
  if (correction.fact !== 'payment') return facts[correction.fact];
  return facts.payments?.find((one) => one.reversed === undefined && isNamed(one, correction));
}

/** Also by the reference it is corrected to, so that a repeated correction finds the fact it has changed. */
function isNamed(
  { bankReference }: { bankReference: string },
  { of, bankReference: to }: { of: string; bankReference?: string | undefined },
): boolean {
  return bankReference === of || bankReference === to;
}

function changesOf(correction: Correction): Record<string, string> {
  const entries = Object.entries(correction).filter(([name]) => name !== 'fact' && name !== 'of');
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function corrected(
  facts: Facts,
  { correction, after, by }: { correction: Correction; after: Record<string, string>; by: Person['personId'] },
): Facts {
  const change = { ...after, by };
  if (correction.fact === 'billed' && facts.billed !== undefined)
    return { ...facts, billed: { ...facts.billed, ...change } };
  if (correction.fact === 'sp2d' && facts.sp2d !== undefined) return { ...facts, sp2d: { ...facts.sp2d, ...change } };
  if (correction.fact !== 'payment') return facts;
  const { of } = correction;
  const payments = facts.payments?.map((one) =>
    one.reversed === undefined && one.bankReference === of ? { ...one, ...change } : one,
  );
  return {
    ...facts,
    payments,
    ...(facts.paid?.bankReference === of && { paid: { ...facts.paid, ...change } }),
  };
}

const REFUSALS = {
  'batch-closed': {
    id: 'Batch sudah ditutup; datanya tidak dapat dikoreksi lagi.',
    en: 'The batch is closed; its facts can no longer be corrected.',
  },
  'fact-unknown': { id: 'Data itu belum diisi pada batch ini.', en: 'That fact has not been entered for this batch.' },
  'own-fact': {
    id: 'Koreksi harus dilakukan oleh petugas keuangan lain, bukan yang mengisi data ini.',
    en: 'A fact is corrected by another finance person than the one who entered it.',
  },
} as const;

function refuse(code: keyof typeof REFUSALS): RefusedError {
  return new RefusedError({ code, kind: code === 'own-fact' ? 'forbidden' : 'conflict', text: REFUSALS[code] });
}
