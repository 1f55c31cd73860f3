import { programmeAmounts } from '../../../domain/batch/tally.ts';
import type { BankReport } from '../../../domain/configuration/bank-report.ts';
import { maskNik } from '../../../domain/nik/nik.ts';
import type { AnswerCell } from '../../../domain/payment/answer-cells.ts';
import { bankCells, readBankHeader } from '../../../domain/payment/bank-columns.ts';
import type { BankColumn } from '../../../domain/payment/bank-columns.ts';
import { readBankRow } from '../../../domain/payment/bank-row.ts';
import { bankOutcome } from '../../../domain/payment/bank-verdict.ts';
import type { BilledBatch } from '../../../domain/payment/bank-verdict.ts';
import { toldHeading } from './file-row.ts';
import type { LineChange, ReadRow, ToldCell } from './file-row.ts';
import type { IndexedLine } from './line-index.ts';

/**
 * Reads a bank's report of premiums that it took; undefined when the headings are those of another kind of file.
 * @throws RefusedError when a column of the report is missing or stands twice
 */
export function openBankSheet(
  headings: readonly AnswerCell[],
  report: BankReport | undefined,
  batch: BilledBatch,
): ReadRow | undefined {
  const columns = report === undefined ? undefined : readBankHeader(headings, report);
  if (columns === undefined) return undefined;
  return (cells) => {
    const row = readBankRow(bankCells(cells), columns);
    const told = (column: BankColumn): ToldCell => {
      const text = row.textIn(column);
      const value = text === undefined || column !== 'id' ? text : maskNik(text);
      return { column: toldHeading(headings, columns[column]), value };
    };
    return {
      nik: row.nik,
      lineId: row.id,
      participant: row.id,
      word: row.reference ?? '',
      saysCovered: false,
      name: told('id'),
      judge: (lines) => {
        const billed = lines.map(({ status, price }) => ({ status, amounts: programmeAmounts(price) }));
        const { outcome, column } = bankOutcome(billed, row, batch);
        const cell = column === undefined ? undefined : told(column);
        return { outcome, cell, changes: outcome === 'accepted' ? acceptances(lines) : [] };
      },
    };
  };
}

function acceptances(lines: readonly IndexedLine[]): LineChange[] {
  return lines
    .filter(({ status }) => status === 'pending')
    .map((line) => ({ line, answer: { row: line.row, verdict: 'accepted' as const } }));
}
