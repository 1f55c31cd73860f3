import { maskNik } from '../nik/nik.ts';
import { problemText, warningText } from './problems.ts';
import type { RemarkDetail, RowProblem, RowProblemCode, RowWarning, RowWarningCode } from './problems.ts';
import type { RosterColumn } from './template.ts';

const SHOWN_LENGTH = 60;
const NONE: readonly never[] = [];

/** Collects what is said about one row. Nearly every row is good, so nothing is allocated until something is said. */
export class RowReport {
  readonly rowNumber: number;
  problems: readonly RowProblem[] = NONE;
  warnings: readonly RowWarning[] = NONE;

  constructor(rowNumber: number) {
    this.rowNumber = rowNumber;
  }

  /** Returns undefined so that a reader can `return report.problem(…)`. */
  problem(
    column: RosterColumn | null,
    code: RowProblemCode,
    { value, ...detail }: RemarkDetail & { readonly value?: string } = {},
  ): undefined {
    const problem: RowProblem = {
      rowNumber: this.rowNumber,
      column,
      code,
      text: problemText(code, detail),
      ...shown(column, value),
    };
    this.problems = [...this.problems, problem];
  }

  warn(column: RosterColumn, code: RowWarningCode, value: string): undefined {
    const warning: RowWarning = {
      rowNumber: this.rowNumber,
      column,
      code,
      text: warningText(code),
      ...shown(column, value),
    };
    this.warnings = [...this.warnings, warning];
  }
}

function shown(column: RosterColumn | null, value: string | undefined): { value?: string } {
  if (value === undefined || value === '') return {};
  const text = column === 'nik' ? maskNik(value) : value;
  return { value: text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text };
}
