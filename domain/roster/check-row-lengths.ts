import { MAX_INFLATED_BYTES } from './check-zip.ts';
import { refuseRoster } from './refusals.ts';

/** No roster's row is a hundredth of this; the reader keeps a whole row, and a whole cell, in memory. */
const MAX_ROW_BYTES = 4 * 1024 * 1024;
const ROW_START = /<(?:\w{1,20}:)?row[\s/>]/;

/**
 * Inflates a large sheet once, keeping nothing, and refuses it when one row is longer than any roster's: a sheet that
 * is a single cell of 300 MB stays below every other limit, and would cost the reader 12 s and 800 MB.
 * @throws RosterRefusedError `workbook-bomb`, or whatever the inflating of a damaged part throws.
 */
export async function checkRowLengths(deflated: Uint8Array): Promise<void> {
  const ascii = new TextDecoder('latin1');
  let sinceRow = 0;
  for await (const chunk of inflate(deflated)) {
    const text = ascii.decode(chunk);
    const lastRow = text.lastIndexOf('<row');
    // A start cut in two by the chunk is missed, which costs one chunk of the limit.
    if (lastRow >= 0) sinceRow = text.length - lastRow;
    else sinceRow = ROW_START.test(text) ? 0 : sinceRow + text.length;
    if (sinceRow > MAX_ROW_BYTES) throw refuseRoster('workbook-bomb', { limit: MAX_INFLATED_BYTES });
  }
}

async function* inflate(deflated: Uint8Array): AsyncGenerator<Uint8Array> {
  const inflater = new DecompressionStream('deflate-raw');
  const writer = inflater.writable.getWriter();
  // A damaged part fails on the reading side as well, where it is caught.
  const written = writer.write(new Uint8Array(deflated)).then(() => writer.close());
  written.catch(() => undefined);
  yield* inflater.readable;
}
