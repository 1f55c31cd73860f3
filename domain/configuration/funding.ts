import * as z from 'zod';
import { rupiahSchema } from '../money/money.ts';
import { programmeSchema } from '../programme/programme.ts';
import { provenanceShape } from '../tariff/provenance.ts';

/** A group in BPJS TK's books that pays for its members; SG is "Pekerja Rentan Pemerintah". */
export const wadahSchema = z
  .strictObject({
    wadahId: z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/),
    type: z.enum(['SA', 'SB', 'SC', 'SD', 'SG', 'SL']),
    name: z.string().min(1),
  })
  .readonly();

export const sourceIdSchema = z.string().regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/);

/** Money that can pay premiums. Discounts that exclude APBN/APBD hold only where `countsAsApbn` is false and settled. */
export const fundingSourceSchema = z
  .strictObject({ sourceId: sourceIdSchema, name: z.string().min(1), countsAsApbn: z.boolean(), ...provenanceShape })
  .readonly();

/** Pagu: what one source may spend on one programme in one fiscal year, under one account code. Whole rupiah. */
export const allocationSchema = z
  .strictObject({
    sourceId: sourceIdSchema,
    fiscalYear: z.int().min(2020).max(2099),
    programme: programmeSchema,
    /** Kode rekening, `5.1.02.02.02.0006`; money outside the regional budget has a code of its own. */
    accountCode: z.string().regex(/^[A-Z0-9]+([.-][A-Z0-9]+)*$/),
    amount: rupiahSchema,
  })
  .readonly();
export type Allocation = z.infer<typeof allocationSchema>;

/** `APBD-2027-JKK`: one allocation per source, fiscal year and programme. */
export function allocationIdOf(allocation: Pick<Allocation, 'sourceId' | 'fiscalYear' | 'programme'>): string {
  return `${allocation.sourceId}-${allocation.fiscalYear}-${allocation.programme}`;
}
