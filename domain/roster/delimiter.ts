const LF = 10;
const QUOTE = 34;
const DELIMITERS = [',', ';', '\t', '|'];

/** Offset behind the first line that holds more than white space, −1 when it has not ended yet. */
export function endOfFirstFilledLine(bytes: Uint8Array): number {
  let quoted = false;
  let filled = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte === QUOTE) quoted = !quoted;
    if (byte === LF && !quoted && filled) return index + 1;
    if (byte > 32) filled = true;
  }
  return -1;
}

/** What a leading `sep=;` line names, as Excel writes and hides it; undefined when there is none. */
export function namedDelimiter(header: Uint8Array): string | undefined {
  return /^"?sep=(.)"?\s*$/i.exec(new TextDecoder().decode(header))?.[1];
}

/** The candidate that stands most often outside quotes in the header. */
export function delimiterOf(header: Uint8Array): string {
  const outsideQuotes = new TextDecoder().decode(header).replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => outsideQuotes.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
