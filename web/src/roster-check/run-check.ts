import { parseRosterBatches } from '../../../domain/roster/parse-roster.ts';
import type { HeaderRow, RosterItem } from '../../../domain/roster/parse-roster.ts';
import type { RosterHeader } from '../../../domain/roster/columns.ts';
import type { RowWarning } from '../../../domain/roster/problems.ts';
import type { RawRow, RosterRow } from '../../../domain/roster/roster-row.ts';
import type { BadRow } from '../../../domain/roster/validate-row.ts';
import { writeBadRowsCsv } from '../../../domain/roster/write-bad-rows.ts';
import { openCorrectedFile } from './corrected-file.ts';
import type { CheckOrder, Corrections, Found, Progress, RulesData } from './messages.ts';

/** Of a file that is bad throughout; who has more than these corrects the file itself. */
const SHOWN_ROWS = 500;
const SHOWN_WARNINGS = 100;
const TELL_EVERY_MS = 100;

type Tell = (progress: Progress) => void;

/**
 * Judges a roster file row by row, with the corrections in place; `keep` takes its good rows.
 * @throws RosterRefusedError when the file is refused
 */
export async function runCheck(
  { file, rules, corrections }: CheckOrder,
  tell: Tell,
  keep?: (row: RosterRow) => void,
): Promise<Found> {
  const corrected = openCorrectedFile(rules.today);
  const tally = openTally();
  const reading = openReading(file, () => tally.rows(), tell);
  const correct = (raw: RawRow, header: RosterHeader): RawRow | null => {
    const row = correctedRow(raw, corrections);
    if (row !== null && corrections.size > 0) corrected.add(row, header);
    return row;
  };
  for await (const items of parseRosterBatches({ source: reading.source, rules: rulesOf(rules), correct })) {
    for (const item of items) {
      tally.add(item);
      if (item.kind === 'good') keep?.(item.row);
    }
    reading.tell();
  }
  return tally.found(corrections.size > 0 ? corrected.file() : undefined);
}

function correctedRow(raw: RawRow, corrections: Corrections): RawRow | null {
  const cells = corrections.get(raw.rowNumber);
  if (cells === undefined) return raw;
  return cells.length === 0 ? null : { rowNumber: raw.rowNumber, cells };
}

const rulesOf = ({ today, knownVillages, allowedVillages, occupations }: RulesData) => ({
  today,
  occupations,
  knownVillages: new Set(knownVillages),
  allowedVillages: new Set(allowedVillages),
});

/** The file's bytes, and from time to time how far the reading has come. */
function openReading(file: Blob, rows: () => number, tell: Tell) {
  let read = 0;
  let told = 0;
  async function* source(): AsyncGenerator<Uint8Array> {
    const reader = file.stream().getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      read += value.length;
      yield value;
    }
  }
  return {
    source: source(),
    tell: () => {
      const now = Date.now();
      if (now - told < TELL_EVERY_MS) return;
      told = now;
      // A workbook is read as a whole before its first row is.
      tell({ rows: rows(), part: read < file.size ? read / file.size : undefined });
    },
  };
}

function openTally() {
  let header: HeaderRow | undefined;
  let good = 0;
  let warned = 0;
  const bad: BadRow[] = [];
  const warnings: RowWarning[] = [];
  return {
    rows: () => good + bad.length,
    add: (item: RosterItem) => {
      if (item.kind === 'header') header = item;
      else if (item.kind === 'bad') bad.push(item);
      else {
        good += 1;
        warned += item.warnings.length > 0 ? 1 : 0;
        if (item.warnings.length > 0 && warnings.length < SHOWN_WARNINGS) warnings.push(...item.warnings);
      }
    },
    found: async (corrected: Blob | undefined): Promise<Found> => {
      if (header === undefined) throw new TypeError('a roster without a header was not refused');
      const { headings, positions } = header;
      const badRowsCsv = bad.length === 0 ? undefined : await csvOf({ headings }, bad);
      const badRows = bad
        .slice(0, SHOWN_ROWS)
        .map(({ rowNumber, cells, problems }) => ({ rowNumber, cells, problems }));
      return { headings, positions, good, bad: bad.length, badRows, warnings, warned, badRowsCsv, corrected };
    },
  };
}

async function csvOf(header: Pick<RosterHeader, 'headings'>, rows: readonly BadRow[]): Promise<Blob> {
  return new Blob(await Array.fromAsync(writeBadRowsCsv(header, rows)), { type: 'text/csv' });
}
