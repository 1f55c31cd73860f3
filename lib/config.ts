import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** What differs from one installation to the next and must be known when the stacks are made. */
const stageSchema = z.object({
  stage: z.string().regex(/^[a-z0-9-]+$/),
  /** Begins the name of every function and state machine. */
  prefix: z.string().regex(/^[a-z][a-z0-9-]{0,20}$/),
  region: z.string(),
  timezone: z.string(),
  signIn: z.object({ domainPrefix: z.string() }),
  /** The portal's own name and its certificate, which CloudFront reads in us-east-1; without them it has CloudFront's. */
  portal: z.object({ domainName: z.string(), certificateArn: z.string() }).optional(),
  mail: z.object({ domain: z.string(), from: z.string(), ratePerSecond: z.number().int().min(1) }),
  /** Rows of one chunk: 250 lines keep a chunk item near 12 KB, and a function works one off in seconds. */
  chunkRows: z.number().int().min(1).max(1000),
  /** COMPLIANCE cannot be undone by anybody, so an installation begins with GOVERNANCE. */
  records: z.object({ lockMode: z.enum(['GOVERNANCE', 'COMPLIANCE']), lockYears: z.number().int().min(1) }),
  alarmMail: z.email(),
  runbookUrl: z.url(),
  api: z.object({ ratePerSecond: z.number().int().min(1), burst: z.number().int().min(1) }),
});
export type Stage = z.infer<typeof stageSchema>;

/** Reads config/stage/<name>.json. */
export function readStage(name: string): Stage {
  const file = new URL(`../config/stage/${name}.json`, import.meta.url);
  return stageSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
