import type { Batch } from '../../../api/batches.ts';

interface AmountEntry {
  readonly name:
    | 'sealed'
    | 'carriedIn'
    | 'accepted'
    | 'rejected'
    | 'pending'
    | 'carriedOut'
    | 'credits'
    | 'billed'
    | 'sp2d'
    | 'paid'
    | 'reversed';
  /** Whole rupiah. */
  readonly amount?: number | undefined;
  readonly lines?: number | undefined;
  /** Kode iuran, number of the SP2D or bank reference. */
  readonly reference?: string | undefined;
}

const sumOf = (name: AmountEntry['name'], sum: { lines: number; total: number } | undefined): AmountEntry[] =>
  sum === undefined || sum.lines === 0 ? [] : [{ name, lines: sum.lines, amount: sum.total }];

/** What the batch has of amounts, in the order in which they come about. */
export function amountsOf(batch: Batch): AmountEntry[] {
  const { lines, total, accepted, rejected, reversed, carriedIn, carriedOut, credits, pendingLines } = batch;
  const { billed, sp2d, payments = [] } = batch.facts ?? {};
  const paid = payments.filter((payment) => payment.reversed === undefined);
  const sumPaid = paid.reduce((sum, { amount }) => sum + amount, 0);
  return [
    ...(total === undefined ? [] : [{ name: 'sealed' as const, amount: total, lines }]),
    ...sumOf('carriedIn', carriedIn),
    ...sumOf('accepted', accepted),
    ...sumOf('rejected', rejected),
    ...(pendingLines === undefined || pendingLines === 0 ? [] : [{ name: 'pending' as const, lines: pendingLines }]),
    ...sumOf('carriedOut', carriedOut),
    ...(credits === undefined || credits.total === 0 ? [] : [{ name: 'credits' as const, amount: credits.total }]),
    ...(billed === undefined ? [] : [{ name: 'billed' as const, amount: billed.amount, reference: billed.kodeIuran }]),
    ...(sp2d === undefined ? [] : [{ name: 'sp2d' as const, amount: sp2d.amount, reference: sp2d.number }]),
    ...(paid.length === 0
      ? []
      : [
          {
            name: 'paid' as const,
            amount: sumPaid,
            reference: paid.map(({ bankReference }) => bankReference).join(', '),
          },
        ]),
    ...sumOf('reversed', reversed),
  ];
}
