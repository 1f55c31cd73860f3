import { readHeader } from './columns.ts';
import type { RosterHeader } from './columns.ts';
import { openRows } from './open-rows.ts';
import type { RowFormat } from './open-rows.ts';
import { MAX_ROWS, refuseRoster } from './refusals.ts';
import type { RawRow } from './roster-row.ts';
import { createRowValidator } from './validate-row.ts';
import type { BadRow, GoodRow, RosterRules } from './validate-row.ts';

export interface ParseRosterInput {
  readonly source: AsyncIterable<Uint8Array>;
  /** `auto` unless stated. */
  readonly format?: RowFormat;
  readonly rules: RosterRules;
  /** Data rows allowed; `MAX_ROWS` unless stated. */
  readonly maxRows?: number;
  /** Sees each data row before it is judged, and gives what shall be judged in its place; null leaves it out. */
  readonly correct?: (raw: RawRow, header: RosterHeader) => RawRow | null;
}

/** Comes first, once. */
export interface HeaderRow extends RosterHeader {
  readonly kind: 'header';
}
export type RosterItem = HeaderRow | GoodRow | BadRow;

/**
 * Reads and judges a roster row by row: first the header, then each filled row as good or bad, in the file's order.
 * Memory grows only by the NIKs seen (and, for XLSX, by the file itself).
 * @throws RosterRefusedError when the whole file is refused; also after rows were handed over, so nothing that was
 * written for them may count before the iteration has ended.
 */
export async function* parseRoster(input: ParseRosterInput): AsyncGenerator<RosterItem> {
  for await (const batch of parseRosterBatches(input)) yield* batch;
}

/** The same in batches of a few hundred rows, for those who care about speed. */
export async function* parseRosterBatches(input: ParseRosterInput): AsyncGenerator<readonly RosterItem[]> {
  const maxRows = input.maxRows ?? MAX_ROWS;
  const correct = input.correct ?? ((raw: RawRow): RawRow => raw);
  let reading: { header: RosterHeader; judge: (raw: RawRow) => GoodRow | BadRow } | undefined;
  let count = 0;
  for await (const raws of openRows(input.source, input.format)) {
    const items: RosterItem[] = [];
    for (const raw of raws) {
      if (reading === undefined) {
        const header = readHeader(raw);
        reading = { header, judge: createRowValidator(header, input.rules) };
        items.push({ kind: 'header', ...header });
        continue;
      }
      count += 1;
      if (count > maxRows) throw refuseRoster('too-many-rows', { row: raw.rowNumber, limit: maxRows });
      const corrected = correct(raw, reading.header);
      if (corrected !== null) items.push(reading.judge(corrected));
    }
    yield items;
  }
  if (count === 0) throw refuseRoster('empty-roster');
}
