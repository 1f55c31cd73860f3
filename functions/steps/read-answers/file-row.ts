import type { Nik } from '../../../domain/nik/nik.ts';
import type { AnswerCell } from '../../../domain/payment/answer-cells.ts';
import type { AnswerOutcome } from '../../../domain/payment/answer-verdict.ts';
import type { LineAnswer } from '../../adapters/dynamodb/answer-records.ts';
import type { IndexedLine } from './line-index.ts';

/** A cell of a row as its report tells it: heading and content; digits of a NIK are masked. */
export interface ToldCell {
  readonly column: string | undefined;
  readonly value: string | undefined;
}

export interface LineChange {
  readonly line: IndexedLine;
  readonly answer: LineAnswer;
}

/** What becomes of a row. `cell`: the one that decided it; none where the whole row did. */
export interface RowVerdict {
  readonly outcome: AnswerOutcome;
  readonly cell?: ToldCell | undefined;
  /** The lines it changes: none unless the outcome accepts or rejects. */
  readonly changes: readonly LineChange[];
}

/** A row of either kind of file, BPJS TK's answers or a bank's report: whom it names and what it says of their lines. */
export interface FileRow {
  readonly nik: Nik | undefined;
  /** Our line id. */
  readonly lineId: string | undefined;
  /** The number that BPJS TK gave the worker, where rows go by it. */
  readonly participant?: string | undefined;
  readonly word: string;
  /** BPJS TK says that it knows the worker already: the ledger is asked. */
  readonly saysCovered: boolean;
  /** The cell that names the lines. */
  readonly name: ToldCell;
  readonly judge: (lines: readonly IndexedLine[], isCovered: boolean) => RowVerdict;
}

export type ReadRow = (cells: readonly AnswerCell[]) => FileRow;

export function toldHeading(headings: readonly AnswerCell[], index: number | undefined): string | undefined {
  return index === undefined ? undefined : String(headings[index] ?? '');
}
