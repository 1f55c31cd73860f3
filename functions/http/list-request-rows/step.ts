import type { RequestId } from '../../../domain/identity/ids.ts';
import { invalidCursor } from '../../adapters/dynamodb/request-store.ts';
import { visibleRevision } from '../../adapters/dynamodb/request-store.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { ListRequestRowsOutput, ListRequestRowsQuery, RequestRow } from './contract.ts';
import { openRowSource } from './row-source.ts';
import type { RowSourceDeps } from './row-source.ts';

const ROWS_A_PAGE = 100;
/** Chunks that one call looks into at most: a filter that meets nobody must end before the API gives up. */
const CHUNKS_A_CALL = 12;

/** A page of a request's rows with what the checks have made of them so far. @throws RefusedError not-found, invalid-cursor */
export async function listRequestRows(
  { params, query, caller }: { params: { requestId: RequestId }; query: ListRequestRowsQuery; caller: Person },
  deps: RowSourceDeps,
): Promise<ListRequestRowsOutput> {
  const head = await visibleRevision(deps.table, params.requestId, caller);
  const source = await openRowSource(head, query, deps);
  const { revisionId } = head;
  let { place, offset } = placeOf(query.cursor);
  const rows: RequestRow[] = [];
  for (let looked = 0; place < source.places; place += 1) {
    if (!source.holdsAny(place)) continue;
    if (looked === CHUNKS_A_CALL) return { revisionId, rows, cursor: `${place}.0` };
    looked += 1;
    const found = await source.read(place);
    const taken = found.slice(offset, offset + ROWS_A_PAGE - rows.length);
    rows.push(...taken);
    if (offset + taken.length < found.length) return { revisionId, rows, cursor: `${place}.${offset + taken.length}` };
    offset = 0;
  }
  return { revisionId, rows };
}

/** `<place>.<rows of it that were shown>`; place 0 holds the bad rows, the others are chunks. */
function placeOf(cursor: string | undefined): { place: number; offset: number } {
  if (cursor === undefined) return { place: 0, offset: 0 };
  const [, place, offset] = /^(\d{1,6})\.(\d{1,7})$/.exec(cursor) ?? [];
  if (place === undefined || offset === undefined) throw invalidCursor();
  return { place: Number(place), offset: Number(offset) };
}
