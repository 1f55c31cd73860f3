import { canonicalJson } from '../../../domain/audit/chain.ts';
import { differs, listAmounts } from '../../../domain/batch/difference.ts';
import { createTally } from '../../../domain/batch/tally.ts';
import { formatRupiah } from '../../../domain/money/money.ts';
import type { Text } from '../../../domain/text.ts';
import { journalBalance } from '../../adapters/dynamodb/batch-journal.ts';
import { byAllocation, priceOf } from '../../adapters/dynamodb/batch-lines.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import { batchChunks } from '../../adapters/dynamodb/batch-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { lineIdOf } from '../../files/export-cells.ts';
import type { Comparison } from './compare.ts';

/** Sealed sums against lines and journal; fills the comparison on the way. */
export async function recordDifferences(table: Table, head: BatchHead, comparison: Comparison): Promise<Text[]> {
  const tally = createTally();
  for await (const chunk of batchChunks(table, head.batchId)) {
    for (const line of chunk.lines) {
      if (line.status === 'removed') continue;
      tally.add(priceOf(chunk, line));
      const lineId = lineIdOf(chunk.revisionId, line.row);
      comparison.expect({ lineId, nikHash: line.nikHash, price: priceOf(chunk, line) });
    }
  }
  const { lines, total } = tally.result();
  const amounts = byAllocation(head, tally.result());
  const journal = await journalBalance(table, head, 'committed');
  const { byAllocation: sealed = {} } = head;
  const isSealed = (found: Readonly<Record<string, number>>) => canonicalJson(found) === canonicalJson(sealed);
  return [
    ...differs(
      lines === head.lines,
      `${lines} baris, yang dikunci ${head.lines ?? 0}`,
      `${lines} lines instead of the ${head.lines ?? 0} sealed`,
    ),
    ...differs(
      total === head.total,
      `baris senilai ${formatRupiah(total)}, yang dikunci ${formatRupiah(head.total ?? 0)}`,
      `lines of ${formatRupiah(total)} instead of the ${formatRupiah(head.total ?? 0)} sealed`,
    ),
    ...differs(
      isSealed(amounts),
      `baris menurut pagu ${listAmounts(amounts)}, yang dikunci ${listAmounts(sealed)}`,
      `lines by allocation ${listAmounts(amounts)}, sealed ${listAmounts(sealed)}`,
    ),
    ...differs(
      isSealed(journal),
      `jurnal ${listAmounts(journal)}, yang dikunci ${listAmounts(sealed)}`,
      `journal ${listAmounts(journal)}, sealed ${listAmounts(sealed)}`,
    ),
  ];
}
