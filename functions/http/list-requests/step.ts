import { invalidCursor, listOffice } from '../../adapters/dynamodb/request-store.ts';
import type { Person, RevisionHead } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ListRequestsOutput, RequestListEntry } from './contract.ts';

export interface ListRequestsDeps {
  readonly table: Table;
  /** Offices in the order of the regency's configuration: those who see all page through them one by one. */
  readonly officeIds: () => Promise<readonly string[]>;
}

export function listEntry(head: RevisionHead): RequestListEntry {
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
  };
}

/** An officer's own office; everyone else sees office after office, the cursor says where the list goes on. */
export async function listRequests(
  { query, caller }: { query: { cursor?: string | undefined }; caller: Person },
  deps: ListRequestsDeps,
): Promise<ListRequestsOutput> {
  if (caller.roles.includes('officer')) {
    if (caller.officeId === undefined) return { requests: [] };
    const page = await listOffice(deps.table, caller.officeId, query.cursor);
    return { requests: page.heads.map(listEntry), cursor: page.cursor };
  }
  const offices = await deps.officeIds();
  let place = splitCursor(query.cursor);
  for (;;) {
    const officeId = offices[place.office];
    if (officeId === undefined) return { requests: [] };
    const page = await listOffice(deps.table, officeId, place.inner);
    const following = place.office + 1 < offices.length ? `${place.office + 1}.` : undefined;
    const cursor = page.cursor === undefined ? following : `${place.office}.${page.cursor}`;
    // An office without requests is no page of its own.
    if (page.heads.length > 0 || cursor === undefined) return { requests: page.heads.map(listEntry), cursor };
    place = splitCursor(cursor);
  }
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
