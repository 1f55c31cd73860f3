import type * as z from 'zod';
import type { StoredObject } from '../dynamodb/records.ts';
import type { ObjectStore, Place } from './object-store.ts';

/** Stores a value as JSON; written the same way each time, so a repeated step changes nothing. */
export function putJson(objects: Pick<ObjectStore, 'put'>, place: Place, value: unknown): Promise<StoredObject> {
  return objects.put({ ...place, contentType: 'application/json' }, JSON.stringify(value));
}

/** The parsed value of an object whose SHA-256 is on record. @throws BrokenError when its content is another */
export async function readJson<T>(
  objects: Pick<ObjectStore, 'readVerifiedText'>,
  from: { readonly bucket: string; readonly object: Pick<StoredObject, 'key' | 'sha256'> },
  schema: z.ZodType<T>,
): Promise<T> {
  return schema.parse(JSON.parse(await objects.readVerifiedText(from.bucket, from.object)));
}
