import type * as z from 'zod';
import type { BatchId } from '../../domain/identity/ids.ts';
import type { StoredObject } from '../adapters/dynamodb/records.ts';
import { requireOwnUpload, sealPaper } from './own-upload.ts';
import type { PaperDeps } from './own-upload.ts';
import type { paperField } from './paper-field.ts';

interface FactPaper {
  readonly batchId: BatchId;
  /** What it proves, for its name. */
  readonly of: string;
  readonly paper: z.infer<typeof paperField>;
  readonly personId: string;
}

/**
 * Seals the paper beside the batch, when there is one.
 * @throws RefusedError `foreign-upload`, `not-a-pdf`, `object-missing`
 */
export async function sealFactPaper(
  { batchId, of, paper, personId }: FactPaper,
  deps: PaperDeps,
): Promise<StoredObject | undefined> {
  if (paper === undefined) return undefined;
  const { uploadKey } = paper;
  const field = 'body.paper.uploadKey';
  requireOwnUpload(uploadKey, { personId, field });
  // Named after the upload: a paper that was sent in vain stays beside the one that counts.
  const name = `${of}-${uploadKey.split('/').at(-1) ?? 'paper.pdf'}`;
  return sealPaper({ uploadKey, field, key: `batches/${batchId}/papers/${name}` }, deps);
}
