import { brotliDecompressSync } from 'node:zlib';

/** What a PDF needs of an embedded TrueType font. Lengths are thousandths of the type size. */
export interface TrueType {
  /** The font file itself. */
  readonly file: Buffer;
  readonly ascent: number;
  readonly descent: number;
  readonly box: readonly [number, number, number, number];
  /** Number of the glyph that shows a character; 0, an empty box, for one the font does not have. */
  readonly glyphOf: (codePoint: number) => number;
  readonly widthOf: (glyph: number) => number;
}

const UNICODE_PLATFORMS = [0, 3];
const SEGMENTS_FORMAT = 4;

/**
 * Reads the tables head, hhea, hmtx and cmap (format 4) of a font file, packed as brotli in base64.
 * @throws TypeError when one of them is missing: the font is ours, so that is a fault of the build
 */
export function readTrueType(packed: string): TrueType {
  const file = brotliDecompressSync(Buffer.from(packed, 'base64'));
  const head = tableOf(file, 'head');
  const hhea = tableOf(file, 'hhea');
  const hmtx = tableOf(file, 'hmtx');
  const scale = 1000 / head.readUInt16BE(18);
  const scaled = (table: Buffer, at: number): number => Math.round(table.readInt16BE(at) * scale);
  const metrics = hhea.readUInt16BE(34);
  return {
    file,
    ascent: scaled(hhea, 4),
    descent: scaled(hhea, 6),
    box: [scaled(head, 36), scaled(head, 38), scaled(head, 40), scaled(head, 42)],
    glyphOf: characterMap(tableOf(file, 'cmap')),
    // Glyphs past the last metric share it.
    widthOf: (glyph) => Math.round(hmtx.readUInt16BE(4 * Math.min(glyph, metrics - 1)) * scale),
  };
}

function tableOf(file: Buffer, name: string): Buffer {
  const tables = file.readUInt16BE(4);
  for (let entry = 12; entry < 12 + 16 * tables; entry += 16) {
    if (file.toString('latin1', entry, entry + 4) !== name) continue;
    const start = file.readUInt32BE(entry + 8);
    return file.subarray(start, start + file.readUInt32BE(entry + 12));
  }
  throw new TypeError(`the font has no table ${name}`);
}

/** OpenType's "segment mapping to delta values": the one map that covers all letters of names. */
function characterMap(cmap: Buffer): (codePoint: number) => number {
  const map = segmentsOf(cmap);
  const count = map.readUInt16BE(6) / 2;
  const [ends, starts] = [14, 16 + 2 * count];
  const [deltas, offsets] = [starts + 2 * count, starts + 4 * count];
  return (codePoint) => {
    for (let segment = 0; segment < count; segment += 1) {
      const at = 2 * segment;
      if (codePoint > map.readUInt16BE(ends + at)) continue;
      const start = map.readUInt16BE(starts + at);
      if (codePoint < start) return 0;
      const offset = map.readUInt16BE(offsets + at);
      const delta = map.readUInt16BE(deltas + at);
      if (offset === 0) return (codePoint + delta) & 0xffff;
      const glyph = map.readUInt16BE(offsets + at + offset + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

function segmentsOf(cmap: Buffer): Buffer {
  const maps = cmap.readUInt16BE(2);
  for (let entry = 4; entry < 4 + 8 * maps; entry += 8) {
    const map = cmap.subarray(cmap.readUInt32BE(entry + 4));
    if (UNICODE_PLATFORMS.includes(cmap.readUInt16BE(entry)) && map.readUInt16BE(0) === SEGMENTS_FORMAT) return map;
  }
  throw new TypeError('the font maps no characters');
}
