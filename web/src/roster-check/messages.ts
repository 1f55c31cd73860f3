import type { RosterComparison } from '../../../domain/request/compare-rosters.ts';
import type { RowProblem, RowWarning } from '../../../domain/roster/problems.ts';
import type { RosterHeader } from '../../../domain/roster/columns.ts';
import type { Occupation } from '../../../domain/roster/roster-row.ts';
import type { Text } from '../../../domain/text.ts';

/** What goes into the worker and comes out of it: plain data and blobs, which the browser copies between threads. */
export interface RulesData {
  /** The regency's local day. */
  readonly today: string;
  readonly knownVillages: readonly string[];
  readonly allowedVillages: readonly string[];
  readonly occupations: readonly Occupation[];
}

/** Rows as corrected by hand, by their number in the file; without cells the row is taken out. */
export type Corrections = ReadonlyMap<number, readonly string[]>;

/** CSV or XLSX, with what was corrected in it. */
export interface RosterContent {
  readonly file: Blob;
  readonly corrections: Corrections;
}

export interface CheckOrder extends RosterContent {
  readonly rules: RulesData;
  /** Of the revision before: what differs from it is told once the check is through. */
  readonly earlier?: RosterContent | undefined;
}

/** A bad row with its cells as they are now. */
export interface FoundRow {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  readonly problems: readonly RowProblem[];
}

export interface Found {
  readonly headings: readonly string[];
  readonly positions: RosterHeader['positions'];
  readonly good: number;
  readonly bad: number;
  /** The first of them; a file may have more than a person would look at. */
  readonly badRows: readonly FoundRow[];
  /** The first of them. */
  readonly warnings: readonly RowWarning[];
  readonly warned: number;
  /** All bad rows with their reasons, to correct and hand in again. */
  readonly badRowsCsv: Blob | undefined;
  /** The whole file with the corrections in it; absent when there are none. */
  readonly corrected: Blob | undefined;
}

export interface Progress {
  readonly rows: number;
  /** Of the file, between 0 and 1; unknown while a workbook is read, which is one piece. */
  readonly part: number | undefined;
}

/** What differs from the revision before, among good rows, as the system compares them. */
export interface RosterChanges extends RosterComparison {
  readonly badBefore: number;
  readonly badNow: number;
}

export type CheckAnswer =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'refused'; readonly text: Text }
  /** Follows `found` when there is an earlier roster; without changes when that one cannot be read any more. */
  | { readonly kind: 'compared'; readonly changes: RosterChanges | undefined }
  /** The check itself failed, e.g. for want of memory. */
  | { readonly kind: 'broken' };
