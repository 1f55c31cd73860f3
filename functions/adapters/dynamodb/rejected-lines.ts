import { isRejected } from '../../../domain/batch/lifecycle.ts';
import { linesNobodyHolds } from './held-months.ts';
import type { Statuses } from './owner-statuses.ts';
import type { Line, RevisionHead } from './records.ts';
import type { StandingLine } from './standing-lines.ts';
import type { Table } from './table.ts';

/** Of a revision's lines, those that BPJS TK rejected and whose workers no other request has taken up since. */
export async function linesToProposeAgain(
  table: Table,
  standing: readonly StandingLine[],
  { head, statuses }: { readonly head: RevisionHead; readonly statuses: Statuses },
): Promise<Line[]> {
  const rejected = standing.map(({ line }) => line).filter(({ status }) => isRejected(status));
  return rejected.length === 0 ? [] : linesNobodyHolds(table, rejected, { wanted: head.header, statuses });
}
