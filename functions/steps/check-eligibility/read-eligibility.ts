import { BrokenError } from '../../../domain/errors.ts';
import { eligibilityListSchema, eligibilityObjectSchema } from '../../../domain/request/chunks.ts';
import type { EligibilityObject } from '../../../domain/request/chunks.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import { readJson } from '../../adapters/s3/json-objects.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';

/**
 * What was found eligible in one chunk when the request was summarised, checked against the hashes recorded then.
 * @throws BrokenError when the head has no such chunk, or an object changed since
 */
export async function readEligibility(
  head: RevisionHead,
  chunk: number,
  from: { readonly objects: Pick<ObjectStore, 'readVerifiedText'>; readonly workBucket: string },
): Promise<EligibilityObject> {
  const { objects, workBucket: bucket } = from;
  if (head.eligibility === undefined) throw new BrokenError(`revision ${head.revisionId} is not summarised`);
  const list = await readJson(objects, { bucket, object: head.eligibility }, eligibilityListSchema);
  const object = list.find((entry) => entry.chunk === chunk);
  if (object === undefined) throw new BrokenError(`revision ${head.revisionId} has no chunk ${chunk}`);
  return readJson(objects, { bucket, object }, eligibilityObjectSchema);
}
