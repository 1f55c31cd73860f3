import { listOffice } from '../../adapters/dynamodb/request-store.ts';
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
    const page = await listOffice(deps.table, caller.officeId ?? '', query.cursor);
    return { requests: page.heads.map(listEntry), cursor: page.cursor };
  }
  const offices = await deps.officeIds();
  const [place, inner] = splitCursor(query.cursor);
  const officeId = offices[place];
  if (officeId === undefined) return { requests: [] };
  const page = await listOffice(deps.table, officeId, inner);
  const next = page.cursor !== undefined ? `${place}.${page.cursor}` : undefined;
  const following = place + 1 < offices.length ? `${place + 1}.` : undefined;
  return { requests: page.heads.map(listEntry), cursor: next ?? following };
}

function splitCursor(cursor: string | undefined): [number, string | undefined] {
  if (cursor === undefined) return [0, undefined];
  const [place = '0', inner = ''] = cursor.split('.', 2);
  return [Number(place), inner === '' ? undefined : inner];
}
