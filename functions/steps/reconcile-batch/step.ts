import { canonicalJson } from '../../../domain/audit/chain.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { moveBatch, noteProblem } from '../../adapters/dynamodb/batch-change.ts';
import { journalBalance } from '../../adapters/dynamodb/batch-journal.ts';
import { byAllocation } from '../../adapters/dynamodb/batch-lines.ts';
import { requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import { tallyByStatus } from '../../adapters/dynamodb/batch-tallies.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ReconcileBatchInput, ReconcileBatchOutput } from './contract.ts';

export interface ReconcileBatchDeps {
  readonly table: Table;
  readonly now: () => Date;
}

/**
 * Holds lines, finance's facts and journal against each other. Each says on its own what was paid.
 * @throws BrokenError naming the differences; they are written on the batch first
 */
export async function reconcileBatch(
  { batchId }: ReconcileBatchInput,
  { table, now }: ReconcileBatchDeps,
): Promise<ReconcileBatchOutput> {
  const head = await requireBatch(table, batchId);
  if (head.status !== 'paid') return { status: head.status };
  const differences = [...(await lineDifferences(table, head)), ...(await journalDifferences(table, head))];
  differences.push(...factDifferences(head));
  if (differences.length > 0) {
    const list = differences.join('; ');
    const text = { id: `Catatan pembayaran tidak cocok: ${list}`, en: `The payment's records do not agree: ${list}` };
    await noteProblem(table, { batchId, code: 'payment-disagrees', ...text, by: 'reconcile-batch', now: now() });
    throw new BrokenError(text.en);
  }
  const status = await moveBatch(table, {
    batchId,
    from: 'paid',
    to: 'reconciled',
    by: 'reconcile-batch',
    now: now(),
    change: () => ({ data: { paid: head.accepted ?? {}, rejected: head.rejected ?? {} } }),
  });
  return { status };
}

async function lineDifferences(table: Table, head: BatchHead): Promise<string[]> {
  const tallyOf = await tallyByStatus(table, head.batchId);
  const paid = tallyOf('paid');
  const open = tallyOf('accepted').lines + tallyOf('pending').lines;
  const sealed = paid.lines + tallyOf('rejected').lines + tallyOf('reversed').lines + tallyOf('carried').lines;
  const expected = head.accepted ?? { lines: 0, total: 0, byAllocation: {} };
  return [
    ...(open === 0 ? [] : [`${open} lines are not final`]),
    ...(sealed === head.lines ? [] : [`${sealed} lines instead of the ${head.lines ?? 0} sealed`]),
    ...(paid.lines === expected.lines ? [] : [`${paid.lines} lines paid, ${expected.lines} accepted`]),
    ...(paid.total === expected.total ? [] : [`lines of Rp${paid.total} paid, Rp${expected.total} accepted`]),
    ...(canonicalJson(byAllocation(head, paid)) === canonicalJson(expected.byAllocation)
      ? []
      : ['the accounts of the paid lines are not those accepted']),
  ];
}

async function journalDifferences(table: Table, head: BatchHead): Promise<string[]> {
  const disbursed = canonicalJson(await journalBalance(table, head, 'disbursed'));
  const committed = await journalBalance(table, head, 'committed');
  const expected = canonicalJson(head.accepted?.byAllocation ?? {});
  return [
    ...(disbursed === expected ? [] : [`journal disbursed ${disbursed}, accepted ${expected}`]),
    ...(Object.keys(committed).length === 0 ? [] : [`journal still holds ${canonicalJson(committed)} committed`]),
  ];
}

function factDifferences({ facts, accepted, reversed, credits }: BatchHead): string[] {
  const premiums = (accepted?.total ?? 0) + (reversed?.total ?? 0);
  // Without an accepted line there was nothing to bill.
  if (premiums === 0) return [];
  const total = premiums - (credits?.total ?? 0);
  const amounts = { billed: facts?.billed?.amount, sp2d: facts?.sp2d?.amount, paid: facts?.paid?.amount };
  return Object.entries(amounts)
    .filter(([, amount]) => amount !== total)
    .map(([name, amount]) => `${name} is Rp${amount ?? 0}, the accepted lines less the credits are Rp${total}`);
}
