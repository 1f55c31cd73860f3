import { CsvError, parse } from 'csv-parse';
import { isBlank } from './cell-text.ts';
import { concat, decodeText } from './decode-text.ts';
import { delimiterOf, endOfFirstFilledLine, namedDelimiter } from './delimiter.ts';
import { refuseRoster } from './refusals.ts';
import type { RawRow } from './roster-row.ts';

/** What one Excel sheet holds; a file with more rows, be they blank, came from no officer's desk. */
const SHEET_ROWS = 1_048_576;
/** Longest record; a quotation mark that is never closed would otherwise swallow the rest of the file. */
const MAX_RECORD_BYTES = 64 * 1024;
/** The header must end within this many bytes. */
const MAX_HEADER_BYTES = 64 * 1024;

/**
 * Reads a CSV of any usual kind: comma, semicolon, tab or bar (told by the header), CRLF, CR or LF, UTF-8, UTF-16 or
 * Windows-1252, quoted cells with line breaks, with or without a byte order mark. Blank rows are left out but counted,
 * so `rowNumber` is the row that Excel shows.
 *
 * Rows come in batches, one per chunk of input: handing over single rows through an async iterator costs as much as
 * judging them.
 * @throws RosterRefusedError `broken-quotes`, `not-a-text-file`.
 */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<readonly RawRow[]> {
  let parser: RecordParser | undefined;
  let start: Uint8Array = new Uint8Array(0);
  for await (const chunk of decodeText(chunks)) {
    if (parser === undefined) {
      start = concat(start, chunk);
      const headerEnd = endOfFirstFilledLine(start);
      if (headerEnd < 0 && start.length < MAX_HEADER_BYTES) continue;
      parser = createRecordParser(start, headerEnd);
    } else parser.write(chunk);
    const rows = parser.take();
    if (rows.length > 0) yield rows;
  }
  parser ??= createRecordParser(start, endOfFirstFilledLine(start));
  const rows = await parser.end();
  if (rows.length > 0) yield rows;
}

interface RecordParser {
  write(chunk: Uint8Array): void;
  take(): readonly RawRow[];
  end(): Promise<readonly RawRow[]>;
}

/** Feeds `start` to csv-parse with the delimiter that its first filled line shows. */
function createRecordParser(start: Uint8Array, headerEnd: number): RecordParser {
  const header = start.subarray(0, headerEnd < 0 ? start.length : headerEnd);
  const named = namedDelimiter(header);
  const delimiter = named ?? delimiterOf(header);
  let rows: RawRow[] = [];
  let rowNumber = 0;
  let failure: unknown;
  const parser = parse({
    delimiter,
    record_delimiter: '\n',
    // Each row of another length costs csv-parse an error object: millions of empty lines must not become rows.
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_RECORD_BYTES,
    // Collecting here and pushing nothing leaves the readable side of the stream, and its queue, out of the way.
    on_record: (cells: string[], { records, empty_lines }) => {
      rowNumber = records + empty_lines;
      if (!cells.every(isBlank)) rows.push({ rowNumber, cells });
      return null;
    },
  });
  const finished = new Promise<void>((resolve) => {
    parser.on('end', resolve);
    parser.on('error', (error) => {
      failure = error;
      resolve();
    });
  });
  const take = (): readonly RawRow[] => {
    if (failure !== undefined) throw asRefusal(failure, rowNumber + 1);
    if (rowNumber > SHEET_ROWS) throw refuseRoster('too-many-rows', { row: rowNumber });
    const taken = rows;
    rows = [];
    return taken;
  };
  const write = (chunk: Uint8Array): void => {
    if (failure === undefined && chunk.length > 0) parser.write(chunk);
  };
  write(named === undefined ? start : start.subarray(headerEnd < 0 ? start.length : headerEnd));
  const end = async (): Promise<readonly RawRow[]> => {
    parser.end();
    parser.resume();
    await finished;
    return take();
  };
  return { write, take, end };
}

function asRefusal(failure: unknown, row: number): unknown {
  return failure instanceof CsvError ? refuseRoster('broken-quotes', { row, cause: failure }) : failure;
}
