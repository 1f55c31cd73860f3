import type { RowProblemCode } from '../../domain/roster/problems.ts';
import { dayFirst, inventNik } from './worker.ts';
import type { TypedWorker, WorkerContext } from './worker.ts';

/** Where a row of a sample roster ends. */
export type ExpectedOutcome =
  | { readonly kind: 'good' }
  /** The parser refuses the row with exactly this problem. */
  | { readonly kind: 'bad'; readonly code: RowProblemCode }
  /** The parser takes the row, this eligibility rule refuses the worker. */
  | { readonly kind: 'ineligible'; readonly ruleId: string };

export interface Mistake {
  readonly expected: ExpectedOutcome;
  /** Spoils a good worker; undefined when it cannot (a duplicate needs an earlier row). */
  spoil(worker: TypedWorker, context: WorkerContext, earlierNik: string | undefined): TypedWorker | undefined;
}

/** What officers get wrong, each in the way it happens; taken in turn, so that every kind is in a small file too. */
export const MISTAKES: readonly Mistake[] = [
  bad('date-impossible', (worker) => ({ ...worker, tanggal_lahir: '31/02/1980' })),
  bad('nik-digits-lost', (worker) => ({ ...worker, nik: worker.nik.slice(0, 15) })),
  bad('nik-duplicate', (worker, earlier) => earlier && { ...worker, nik: earlier }),
  bad('nik-scientific', (worker) => ({ ...worker, nik: '1.41E+15' })),
  bad('village-unknown', (worker) => ({ ...worker, kode_desa: '14.10.99.2001' })),
  bad('required-empty', (worker) => ({ ...worker, nama: '' })),
  bad('sex-unknown', (worker) => ({ ...worker, jenis_kelamin: 'Janda' })),
  { expected: { kind: 'ineligible', ruleId: 'age-window-at-registration' }, spoil: growOld },
  bad('nik-duplicate', (worker, earlier) => earlier && { ...worker, nik: spaced(earlier) }),
  bad('date-future', (worker) => ({ ...worker, tanggal_lahir: '01/01/2199' })),
  bad('income-format', (worker) => ({ ...worker, penghasilan: 'dua juta' })),
  bad('date-format', (worker) => ({ ...worker, tanggal_lahir: '12-Agt-80' })),
  bad('decile-range', (worker) => ({ ...worker, desil_dtsen: '11' })),
  bad('nik-not-digits', (worker) => ({ ...worker, nik: `${worker.nik.slice(0, 15)}O` })),
  bad('nik-shape', (worker) => ({ ...worker, nik: `${worker.nik.slice(0, 8)}13${worker.nik.slice(10)}` })),
  bad('village-format', (worker) => ({ ...worker, kode_desa: '1410020' })),
];

function bad(
  code: RowProblemCode,
  change: (worker: TypedWorker, earlier: string | undefined) => TypedWorker | '' | undefined,
): Mistake {
  return {
    expected: { kind: 'bad', code },
    spoil: (worker, _context, earlier) => change(worker, earlier) || undefined,
  };
}

/** Seventy on 1 January 2027, with a NIK to match. */
function growOld(worker: TypedWorker, context: WorkerContext): TypedWorker {
  const birth = new Date(Date.UTC(1956, context.random.between(0, 11), context.random.between(1, 28)));
  const nik = inventNik(context, { birth, isWoman: worker.jenis_kelamin === 'P', village: worker.kode_desa });
  return { ...worker, nik, tanggal_lahir: dayFirst(birth) };
}

function spaced(nik: string): string {
  return `${nik.slice(0, 6)}.${nik.slice(6, 12)} ${nik.slice(12)}`;
}
