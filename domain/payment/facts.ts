import * as z from 'zod';
import type { BatchStatus } from '../batch/lifecycle.ts';
import { RefusedError } from '../errors.ts';
import { formatRupiah, rupiahSchema } from '../money/money.ts';
import type { Rupiah } from '../money/money.ts';
import type { Text } from '../text.ts';

const reference = z.string().trim().min(3).max(100);
const day = z.iso.date();

/** Finance's payment facts, in their order. Amounts are whole rupiah, dates local days. */
export const factSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('billed'),
    kodeIuran: z.string().regex(/^\d{11}$/, 'must be the 11 digits of the kode iuran'),
    amount: rupiahSchema,
  }),
  z.object({ kind: z.literal('sp2d'), number: reference, date: day, amount: rupiahSchema }),
  z.object({ kind: z.literal('paid'), bankReference: reference, date: day, amount: rupiahSchema }),
]);
export type Fact = z.infer<typeof factSchema>;
export type FactKind = Fact['kind'];

/** The status a batch must have for each fact; the fact brings it to the status of its own name. */
export const FACT_FOLLOWS: Readonly<Record<FactKind, BatchStatus>> = {
  billed: 'answered',
  sp2d: 'billed',
  paid: 'sp2d',
};

type Stored<Kind extends FactKind> = Omit<Extract<Fact, { kind: Kind }>, 'kind'>;

/** A batch as a fact meets it. */
export interface FactTarget {
  readonly status: BatchStatus;
  /** An answer file is being applied: nothing else is accepted until that is done. */
  readonly isApplying: boolean;
  readonly acceptedTotal: Rupiah | undefined;
  readonly facts: {
    readonly billed?: Stored<'billed'> | undefined;
    readonly sp2d?: Stored<'sp2d'> | undefined;
    readonly paid?: Stored<'paid'> | undefined;
  };
}

/**
 * `enter`: the fact fits and may be stored. `same`: exactly this fact stands already.
 * @throws RefusedError when it comes out of order, twice with other content, or with an amount that does not agree
 */
export function judgeFact(target: FactTarget, fact: Fact): 'enter' | 'same' {
  const stored = target.facts[fact.kind];
  if (stored !== undefined) {
    if (isSameFact(stored, fact)) return 'same';
    throw conflict('fact-entered-already', {
      id: 'Data ini sudah pernah diisi dengan isi lain; data yang tersimpan tidak diubah.',
      en: 'This fact was entered before with other content; what is stored stays.',
    });
  }
  if (target.isApplying)
    throw conflict('answers-being-applied', {
      id: 'Berkas jawaban sedang diproses. Tunggu sampai selesai, lalu coba lagi.',
      en: 'An answer file is being applied. Wait until that is done, then try again.',
    });
  if (target.status !== FACT_FOLLOWS[fact.kind])
    throw conflict('fact-out-of-order', {
      id: `Data ini diisi saat batch berstatus ${FACT_FOLLOWS[fact.kind]}; sekarang statusnya ${target.status}.`,
      en: `This fact is entered while the batch is ${FACT_FOLLOWS[fact.kind]}; it is ${target.status} now.`,
    });
  const expected = expectedAmount(target, fact.kind);
  if (expected === undefined || fact.amount !== expected)
    throw conflict('amounts-disagree', {
      id: `Jumlah ${formatRupiah(fact.amount)} tidak sama dengan ${formatRupiah(expected ?? 0)} yang seharusnya.`,
      en: `The amount ${formatRupiah(fact.amount)} is not the expected ${formatRupiah(expected ?? 0)}.`,
    });
  return 'enter';
}

/** A bill must equal the accepted lines, an SP2D the bill, a payment the SP2D. */
function expectedAmount(target: FactTarget, kind: FactKind): Rupiah | undefined {
  switch (kind) {
    case 'billed':
      return target.acceptedTotal;
    case 'sp2d':
      return target.facts.billed?.amount;
    case 'paid':
      return target.facts.sp2d?.amount;
  }
}

function isSameFact(stored: Readonly<Record<string, unknown>>, fact: Fact): boolean {
  return Object.entries(fact).every(([name, value]) => name === 'kind' || stored[name] === value);
}

function conflict(code: string, text: Text): RefusedError {
  return new RefusedError({ code, kind: 'conflict', text });
}
