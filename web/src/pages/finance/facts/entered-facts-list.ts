import * as z from 'zod';
import { correctionSchema } from '../../../../../domain/payment/corrections.ts';
import type { Batch } from '../../../api/batches.ts';

type Facts = NonNullable<Batch['facts']>;
type Payment = NonNullable<Facts['payments']>[number];

/** A payment fact as it stands, in the order in which finance enters them. */
export interface EnteredFact {
  readonly kind: 'billed' | 'sp2d' | 'payment';
  /** Of its own among the batch's facts. */
  readonly key: string;
  /** Kode iuran, number of the SP2D or bank reference. */
  readonly reference: string;
  /** Local day; a bill has none. */
  readonly date: string | undefined;
  /** Whole rupiah. */
  readonly amount: number;
  readonly at: string;
  readonly by: string;
  /** SHA-256 of the scanned paper. */
  readonly paper: string | undefined;
  readonly reversed: Payment['reversed'];
}

/** Bill, SP2D and every payment, those that the bank took back among them. */
export function enteredFactsOf({ facts }: Pick<Batch, 'facts'>): readonly EnteredFact[] {
  const { billed, sp2d, payments = [] } = facts ?? {};
  const common = ({ amount, at, by, paper }: Pick<Payment, 'amount' | 'at' | 'by' | 'paper'>) => ({
    amount,
    at,
    by,
    paper: paper?.sha256,
  });
  return [
    ...(billed === undefined
      ? []
      : [factOf('billed', { ...common(billed), reference: billed.kodeIuran, date: undefined })]),
    ...(sp2d === undefined ? [] : [factOf('sp2d', { ...common(sp2d), reference: sp2d.number, date: sp2d.date })]),
    ...payments.map((payment) => {
      const { bankReference, date, reversed } = payment;
      return factOf('payment', { ...common(payment), reference: bankReference, date, reversed });
    }),
  ];
}

function factOf(
  kind: EnteredFact['kind'],
  values: Omit<EnteredFact, 'kind' | 'key' | 'reversed'> & { readonly reversed?: Payment['reversed'] },
): EnteredFact {
  return { reversed: undefined, ...values, kind, key: `${kind}-${values.at}` };
}

/** Of what another finance person put right: both values and why. */
const correctedSchema = z.object({
  fact: z.enum(['billed', 'sp2d', 'payment']),
  before: z.record(z.string(), z.string()),
  after: z.record(z.string(), z.string()),
  reason: z.string(),
  /** SHA-256 of the paper that came with it. */
  paper: z.string().optional(),
});

export interface CorrectedFact extends z.infer<typeof correctedSchema> {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
}

/** Every correction of the batch's facts, the latest first. */
export function correctionsOf({ timeline }: Pick<Batch, 'timeline'>): readonly CorrectedFact[] {
  return timeline
    .filter(({ type }) => type === 'fact-corrected')
    .flatMap(({ seq, at, by, data }) => {
      const read = correctedSchema.safeParse(data);
      return read.success ? [{ ...read.data, seq, at, by }] : [];
    })
    .toReversed();
}

export interface CorrectionFields {
  readonly reference: string;
  readonly date: string;
  readonly reason: string;
}

export type CorrectionBody = z.input<typeof correctionSchema> & { readonly reason: string };

/** Only what differs from what stands, as the API takes it; nothing when all is the same and no paper is added. */
export function correctionOf(
  fact: EnteredFact,
  fields: CorrectionFields,
  hasPaper: boolean,
): CorrectionBody | undefined {
  const typed = fields.reference.trim();
  const reference = typed === fact.reference ? undefined : typed;
  const date = fields.date === fact.date ? undefined : fields.date;
  const reason = fields.reason.trim();
  const isDated = fact.kind !== 'billed';
  if (reference === undefined && (!isDated || date === undefined) && !hasPaper) return undefined;
  switch (fact.kind) {
    case 'billed':
      return { fact: 'billed', kodeIuran: typed, reason };
    case 'sp2d':
      return { fact: 'sp2d', number: reference, date, reason };
    case 'payment':
      return { fact: 'payment', of: fact.reference, bankReference: reference, date, reason };
  }
}

export type CorrectionProblem = 'kodeIuran' | 'reference' | 'date' | 'reason' | 'same';
export type CorrectionProblems = Readonly<Partial<Record<keyof CorrectionFields, CorrectionProblem>>>;

const KODE_IURAN = /^\d{11}$/;
const SHORTEST = 3;

/** What is wrong with each field of a correction. */
export function correctionProblems(fact: EnteredFact, fields: CorrectionFields, hasPaper: boolean): CorrectionProblems {
  const reference = fields.reference.trim();
  const isReference = fact.kind === 'billed' ? KODE_IURAN.test(reference) : reference.length >= SHORTEST;
  const isSame = correctionOf(fact, fields, hasPaper) === undefined;
  return {
    ...(isSame && { reference: 'same' as const }),
    ...(!isReference && { reference: fact.kind === 'billed' ? ('kodeIuran' as const) : ('reference' as const) }),
    ...(fact.kind !== 'billed' && fields.date === '' && { date: 'date' as const }),
    ...(fields.reason.trim().length < SHORTEST && { reason: 'reason' as const }),
  };
}
