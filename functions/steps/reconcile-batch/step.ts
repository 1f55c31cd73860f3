import { canonicalJson } from '../../../domain/audit/chain.ts';
import { differs, listAmounts, listDifferences } from '../../../domain/batch/difference.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { formatRupiah } from '../../../domain/money/money.ts';
import type { Text } from '../../../domain/text.ts';
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
    const list = listDifferences(differences);
    const text = {
      id: `Catatan pembayaran tidak cocok: ${list.id}.`,
      en: `The payment’s records do not agree: ${list.en}.`,
    };
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

async function lineDifferences(table: Table, head: BatchHead): Promise<Text[]> {
  const tallyOf = await tallyByStatus(table, head.batchId);
  const paid = tallyOf('paid');
  const open = tallyOf('accepted').lines + tallyOf('pending').lines;
  const sealed = paid.lines + tallyOf('rejected').lines + tallyOf('reversed').lines + tallyOf('carried').lines;
  const expected = head.accepted ?? { lines: 0, total: 0, byAllocation: {} };
  return [
    ...differs(open === 0, `${open} baris belum tuntas`, `${open} lines are not final`),
    ...differs(
      sealed === head.lines,
      `${sealed} baris, yang dikunci ${head.lines ?? 0}`,
      `${sealed} lines instead of the ${head.lines ?? 0} sealed`,
    ),
    ...differs(
      paid.lines === expected.lines,
      `${paid.lines} baris dibayar, yang diterima ${expected.lines}`,
      `${paid.lines} lines paid, ${expected.lines} accepted`,
    ),
    ...differs(
      paid.total === expected.total,
      `baris senilai ${formatRupiah(paid.total)} dibayar, yang diterima ${formatRupiah(expected.total)}`,
      `lines of ${formatRupiah(paid.total)} paid, ${formatRupiah(expected.total)} accepted`,
    ),
    ...differs(
      canonicalJson(byAllocation(head, paid)) === canonicalJson(expected.byAllocation),
      'rekening baris yang dibayar bukan yang diterima',
      'the accounts of the paid lines are not those accepted',
    ),
  ];
}

async function journalDifferences(table: Table, head: BatchHead): Promise<Text[]> {
  const disbursed = await journalBalance(table, head, 'disbursed');
  const committed = await journalBalance(table, head, 'committed');
  const expected = head.accepted?.byAllocation ?? {};
  return [
    ...differs(
      canonicalJson(disbursed) === canonicalJson(expected),
      `jurnal membayar ${listAmounts(disbursed)}, yang diterima ${listAmounts(expected)}`,
      `the journal paid ${listAmounts(disbursed)}, accepted were ${listAmounts(expected)}`,
    ),
    ...differs(
      Object.keys(committed).length === 0,
      `jurnal masih mencatat ${listAmounts(committed)} belum dibayar`,
      `the journal still holds ${listAmounts(committed)} unpaid`,
    ),
  ];
}

function factDifferences({ facts, accepted, reversed, credits }: BatchHead): Text[] {
  const premiums = (accepted?.total ?? 0) + (reversed?.total ?? 0);
  // Without an accepted line there was nothing to bill.
  if (premiums === 0) return [];
  const total = premiums - (credits?.total ?? 0);
  return FACTS.map(({ fact, ...name }) => ({ name, amount: facts?.[fact]?.amount ?? 0 })).flatMap(({ name, amount }) =>
    differs(
      amount === total,
      `${name.id} ${formatRupiah(amount)}, baris yang diterima dikurangi kelebihan bayar ${formatRupiah(total)}`,
      `the ${name.en} is ${formatRupiah(amount)}, the accepted lines less the credits are ${formatRupiah(total)}`,
    ),
  );
}

const FACTS = [
  { fact: 'billed', id: 'tagihan', en: 'bill' },
  { fact: 'sp2d', id: 'SP2D', en: 'SP2D' },
  { fact: 'paid', id: 'pembayaran', en: 'payment' },
] as const;
