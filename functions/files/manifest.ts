import * as z from 'zod';
import { canonicalJson } from '../../domain/audit/chain.ts';
import { batchIdSchema } from '../../domain/identity/ids.ts';
import { rupiahSchema } from '../../domain/money/money.ts';
import { periodSchema } from '../../domain/period/period.ts';
import { programmeSchema } from '../../domain/programme/programme.ts';

/** What a batch's files must add up to; signed, so that anybody can tell an altered file from ours. Whole rupiah. */
export const manifestSchema = z.object({
  batchId: batchIdSchema,
  /** Gap-free number of the fiscal year. */
  number: z.number().int(),
  fiscalYear: z.number().int(),
  wadahId: z.string(),
  sourceId: z.string(),
  period: periodSchema,
  dueDate: z.string(),
  mappingId: z.string(),
  lines: z.number().int(),
  total: rupiahSchema,
  byProgramme: z.partialRecord(programmeSchema, rupiahSchema),
  accounts: z.array(
    z.object({ allocationId: z.string(), accountCode: z.string(), programme: programmeSchema, amount: rupiahSchema }),
  ),
  revisions: z.array(z.string()),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), bytes: z.number().int() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The exact bytes that are stored and signed: canonical, so that building again gives the same. */
export function manifestText(manifest: Manifest): string {
  return `${canonicalJson(manifestSchema.parse(manifest))}\n`;
}
