import type { Batch, FactBody } from '../../../api/batches.ts';
import { parseRupiah } from '../../../format/parse-rupiah.ts';
import { compareAmount } from './amount.ts';
import type { Comparison } from './amount.ts';

export type FactKind = NonNullable<Batch['next']['fact']>;

/** What stands in the form, as it was typed. */
export interface FactFields {
  /** Kode iuran, number of the SP2D or bank reference. */
  readonly reference: string;
  readonly date: string;
  readonly amount: string;
  readonly holdUntil: string;
}

export const NO_FIELDS: FactFields = { reference: '', date: '', amount: '', holdUntil: '' };
const KODE_IURAN = /^\d{11}$/;
const SHORTEST_REFERENCE = 3;

export type FactProblem = 'kodeIuran' | 'reference' | 'date' | 'amount' | 'holdUntil';
export type FactProblems = Readonly<Partial<Record<keyof FactFields, FactProblem>>>;

export const comparisonOf = (kind: FactKind, fields: FactFields, expected: number): Comparison =>
  compareAmount(fields.amount, expected, kind === 'paid');

/** What is wrong with each field; the server holds the fact against the batch once more. */
export function problemsOf(kind: FactKind, fields: FactFields, expected: number): FactProblems {
  const { reference, date, holdUntil } = fields;
  const { verdict } = comparisonOf(kind, fields, expected);
  const isReference =
    kind === 'billed' ? KODE_IURAN.test(reference.trim()) : reference.trim().length >= SHORTEST_REFERENCE;
  return {
    ...(!isReference && { reference: kind === 'billed' ? 'kodeIuran' : 'reference' }),
    ...(kind !== 'billed' && date === '' && { date: 'date' }),
    ...(verdict !== 'equal' && verdict !== 'part' && { amount: 'amount' }),
    ...(kind === 'paid' && holdUntil !== '' && holdUntil < date && { holdUntil: 'holdUntil' }),
  };
}

/** The fact as the API takes it. Amounts are whole rupiah. */
export function factOf(kind: FactKind, fields: FactFields): FactBody {
  const { date, holdUntil } = fields;
  const reference = fields.reference.trim();
  const amount = parseRupiah(fields.amount) ?? 0;
  switch (kind) {
    case 'billed':
      return { kind, kodeIuran: reference, amount };
    case 'sp2d':
      return { kind, number: reference, date, amount };
    case 'paid':
      return { kind, bankReference: reference, date, amount, ...(holdUntil !== '' && { holdUntil }) };
  }
}
