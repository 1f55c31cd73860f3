import { existsSync, readFileSync } from 'node:fs';

const HEADER = 32;
const FRAME_HEADER = 24;
/** The header's first word; its last bit says whether checksums are made of big-endian words. */
const MAGIC = 0x377f0682;
/** Where the two numbers stand that mark frames of the present round, in the header and in each frame. */
const SALTS = { header: [16, 24], frame: [8, 16] } as const;

/**
 * Throws if a `-wal` file holds commits that cannot be read. SQLite itself takes the first such frame for the end and would
 * drop what follows without a word; only the last frame may be half written, as a killed process leaves it.
 * https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
export function checkWal(file: string): void {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  if (bytes.length <= HEADER) return;
  const isBigEndian = (bytes.readUInt32BE(0) & 1) === 1;
  const sum = (from: number, to: number, [first, second]: readonly [number, number]): [number, number] => {
    let [a, b] = [first, second];
    for (let at = from; at < to; at += 8) {
      a = (a + (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0;
      b = (b + (isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0;
    }
    return [a, b];
  };
  const holds = (at: number, [a, b]: readonly [number, number]): boolean =>
    bytes.readUInt32BE(at) === a && bytes.readUInt32BE(at + 4) === b;

  let checksum = sum(0, 24, [0, 0]);
  if (((bytes.readUInt32BE(0) ^ MAGIC) & ~1) !== 0 || !holds(24, checksum)) throw new Error('its -wal file is damaged');
  const salts = bytes.subarray(...SALTS.header);
  const frame = FRAME_HEADER + bytes.readUInt32BE(8);
  let isDamaged = false;
  for (let at = HEADER; at + frame <= bytes.length; at += frame) {
    const isPresent = bytes.subarray(at + SALTS.frame[0], at + SALTS.frame[1]).equals(salts);
    if (isPresent && isDamaged) throw new Error('its -wal file is damaged');
    checksum = sum(at + FRAME_HEADER, at + frame, sum(at, at + 8, checksum));
    isDamaged ||= !isPresent || !holds(at + 16, checksum);
  }
}
