import { concat } from './decode-text.ts';
import { readCsv } from './read-csv.ts';
import { MAX_CSV_BYTES, refuseRoster } from './refusals.ts';
import type { RawRow } from './roster-row.ts';

/** What the upload claims to be; `auto` believes the bytes alone. A workbook is always told by its bytes. */
export type RowFormat = 'csv' | 'xlsx' | 'auto';

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];
const MAGIC_LENGTH = 4;
/** Name of the stream in which Office keeps an encrypted workbook, UTF-16LE. */
const ENCRYPTED_PACKAGE = 'EncryptedPackage';

/**
 * The filled rows of a CSV or XLSX file, in batches, told apart by the first bytes.
 * @throws RosterRefusedError for files that are neither, too large, damaged or protected.
 */
export async function* openRows(
  source: AsyncIterable<Uint8Array>,
  format: RowFormat = 'auto',
): AsyncGenerator<readonly RawRow[]> {
  const { start, all } = await peek(source);
  if (startsWith(start, COMPOUND_FILE)) throw await refuseCompoundFile(all);
  if (startsWith(start, ZIP)) {
    // Loaded only for a workbook: the reader of workbooks is the largest part of a function that mostly sees CSV.
    const { readXlsx } = await import('./read-xlsx.ts');
    yield* readXlsx(all);
  } else if (format === 'xlsx' && start.length > 0) throw refuseRoster('workbook-corrupt');
  else yield* readCsv(bounded(all, MAX_CSV_BYTES));
}

/** The first bytes, and the whole stream again. */
async function peek(source: AsyncIterable<Uint8Array>): Promise<{ start: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  let start: Uint8Array = new Uint8Array(0);
  while (start.length < MAGIC_LENGTH) {
    const next = await iterator.next();
    if (next.done === true) break;
    start = start.length === 0 ? next.value : concat(start, next.value);
  }
  return { start, all: resume(start, iterator) };
}

async function* resume(start: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (start.length > 0) yield start;
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

async function* bounded(source: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > limit) throw refuseRoster('file-too-large', { limit });
    yield chunk;
  }
}

/** OLE compound files are password-protected workbooks or the old .xls; the directory names the encrypted stream. */
async function refuseCompoundFile(all: AsyncIterable<Uint8Array>): Promise<Error> {
  const needle = Uint8Array.from(ENCRYPTED_PACKAGE, (letter) => letter.charCodeAt(0));
  let tail: Uint8Array = new Uint8Array(0);
  for await (const chunk of bounded(all, MAX_CSV_BYTES)) {
    const letters = concat(tail, chunk);
    if (holdsWide(letters, needle)) return refuseRoster('workbook-protected');
    tail = letters.slice(-2 * needle.length);
  }
  return refuseRoster('workbook-old-format');
}

/** True when the letters stand in `bytes` as UTF-16LE. */
function holdsWide(bytes: Uint8Array, letters: Uint8Array): boolean {
  for (let at = bytes.indexOf(letters[0] ?? 0); at >= 0; at = bytes.indexOf(letters[0] ?? 0, at + 1)) {
    if (letters.every((letter, index) => bytes[at + 2 * index] === letter && bytes[at + 2 * index + 1] === 0))
      return true;
  }
  return false;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
