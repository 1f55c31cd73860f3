import { localDate } from '../../../domain/calendar/local-date.ts';
import { RefusedError } from '../../../domain/errors.ts';
import { batchIdSchema, requestIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import { batchesSince } from '../../adapters/dynamodb/committed-revisions.ts';
import { batchKey, revisionKey } from '../../adapters/dynamodb/keys.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import type { Person, RevisionHead } from '../../adapters/dynamodb/records.ts';
import { visibleRevision } from '../../adapters/dynamodb/request-store.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { entryOf } from '../list-batches/step.ts';
import { listEntries } from '../list-requests/step.ts';
import type { SearchOutput, SearchQuery } from './contract.ts';

export interface SearchDeps {
  readonly table: Table;
  readonly now: () => Date;
}

/** Years whose batches are looked through for a number of a fact. */
const YEARS = 3;

/** Finds by id or by a number that finance entered. */
export async function search(
  { query: { q }, caller }: { query: SearchQuery; caller: Person },
  deps: SearchDeps,
): Promise<SearchOutput> {
  const [request, batches] = await Promise.all([
    findRequest(q.toUpperCase(), caller, deps.table),
    caller.roles.includes('officer') ? [] : findBatches(q, deps),
  ]);
  const requests = await listEntries(deps.table, request === null ? [] : [request]);
  return { requests, batches: batches.map(entryOf) };
}

async function findRequest(q: string, caller: Person, table: Table): Promise<RevisionHead | null> {
  const revisionId = revisionIdSchema.safeParse(q).data;
  const revision = revisionId && (await readItem(table, revisionKey(revisionId), revisionHeadSchema));
  const requestId = revision?.requestId ?? requestIdSchema.safeParse(q).data;
  if (requestId === undefined) return null;
  try {
    return await visibleRevision(table, requestId, caller);
  } catch (error) {
    if (error instanceof RefusedError && error.kind === 'not-found') return null;
    throw error;
  }
}

async function findBatches(q: string, { table, now }: SearchDeps): Promise<BatchHead[]> {
  const batchId = batchIdSchema.safeParse(q.toUpperCase()).data;
  if (batchId !== undefined) {
    const head = await readItem(table, batchKey(batchId), batchHeadSchema);
    return head === null ? [] : [head];
  }
  const since = Number(localDate(now().toISOString(), 0).slice(0, 4)) - YEARS;
  const found: BatchHead[] = [];
  for await (const head of batchesSince(table, since)) if (numbersOf(head).includes(q)) found.push(head);
  return found;
}

function numbersOf({ facts }: BatchHead): string[] {
  const { billed, sp2d, payments } = facts ?? {};
  const references = (payments ?? []).map(({ bankReference }) => bankReference);
  return [billed?.kodeIuran, sp2d?.number, ...references].filter((number) => number !== undefined);
}
