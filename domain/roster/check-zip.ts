import { refuseRoster } from './refusals.ts';
import {
  DEFLATED,
  DIRECTORY_ENTRY,
  DIRECTORY_ENTRY_LENGTH,
  END_LENGTH,
  END_OF_DIRECTORY,
  LATE_SIZES,
  LOCAL_HEADER_LENGTH,
} from './zip-format.ts';

/** All parts of a workbook together, inflated. 200,000 rows of 15 text cells are about 250 MB of XML. */
export const MAX_INFLATED_BYTES = 400 * 1024 * 1024;
/** Rosters compress 10 to 30 times; a part that compresses better than this and is not small is a bomb. */
const MAX_RATIO = 100;
const SMALL_PART_BYTES = 8 * 1024 * 1024;
const MAX_PARTS = 2_000;
/** Everything but a sheet, above all the shared strings (40 MB at 200,000 rows), is parsed as a whole. */
const MAX_OTHER_PART_BYTES = 64 * 1024 * 1024;

const LONGEST_COMMENT = 0xffff;
const ZIP64_MARK = 0xffffffff;

/**
 * Looks at a zip's own directory before anything is inflated. The reader that follows (hucre 1.0) stops inflating a part
 * at the size stated here and has no useful bound of its own, so a part that states nothing is refused as well.
 * @returns the large sheets, still deflated, whose rows `checkRowLengths` should measure.
 * @throws RosterRefusedError `workbook-corrupt` when the directory is broken, `workbook-bomb` past the limits.
 */
export function checkZip(bytes: Uint8Array): readonly LargeSheet[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const parts = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  // Zip64 starts at 4 GB or 65,535 parts: no roster.
  if (parts > MAX_PARTS || offset === ZIP64_MARK) throw refuseRoster('workbook-bomb', { limit: MAX_INFLATED_BYTES });
  let total = 0;
  const largeSheets: LargeSheet[] = [];
  for (let part = 0; part < parts; part += 1) {
    const { inflated, deflated, isSheet, next } = readEntry(view, offset);
    total += inflated;
    if (total > MAX_INFLATED_BYTES || (!isSheet && inflated > MAX_OTHER_PART_BYTES)) {
      throw refuseRoster('workbook-bomb', { limit: MAX_INFLATED_BYTES });
    }
    if (isSheet && inflated > SMALL_PART_BYTES && deflated !== undefined) largeSheets.push(deflated);
    offset = next;
  }
  return largeSheets;
}

/** A sheet's deflated bytes. */
export type LargeSheet = Uint8Array;

function findEnd(view: DataView): number {
  const earliest = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let offset = view.byteLength - END_LENGTH; offset >= earliest; offset -= 1) {
    if (view.getUint32(offset, true) === END_OF_DIRECTORY) return offset;
  }
  throw refuseRoster('workbook-corrupt');
}

interface ZipEntry {
  readonly inflated: number;
  /** Undefined when the part is stored as it is. */
  readonly deflated: Uint8Array | undefined;
  readonly isSheet: boolean;
  readonly next: number;
}

function readEntry(view: DataView, offset: number): ZipEntry {
  if (offset + DIRECTORY_ENTRY_LENGTH > view.byteLength || view.getUint32(offset, true) !== DIRECTORY_ENTRY) {
    throw refuseRoster('workbook-corrupt');
  }
  const packed = view.getUint32(offset + 20, true);
  const inflated = view.getUint32(offset + 24, true);
  const nameLength = view.getUint16(offset + 28, true);
  const name = textAt(view, offset + DIRECTORY_ENTRY_LENGTH, nameLength);
  const isFolder = name.endsWith('/');
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
    offset +
    DIRECTORY_ENTRY_LENGTH +
    nameLength +
    view.getUint16(offset + 30, true) +
    view.getUint16(offset + 32, true);
  const isDeflated = view.getUint16(offset + 10, true) === DEFLATED;
  const deflated = isDeflated ? dataOf(view, view.getUint32(offset + 42, true), packed) : undefined;
  return { inflated, deflated, isSheet: /\/worksheets\/[^/]+$/i.test(name), next };
}

function dataOf(view: DataView, local: number, length: number): Uint8Array {
  if (local + LOCAL_HEADER_LENGTH > view.byteLength) throw refuseRoster('workbook-corrupt');
  const start = local + LOCAL_HEADER_LENGTH + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + length > view.byteLength) throw refuseRoster('workbook-corrupt');
  return new Uint8Array(view.buffer, view.byteOffset + start, length);
}

function textAt(view: DataView, start: number, length: number): string {
  if (start + length > view.byteLength) throw refuseRoster('workbook-corrupt');
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + start, length));
}

/** The directory must state the sizes nonetheless. */
function hasLateSizes(view: DataView, offset: number): boolean {
  return (view.getUint16(offset + 8, true) & LATE_SIZES) !== 0;
}
