import { requireAllocation } from '../../adapters/dynamodb/journal-pages.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { allocationTrail, parseTrailCursor, trailCursor } from '../../trail/allocation-trail.ts';
import type { TrailRow } from '../../trail/trail-row.ts';
import type { TraceAllocationOutput } from './contract.ts';

interface TraceAllocationCall {
  readonly params: { readonly allocationId: string };
  readonly query: { readonly cursor?: string | undefined };
}

/** A page ends behind the chunk that fills it: an answer of Lambda holds 6 MB, a chunk of twelve months at most 1.5. */
const PAGE_ROWS = 2_000;

/** From an allocation to the worker-months it pays. @throws RefusedError not-found */
export async function traceAllocation(
  { params: { allocationId }, query }: TraceAllocationCall,
  { table }: { table: Table },
): Promise<TraceAllocationOutput> {
  const after = parseTrailCursor(query.cursor);
  const allocation = await requireAllocation(table, allocationId);
  const rows: TrailRow[] = [];
  for await (const part of allocationTrail(table, allocation, after)) {
    rows.push(...part.rows);
    if (rows.length >= PAGE_ROWS) return { allocation, rows, cursor: trailCursor(part.position) };
  }
  return { allocation, rows };
}
