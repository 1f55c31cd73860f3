import { refuseRoster } from './refusals.ts';

const LF = 10;
const CR = 13;
/** A line longer than this is not carried over whole; the parser refuses such a record anyway. */
const LONGEST_CARRY = 1024 * 1024;

type StrictDecoder = InstanceType<typeof TextDecoder>;
type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/**
 * Turns a CSV's bytes into UTF-8 with LF line ends, chunk by chunk.
 *
 * Encoding: a byte order mark, or zero bytes beside the first letter, tell UTF-16; everything else is taken as UTF-8,
 * and a LINE that is not valid UTF-8 is read as Windows-1252. Deciding by line needs no second pass over the stream, is
 * the same as deciding for the whole file when the file has one encoding (a Windows-1252 letter followed by ASCII is
 * never valid UTF-8), and keeps the good lines right when one line of a file was pasted from elsewhere.
 * CR and CRLF become LF, also inside quoted cells, where white space is collapsed later anyway.
 * @throws RosterRefusedError `not-a-text-file` on zero bytes in text that is not UTF-16.
 */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: ((chunk: Uint8Array | undefined) => Uint8Array) | undefined;
  let start: Uint8Array = new Uint8Array(0);
  const endLines = createLineEnds();
  for await (const chunk of chunks) {
    if (decoder === undefined) {
      start = start.length === 0 ? chunk : concat(start, chunk);
      if (start.length < 3) continue;
      decoder = createDecoder(start);
      yield endLines(decoder(withoutMark(start)));
    } else yield endLines(decoder(chunk));
  }
  decoder ??= createDecoder(start);
  if (start.length < 3) yield endLines(decoder(withoutMark(start)));
  yield endLines(decoder(undefined));
}

function createDecoder(start: Uint8Array): (chunk: Uint8Array | undefined) => Uint8Array {
  const encoding = encodingOf(start);
  return encoding === 'utf-8' ? createLineDecoder() : createWideDecoder(encoding);
}

function encodingOf(start: Uint8Array): Encoding {
  const [first, second] = start;
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be';
  return 'utf-8';
}

function withoutMark(start: Uint8Array): Uint8Array {
  const marked = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf;
  return marked ? start.subarray(3) : start;
}

function createWideDecoder(encoding: Encoding): (chunk: Uint8Array | undefined) => Uint8Array {
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (chunk) => encoder.encode(chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true }));
}

/** Passes valid UTF-8 through untouched; from a chunk that is not, whole lines are judged and the rest is held back. */
function createLineDecoder(): (chunk: Uint8Array | undefined) => Uint8Array {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let carry: Uint8Array = new Uint8Array(0);
  return (chunk) => {
    if (chunk === undefined) return toUtf8(carry, strict);
    if (chunk.includes(0)) throw refuseRoster('not-a-text-file');
    if (carry.length === 0 && isValid(chunk, strict)) return chunk;
    const bytes = carry.length === 0 ? chunk : concat(carry, chunk);
    const end = bytes.length > LONGEST_CARRY ? bytes.length : lastLineEnd(bytes);
    carry = bytes.slice(end);
    return toUtf8(bytes.subarray(0, end), strict);
  };
}

function toUtf8(lines: Uint8Array, strict: StrictDecoder): Uint8Array {
  if (isValid(lines, strict)) return lines;
  const windows = new TextDecoder('windows-1252');
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let start = 0;
  for (let index = 0; index < lines.length; index += 1) {
    if (lines[index] !== LF && lines[index] !== CR && index < lines.length - 1) continue;
    const line = lines.subarray(start, index + 1);
    parts.push(isValid(line, strict) ? line : encoder.encode(windows.decode(line)));
    start = index + 1;
  }
  return concat(...parts);
}

function isValid(bytes: Uint8Array, strict: StrictDecoder): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function lastLineEnd(bytes: Uint8Array): number {
  return Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR)) + 1;
}

/** CR, CRLF and LF all become LF; a CRLF may be split between two chunks. */
function createLineEnds(): (chunk: Uint8Array) => Uint8Array {
  let afterCr = false;
  return (chunk) => {
    let start = afterCr && chunk[0] === LF ? 1 : 0;
    if (chunk.length > 0) afterCr = chunk[chunk.length - 1] === CR;
    let end = chunk.indexOf(CR, start);
    if (end < 0) return start === 0 ? chunk : chunk.subarray(start);
    const out = new Uint8Array(chunk.length);
    let length = 0;
    while (end >= 0) {
      out.set(chunk.subarray(start, end), length);
      length += end - start + 1;
      out[length - 1] = LF;
      start = chunk[end + 1] === LF ? end + 2 : end + 1;
      end = chunk.indexOf(CR, start);
    }
    out.set(chunk.subarray(start), length);
    return out.subarray(0, length + chunk.length - start);
  };
}

/** One array after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}
