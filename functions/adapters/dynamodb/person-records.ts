import * as z from 'zod';

/** What stands beside a person's record. Apart from the stores, because the API's contracts, which browsers read too, name it. */

export const mailTroubleSchema = z.object({
  kind: z.enum(['bounce', 'complaint']),
  /** UTC instant at which the mail service told. */
  at: z.string(),
});
export type MailTrouble = z.infer<typeof mailTroubleSchema>;

/** A PIN is only ever stored like this: scrypt with a salt of its own, both base64url. */
export const hashedPinSchema = z.object({ salt: z.string(), hash: z.string() });
export type HashedPin = z.infer<typeof hashedPinSchema>;
