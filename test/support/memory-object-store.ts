import { createHash } from 'node:crypto';
import { BrokenError, RefusedError } from '../../domain/errors.ts';
import type { StoredObject } from '../../functions/adapters/dynamodb/records.ts';
import { textOf, verified } from '../../functions/adapters/s3/read-object.ts';
import type { Content, ObjectStore, Place } from '../../functions/adapters/s3/object-store.ts';

/** A working twin of the object store that keeps objects in memory; `test/contract/s3` holds both to the same suite. */
export interface MemoryObjectStore extends ObjectStore {
  /** Bytes by `bucket/key`. */
  readonly objects: Map<string, Buffer>;
  /** Puts in order, `bucket/key`. */
  readonly puts: string[];
}

const at = ({ bucket, key }: Place): string => `${bucket}/${key}`;
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export function memoryObjectStore(): MemoryObjectStore {
  const objects = new Map<string, Buffer>();
  const puts: string[] = [];

  const describe = (key: string, bytes: Buffer): StoredObject => ({
    key,
    sha256: hashOf(bytes),
    bytes: bytes.byteLength,
  });
  const found = (place: Place): Buffer => {
    const bytes = objects.get(at(place));
    if (bytes !== undefined) return bytes;
    throw new RefusedError({ code: 'object-missing', kind: 'not-found', text: { id: 'Tidak ada.', en: 'Missing.' } });
  };
  async function* read(bucket: string, key: string): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    const bytes = found({ bucket, key });
    for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536);
  }
  const store = (content: Content, bytes: Uint8Array | string, mode: 'replace' | 'new' | 'first'): StoredObject => {
    const wanted = Buffer.from(bytes as string);
    const stored = objects.get(at(content));
    if (mode !== 'replace' && stored !== undefined) {
      if (mode === 'first' || stored.equals(wanted)) return describe(content.key, stored);
      throw new BrokenError(`object ${content.key} exists with another content`);
    }
    objects.set(at(content), wanted);
    puts.push(at(content));
    return describe(content.key, wanted);
  };

  return {
    objects,
    puts,
    readObject: read,
    readVerified: (bucket, stored) => verified(read(bucket, stored.key), stored),
    readVerifiedText: (bucket, stored) => textOf(verified(read(bucket, stored.key), stored)),
    readText: (bucket, key) => Promise.resolve(objects.get(at({ bucket, key }))?.toString('utf8') ?? null),
    exists: (bucket, key) => Promise.resolve(objects.has(at({ bucket, key }))),
    put: async (content, bytes) => store(content, bytes, 'replace'),
    putNew: async (content, bytes) => store(content, bytes, 'new'),
    putFirst: async (content, bytes) => store(content, bytes, 'first'),
    putStream: async (content, source) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of source) chunks.push(chunk);
      return store(content, Buffer.concat(chunks), content.once ? 'new' : 'replace');
    },
    copySealed: async (from, to) => store({ ...to, contentType: '' }, found(from), 'first'),
    presignPut: ({ key }) => Promise.resolve({ url: `memory://${key}`, headers: {}, expiresAt: '' }),
    presignGet: ({ key }) => Promise.resolve({ url: `memory://${key}`, headers: {}, expiresAt: '' }),
  };
}
