import { RefusedError } from '../../../domain/errors.ts';
import { rowCells } from '../../../domain/roster/row-cells.ts';
import { ROSTER_COLUMNS } from '../../../domain/roster/template.ts';
import { csvLine } from '../../../domain/roster/write-bad-rows.ts';
import { chunksOf } from '../../adapters/dynamodb/chunk-store.ts';
import { openStatuses } from '../../adapters/dynamodb/owner-statuses.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import { linesToProposeAgain } from '../../adapters/dynamodb/rejected-lines.ts';
import { standingLines } from '../../adapters/dynamodb/standing-lines.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { rosterChunks, rosterRows } from '../../roster/roster-chunks.ts';
import type { WorkObjects } from '../../roster/roster-chunks.ts';

/**
 * The sealed rows of those whom BPJS TK rejected and whom nobody has proposed again, as CSV in the template's columns with
 * BPJS TK's reason in `alasan`. Corrected, it can be uploaded as it is: `alasan` is ignored on reading.
 * @throws RefusedError not-found when nobody is left to propose again
 */
export async function* rejectedRowsCsv(
  head: RevisionHead,
  { table, ...source }: WorkObjects & { readonly table: Table },
): AsyncGenerator<string> {
  const entries = new Map((await rosterChunks(head, source)).map((entry) => [entry.chunk, entry]));
  const statuses = openStatuses(table)();
  let isEmpty = true;
  for await (const chunk of chunksOf(table, head.revisionId)) {
    const standing = await standingLines(table, chunk, head.batchId);
    const reasons = new Map(
      (await linesToProposeAgain(table, standing, { head, statuses })).map(({ row, reason = '' }) => [row, reason]),
    );
    const entry = entries.get(chunk.chunk);
    if (reasons.size === 0 || entry === undefined) continue;
    if (isEmpty) yield `\ufeff${csvLine([...ROSTER_COLUMNS, 'alasan'])}`;
    isEmpty = false;
    for (const row of await rosterRows(entry, source)) {
      const reason = reasons.get(row.rowNumber);
      if (reason !== undefined) yield csvLine([...rowCells(row), reason]);
    }
  }
  if (isEmpty) throw nobodyRejected();
}

function nobodyRejected(): RefusedError {
  return new RefusedError({
    code: 'nobody-rejected',
    kind: 'not-found',
    text: {
      id: 'Tidak ada pekerja yang ditolak BPJS TK dan belum diusulkan lagi.',
      en: 'BPJS TK has rejected nobody who is not proposed again already.',
    },
  });
}
