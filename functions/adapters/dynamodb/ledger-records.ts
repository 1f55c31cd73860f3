import * as z from 'zod';
import { rupiahSchema } from '../../../domain/money/money.ts';
import { programmeSchema } from '../../../domain/programme/programme.ts';

/** available + reserved + committed + disbursed + overpaid = allocated, always. */
export const allocationSchema = z.object({
  allocationId: z.string(),
  sourceId: z.string(),
  fiscalYear: z.number().int(),
  programme: programmeSchema,
  accountCode: z.string(),
  version: z.number().int(),
  allocated: rupiahSchema,
  available: rupiahSchema,
  reserved: rupiahSchema,
  committed: rupiahSchema,
  disbursed: rupiahSchema,
  overpaid: rupiahSchema,
});
export type Allocation = z.infer<typeof allocationSchema>;

export const moneyStateSchema = z.enum(['outside', 'available', 'reserved', 'committed', 'disbursed', 'overpaid']);
export type MoneyState = z.infer<typeof moneyStateSchema>;

/** Double entry: `amount` leaves `from` and enters `to` of one allocation. `outside` is the budget law itself. */
export const journalEntrySchema = z.object({
  journalId: z.string(),
  allocationId: z.string(),
  from: moneyStateSchema,
  to: moneyStateSchema,
  amount: rupiahSchema,
  at: z.string(),
  by: z.string(),
  revisionId: z.string().optional(),
  batchId: z.string().optional(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;
