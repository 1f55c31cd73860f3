import * as z from 'zod';
import type { BatchStatus } from '../batch/lifecycle.ts';
import { RefusedError } from '../errors.ts';
import { ZERO_RUPIAH, formatRupiah, rupiah, rupiahSchema, sumRupiah } from '../money/money.ts';
import type { Rupiah } from '../money/money.ts';
import type { Text } from '../text.ts';

const reference = z.string().trim().min(3).max(100);
const day = z.iso.date();
const reason = z.string().trim().min(3).max(500);

/** Finance's payment facts, in their order. Amounts are whole rupiah, dates local days. */
export const factSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('billed'),
    kodeIuran: z.string().regex(/^\d{11}$/, 'must be the 11 digits of the kode iuran'),
    amount: rupiahSchema,
  }),
  z.object({ kind: z.literal('sp2d'), number: reference, date: day, amount: rupiahSchema }),
  z.object({
    kind: z.literal('paid'),
    bankReference: reference,
    date: day,
    amount: rupiahSchema,
    /** Last local day on which the paid batch still waits for rejections and reversals; without it, it is settled at once. */
    holdUntil: day.optional(),
  }),
  /** The bank took a payment back. */
  z.object({ kind: z.literal('reversed'), bankReference: reference, date: day, reason }),
  /** BPJS TK has nothing more to say about a paid batch: the waiting ends before its last day. */
  z.object({ kind: z.literal('confirmed') }),
]);
export type Fact = z.infer<typeof factSchema>;
type FactOf<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;
type MoneyFact = FactOf<'billed' | 'sp2d' | 'paid'>;

/** The status a batch must have for each fact of money; the fact brings it to the status of its own name. */
export const FACT_FOLLOWS: Readonly<Record<MoneyFact['kind'], BatchStatus>> = {
  billed: 'answered',
  sp2d: 'billed',
  paid: 'sp2d',
};

type Stored<Kind extends 'billed' | 'sp2d'> = Omit<FactOf<Kind>, 'kind'>;
type StoredPayment = Omit<FactOf<'paid'>, 'kind' | 'holdUntil'> & { readonly reversed?: unknown };

/** A batch as a fact meets it. */
export interface FactTarget {
  readonly status: BatchStatus;
  /** An answer file is being applied, or lines are being carried: nothing else is accepted until that is done. */
  readonly isApplying: boolean;
  /** Settling has begun. */
  readonly isSettling?: boolean;
  /** Some of its lines were rejected after the payment. */
  readonly hasReversedLines?: boolean;
  readonly acceptedTotal: Rupiah | undefined;
  /** What the bill takes of earlier payments' credits. */
  readonly credit?: Rupiah;
  readonly facts: {
    readonly billed?: Stored<'billed'> | undefined;
    readonly sp2d?: Stored<'sp2d'> | undefined;
    readonly payments?: readonly StoredPayment[] | undefined;
  };
}

/**
 * `enter`: the fact fits and may be stored. `same`: exactly this fact stands already.
 * @throws RefusedError when it comes out of order, twice with other content, or with an amount that does not agree
 */
export function judgeFact(target: FactTarget, fact: Fact): 'enter' | 'same' {
  if (fact.kind === 'confirmed') return judgeConfirmation(target);
  if (fact.kind === 'reversed') return judgeReversal(target, fact);
  const stored = fact.kind === 'paid' ? paymentOf(target, fact.bankReference) : target.facts[fact.kind];
  if (stored !== undefined) {
    if (isSameFact(stored, fact)) return 'same';
    throw conflict('fact-entered-already', {
      id: 'Data ini sudah pernah diisi dengan isi lain; data yang tersimpan tidak diubah.',
      en: 'This fact was entered before with other content; what is stored stays.',
    });
  }
  requireNotApplying(target);
  requireStatus(target, FACT_FOLLOWS[fact.kind]);
  requireAmount(target, fact);
  return 'enter';
}

/** The payment under this reference that the bank has not taken back. */
export function paymentOf(target: Pick<FactTarget, 'facts'>, bankReference: string): StoredPayment | undefined {
  return target.facts.payments?.find(
    (payment) => payment.bankReference === bankReference && payment.reversed === undefined,
  );
}

/** Rupiah of all payments that stand. */
export function paidSoFar({ facts }: Pick<FactTarget, 'facts'>): Rupiah {
  return sumRupiah((facts.payments ?? []).filter((one) => one.reversed === undefined).map(({ amount }) => amount));
}

/** A bill must equal the accepted lines less the credits, an SP2D the bill; payments may come in parts up to the SP2D. */
function requireAmount(target: FactTarget, fact: MoneyFact): void {
  const expected = expectedAmount(target, fact.kind);
  const isPart = fact.kind === 'paid' && expected !== undefined && fact.amount > 0 && fact.amount < expected;
  if (fact.amount === expected || isPart) return;
  throw conflict('amounts-disagree', {
    id: `Jumlah ${formatRupiah(fact.amount)} tidak sama dengan ${formatRupiah(expected ?? 0)} yang seharusnya.`,
    en: `The amount ${formatRupiah(fact.amount)} is not the expected ${formatRupiah(expected ?? 0)}.`,
  });
}

/** Rupiah that this fact must come to, once what it follows is known; of a payment, all that is still to be paid. */
export function expectedAmount(
  target: Pick<FactTarget, 'acceptedTotal' | 'credit' | 'facts'>,
  kind: MoneyFact['kind'],
): Rupiah | undefined {
  const { acceptedTotal, credit, facts } = target;
  switch (kind) {
    case 'billed':
      return acceptedTotal === undefined ? undefined : rupiah(acceptedTotal - (credit ?? ZERO_RUPIAH));
    case 'sp2d':
      return facts.billed?.amount;
    case 'paid':
      return facts.sp2d === undefined ? undefined : rupiah(facts.sp2d.amount - paidSoFar(target));
  }
}

function judgeReversal(target: FactTarget, fact: FactOf<'reversed'>): 'enter' | 'same' {
  const { bankReference } = fact;
  if (paymentOf(target, bankReference) === undefined) {
    if (target.facts.payments?.some((payment) => payment.bankReference === bankReference) === true) return 'same';
    throw new RefusedError({
      code: 'payment-unknown',
      kind: 'conflict',
      field: 'body.bankReference',
      text: {
        id: `Tidak ada pembayaran dengan referensi bank ${bankReference} pada batch ini.`,
        en: `This batch has no payment with the bank reference ${bankReference}.`,
      },
    });
  }
  requireNotApplying(target);
  if (target.status !== 'sp2d') requireStatus(target, 'paid');
  if (target.hasReversedLines === true)
    throw conflict('payment-partly-rejected', {
      id: 'Sebagian baris sudah ditolak setelah pembayaran ini; jumlahnya menjadi kelebihan bayar dan pembayaran tidak dapat dibatalkan lagi.',
      en: 'Lines were rejected after this payment; their amount is a credit, and the payment can no longer be reversed.',
    });
  return 'enter';
}

function judgeConfirmation(target: FactTarget): 'enter' | 'same' {
  if (target.isSettling === true) return 'same';
  requireNotApplying(target);
  requireStatus(target, 'paid');
  return 'enter';
}

function requireNotApplying({ isApplying }: FactTarget): void {
  if (!isApplying) return;
  throw conflict('answers-being-applied', {
    id: 'Berkas jawaban sedang diproses. Tunggu sampai selesai, lalu coba lagi.',
    en: 'An answer file is being applied. Wait until that is done, then try again.',
  });
}

function requireStatus(target: FactTarget, expected: BatchStatus): void {
  if (target.status === expected && target.isSettling !== true) return;
  throw conflict('fact-out-of-order', {
    id: `Data ini diisi saat batch berstatus ${expected}; sekarang statusnya ${target.status}.`,
    en: `This fact is entered while the batch is ${expected}; it is ${target.status} now.`,
  });
}

function isSameFact(stored: Readonly<Record<string, unknown>>, fact: Fact): boolean {
  return Object.entries(fact).every(
    ([name, value]) => name === 'kind' || name === 'holdUntil' || name === 'paper' || stored[name] === value,
  );
}

function conflict(code: string, text: Text): RefusedError {
  return new RefusedError({ code, kind: 'conflict', text });
}
