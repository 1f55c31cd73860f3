import * as z from 'zod';
import type { ResolvedResource } from '../../template/resolve.ts';

const retentionSchema = z.object({
  Mode: z.enum(['COMPLIANCE', 'GOVERNANCE']),
  Days: z.coerce.number().int().positive().optional(),
  Years: z.coerce.number().int().positive().optional(),
});

const lockSchema = z.object({
  ObjectLockEnabled: z.boolean().optional(),
  ObjectLockConfiguration: z.object({ Rule: z.object({ DefaultRetention: retentionSchema }).optional() }).optional(),
});

export interface Retention {
  mode: 'COMPLIANCE' | 'GOVERNANCE';
  days: number;
}

export interface BucketLock {
  /** Retention of objects that name none themselves. */
  retention?: Retention;
}

/** The lock of a bucket under Object Lock; `undefined` for an ordinary bucket. */
export function lockOf(bucket: ResolvedResource): BucketLock | undefined {
  const { ObjectLockEnabled, ObjectLockConfiguration } = lockSchema.parse(bucket.properties);
  if (ObjectLockEnabled !== true && ObjectLockConfiguration === undefined) return undefined;
  const rule = ObjectLockConfiguration?.Rule?.DefaultRetention;
  if (rule === undefined) return {};
  return { retention: { mode: rule.Mode, days: rule.Days ?? (rule.Years ?? 0) * 365 } };
}

export function retainUntil(retention: Retention, from: number): Date {
  return new Date(from + retention.days * 24 * 60 * 60 * 1000);
}
