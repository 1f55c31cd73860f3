import { refuseRoster } from './refusals.ts';

/** All parts of a workbook together, inflated. 200,000 rows of 15 text cells are about 250 MB of XML. */
export const MAX_INFLATED_BYTES = 400 * 1024 * 1024;
/** Rosters compress 10 to 30 times; a part that compresses better than this and is not small is a bomb. */
const MAX_RATIO = 100;
const SMALL_PART_BYTES = 8 * 1024 * 1024;
const MAX_PARTS = 2_000;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 0xffff;
const ZIP64_MARK = 0xffffffff;

/**
 * Looks at a zip's own directory before anything is inflated. The reader that follows (hucre 1.0) stops inflating a part
 * at the size stated here and has no useful bound of its own, so a part that states nothing is refused as well.
 * @throws RosterRefusedError `workbook-corrupt` when the directory is broken, `workbook-bomb` past the limits.
 */
export function checkZip(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const parts = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  // Zip64 starts at 4 GB or 65,535 parts: no roster.
  if (parts > MAX_PARTS || offset === ZIP64_MARK) throw refuseRoster('workbook-bomb', { limit: MAX_INFLATED_BYTES });
  let total = 0;
  for (let part = 0; part < parts; part += 1) {
    const { inflated, next } = readEntry(view, offset);
    total += inflated;
    if (total > MAX_INFLATED_BYTES) throw refuseRoster('workbook-bomb', { limit: MAX_INFLATED_BYTES });
    offset = next;
  }
}

function findEnd(view: DataView): number {
  const earliest = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let offset = view.byteLength - END_LENGTH; offset >= earliest; offset -= 1) {
    if (view.getUint32(offset, true) === END_OF_DIRECTORY) return offset;
  }
  throw refuseRoster('workbook-corrupt');
}

function readEntry(view: DataView, offset: number): { inflated: number; next: number } {
  if (offset + ENTRY_LENGTH > view.byteLength || view.getUint32(offset, true) !== DIRECTORY_ENTRY) {
    throw refuseRoster('workbook-corrupt');
  }
  const packed = view.getUint32(offset + 20, true);
  const inflated = view.getUint32(offset + 24, true);
  const nameLength = view.getUint16(offset + 28, true);
  const isFolder = nameLength > 0 && lastByte(view, offset + ENTRY_LENGTH + nameLength) === 0x2f;
  if (
    packed === ZIP64_MARK ||
    inflated === ZIP64_MARK ||
    (inflated > SMALL_PART_BYTES && inflated > packed * MAX_RATIO)
  ) {
    throw refuseRoster('workbook-bomb', { limit: MAX_INFLATED_BYTES });
  }
  // With no size stated the reader would look for one elsewhere and inflate without a bound.
  const hidesItsSize = (packed === 0 || inflated === 0) && !isFolder;
  if (hidesItsSize && (packed > 2 || inflated > 0 || hasLateSizes(view, offset)))
    throw refuseRoster('workbook-corrupt');
  const next =
    offset + ENTRY_LENGTH + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
  return { inflated, next };
}

function lastByte(view: DataView, end: number): number {
  return end <= view.byteLength ? view.getUint8(end - 1) : 0;
}

/** Bit 3 of the flags: sizes follow the data. The directory must state them nonetheless. */
function hasLateSizes(view: DataView, offset: number): boolean {
  return (view.getUint16(offset + 8, true) & 8) !== 0;
}
