import { Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import {
  DATA_DESCRIPTOR,
  DEFLATED,
  DIRECTORY_ENTRY,
  DIRECTORY_ENTRY_LENGTH,
  END_LENGTH,
  END_OF_DIRECTORY,
  LATE_SIZES,
  LOCAL_HEADER,
  LOCAL_HEADER_LENGTH,
  UTF8_NAMES,
} from '../../../domain/roster/zip-format.ts';

export interface ZipPart {
  readonly name: string;
  readonly content: AsyncIterable<Buffer> | Iterable<Buffer>;
}

const VERSION = 20;
const FLAGS = LATE_SIZES | UTF8_NAMES;
/** 1 January 1980, midnight: the same content gives the same bytes. */
const NO_TIME = 0;
const NO_DATE = 0x21;

interface Sizes {
  readonly name: Buffer;
  readonly start: number;
  crc: number;
  packed: number;
  bytes: number;
}

/** A zip archive (APPNOTE 6.3, without zip64) whose parts are read, packed and handed on piece by piece. */
export async function* zipStream(parts: Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Sizes[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const sizes: Sizes = { name: Buffer.from(name), start: offset, crc: 0, packed: 0, bytes: 0 };
    written.push(sizes);
    const header = localHeader(sizes.name);
    yield header;
    for await (const chunk of packed(content, sizes)) {
      sizes.packed += chunk.length;
      yield chunk;
    }
    const descriptor = dataDescriptor(sizes);
    yield descriptor;
    offset += header.length + sizes.packed + descriptor.length;
  }
  yield directory(written, offset);
}

async function* packed(content: ZipPart['content'], sizes: Sizes): AsyncGenerator<Buffer> {
  const source = Readable.from(measured(content, sizes), { objectMode: false });
  const deflate = createDeflateRaw();
  source.on('error', (error) => deflate.destroy(error));
  for await (const chunk of source.pipe(deflate)) if (Buffer.isBuffer(chunk)) yield chunk;
}

async function* measured(content: ZipPart['content'], sizes: Sizes): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    sizes.crc = crc32(chunk, sizes.crc);
    sizes.bytes += chunk.length;
    yield chunk;
  }
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(LOCAL_HEADER_LENGTH);
  header.writeUInt32LE(LOCAL_HEADER, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt16LE(NO_TIME, 10);
  header.writeUInt16LE(NO_DATE, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function dataDescriptor({ crc, packed: length, bytes }: Sizes): Buffer {
  const descriptor = Buffer.alloc(16);
  for (const [index, value] of [DATA_DESCRIPTOR, crc, length, bytes].entries())
    descriptor.writeUInt32LE(value, 4 * index);
  return descriptor;
}

function directory(written: readonly Sizes[], start: number): Buffer {
  const entries = written.map(directoryEntry);
  const length = entries.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END_OF_DIRECTORY, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([...entries, end]);
}

function directoryEntry({ name, start, crc, packed: length, bytes }: Sizes): Buffer {
  const entry = Buffer.alloc(DIRECTORY_ENTRY_LENGTH);
  entry.writeUInt32LE(DIRECTORY_ENTRY, 0);
  entry.writeUInt16LE(VERSION, 4);
  entry.writeUInt16LE(VERSION, 6);
  entry.writeUInt16LE(FLAGS, 8);
  entry.writeUInt16LE(DEFLATED, 10);
  entry.writeUInt16LE(NO_TIME, 12);
  entry.writeUInt16LE(NO_DATE, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(length, 20);
  entry.writeUInt32LE(bytes, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(start, 42);
  return Buffer.concat([entry, name]);
}
