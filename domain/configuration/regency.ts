import * as z from 'zod';

const villageCodeSchema = z.string().regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/, 'must be a village code like 14.10.01.2001');
/** The regency's code, a kecamatan's or a village's: everything below it belongs to the office. */
const regionPrefixSchema = z.string().regex(/^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$/, 'must be a dotted region code');
export const officeIdSchema = z.string().regex(/^[a-z0-9-]{2,40}$/);

export const officeSchema = z
  .strictObject({ officeId: officeIdSchema, name: z.string().min(1), villages: z.array(regionPrefixSchema).readonly() })
  .readonly();

/** The paying regency: its region codes (Kemendagri, dotted), its clock and its offices. */
export const regencySchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    name: z.string().min(1),
    code: z.string().regex(/^\d{2}\.\d{2}$/),
    timeZone: z.string().min(1),
    /** Minutes ahead of UTC; Indonesia's zones know no summer time. */
    utcOffsetMinutes: z.int().min(-720).max(840),
    kecamatan: z
      .array(z.strictObject({ code: z.string().regex(/^\d{2}\.\d{2}\.\d{2}$/), name: z.string().min(1) }).readonly())
      .readonly(),
    villages: z
      .array(z.strictObject({ code: villageCodeSchema, name: z.string().min(1) }).readonly())
      .min(1)
      .readonly(),
    offices: z.array(officeSchema).min(1).readonly(),
  })
  .readonly();
export type Regency = z.infer<typeof regencySchema>;

/** The village codes an office may propose workers from. */
export function villagesOfOffice(regency: Regency, officeId: string): ReadonlySet<string> {
  const office = regency.offices.find((one) => one.officeId === officeId);
  const codes = regency.villages.map((village) => village.code);
  return new Set(codes.filter((code) => office?.villages.some((prefix) => isBelow(code, prefix)) ?? false));
}

/** True when the dotted code is the prefix itself or lies below it. */
export function isBelow(code: string, prefix: string): boolean {
  return code === prefix || code.startsWith(`${prefix}.`);
}
