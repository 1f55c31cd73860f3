import type { RevisionId } from '../../../domain/identity/ids.ts';
import { monthsOf } from '../../../domain/period/period.ts';
import { isStuck } from '../stuck.ts';
import { invalidCursor, listOffice } from '../../adapters/dynamodb/request-store.ts';
import type { Person, RevisionHead } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ListRequestsOutput, ListRequestsQuery, PaymentStage, RequestListEntry } from './contract.ts';
import { paymentStages } from './payment-stages.ts';

export interface ListRequestsDeps {
  readonly table: Table;
  /** Offices in the order of the regency's configuration: those who see all page through them one by one. */
  readonly officeIds: () => Promise<readonly string[]>;
}

/** Revisions as lists show them, each with how far its payment is. */
export async function listEntries(table: Table, heads: readonly RevisionHead[]): Promise<RequestListEntry[]> {
  const stages = await paymentStages(table, heads);
  return heads.map((head) => entryOf(head, stages));
}

export async function listEntry(table: Table, head: RevisionHead): Promise<RequestListEntry> {
  return entryOf(head, await paymentStages(table, [head]));
}

function entryOf(head: RevisionHead, stages: ReadonlyMap<RevisionId, PaymentStage>): RequestListEntry {
  const { requestId, revisionId, number, status, officeId, submittedAt, batchId, summary, header } = head;
  return {
    requestId,
    revisionId,
    number,
    title: header.title,
    status,
    officeId,
    wadahId: header.wadahId,
    sourceId: header.sourceId,
    firstMonth: header.period.firstMonth,
    months: header.period.months,
    submittedAt,
    workers: summary?.eligible,
    total: summary?.total,
    batchId,
    paymentStage: stages.get(revisionId),
  };
}

/** Pages of fifty that one call looks through before it gives what it has: a filter may meet nobody. */
const PAGES_A_CALL = 8;

/** An officer's own office; everyone else sees office after office, the cursor says where the list goes on. */
export async function listRequests(
  { query, caller }: { query: ListRequestsQuery; caller: Person },
  deps: ListRequestsDeps,
): Promise<ListRequestsOutput> {
  const offices = await officesFor(query, caller, deps);
  let cursor = query.cursor;
  for (let looked = 1; ; looked += 1) {
    const place = splitCursor(cursor);
    const officeId = offices[place.office];
    if (officeId === undefined) return { requests: [] };
    const page = await listOffice(deps.table, officeId, place.inner);
    const following = place.office + 1 < offices.length ? `${place.office + 1}.` : undefined;
    cursor = page.cursor === undefined ? following : `${place.office}.${page.cursor}`;
    const found = page.heads.filter((head) => isAskedFor(head, query));
    // An office without requests is no page of its own.
    if (found.length > 0 || cursor === undefined || looked === PAGES_A_CALL)
      return { requests: await listEntries(deps.table, found), cursor };
  }
}

async function officesFor(
  { officeId }: ListRequestsQuery,
  caller: Person,
  { officeIds }: ListRequestsDeps,
): Promise<readonly string[]> {
  if (caller.roles.includes('officer')) return caller.officeId === undefined ? [] : [caller.officeId];
  return officeId === undefined ? officeIds() : [officeId];
}

function isAskedFor(head: RevisionHead, query: ListRequestsQuery): boolean {
  const { status, header } = head;
  const { period } = header;
  const { month } = query;
  if (query.stuck !== undefined && !isStuck(head)) return false;
  return (query.status ?? status) === status && (month === undefined || monthsOf(period).includes(month));
}

interface Place {
  readonly office: number;
  readonly inner: string | undefined;
}

/** `<office>.<cursor within the office>`. @throws RefusedError `invalid-cursor` */
function splitCursor(cursor: string | undefined): Place {
  if (cursor === undefined) return { office: 0, inner: undefined };
  const [, office, inner] = /^(\d{1,4})\.([\w-]*)$/.exec(cursor) ?? [];
  if (office === undefined) throw invalidCursor();
  return { office: Number(office), inner: inner === '' ? undefined : inner };
}
