import type { RecapPaper } from '../../domain/configuration/files.ts';
import { rupiah } from '../../domain/money/money.ts';
import type { Rupiah } from '../../domain/money/money.ts';
import type { Period } from '../../domain/period/period.ts';
import { PROGRAMMES } from '../../domain/programme/programme.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { Recap } from './recap.ts';

export interface RecapAccount {
  readonly programme: Programme;
  readonly allocationId: string;
  readonly accountCode: string;
}

/** Everything that stands on a recap, whatever its format. */
export interface RecapContent {
  readonly batch: {
    readonly batchId: string;
    /** Gap-free number of the fiscal year. */
    readonly number: number;
    readonly fiscalYear: number;
    readonly wadah: string;
    readonly source: string;
    readonly period: Period;
    /** `YYYY-MM-DD` */
    readonly dueDate: string;
  };
  readonly accounts: readonly RecapAccount[];
  /** Kecamatan and village names by code. */
  readonly placeNames: ReadonlyMap<string, string>;
  readonly paper: RecapPaper;
  readonly recap: Recap;
}

export interface AccountRow extends RecapAccount {
  readonly programmeName: string;
  readonly workers: number;
  readonly amount: Rupiah;
}

/** A kecamatan with the sum of its villages, or a village. Whole rupiah. */
export interface PlaceRow {
  readonly kind: 'kecamatan' | 'desa';
  readonly code: string;
  readonly name: string;
  readonly workers: number;
  /** In the order of PROGRAMMES. */
  readonly amounts: readonly number[];
  readonly total: Rupiah;
}

const PROGRAMME_NAMES: Readonly<Record<Programme, string>> = {
  JKK: 'Jaminan Kecelakaan Kerja (JKK)',
  JKM: 'Jaminan Kematian (JKM)',
  JHT: 'Jaminan Hari Tua (JHT)',
};

export function accountRows({ accounts, recap }: Pick<RecapContent, 'accounts' | 'recap'>): AccountRow[] {
  return accounts.map((account) => ({
    ...account,
    programmeName: PROGRAMME_NAMES[account.programme],
    workers: recap.workers.get(account.programme) ?? 0,
    amount: recap.whole.byProgramme[account.programme] ?? rupiah(0),
  }));
}

/** In order of code: a kecamatan stands before its villages. */
export function placeRows({ recap, placeNames }: Pick<RecapContent, 'recap' | 'placeNames'>): PlaceRow[] {
  return [...recap.places].map(([code, { lines, byProgramme, total }]) => ({
    kind: code.length === KECAMATAN_CODE ? 'kecamatan' : 'desa',
    code,
    name: placeNames.get(code) ?? '',
    workers: lines,
    amounts: PROGRAMMES.map((programme) => byProgramme[programme] ?? 0),
    total,
  }));
}

/** Length of `14.10.01`. */
const KECAMATAN_CODE = 8;
