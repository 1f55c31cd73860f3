import * as z from 'zod';
import { languageQuery, secretParams } from '../../pages/page-contract.ts';

export const params = secretParams;
/** Link-wrapping mail gateways add parameters of their own: everything unknown is left aside. */
export const query = z.object({ lang: languageQuery });
export type DecideApprovalQuery = z.infer<typeof query>;

/** Larger than any honest form: four fields and a reason of a thousand characters, percent-encoded. */
export const MAX_BODY_BYTES = 16_384;

/** A person types `5.005`, `5,005` or `5 005` as the page shows it. */
const typedNumber = z
  .string()
  .transform((text) => text.replaceAll(/[.,\s]/g, ''))
  .pipe(
    z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
  );

/** The form's fields; which of them a word needs is judged one by one, so that the page can say what is missing. */
export const form = z.object({
  decision: z.enum(['approve', 'reject', 'return', 'delegate', 'absence']).nullable().catch(null),
  nonce: z.string().max(200).catch(''),
  workers: typedNumber.nullable().catch(null),
  reason: z.string().catch(''),
  delegateTo: z.string().catch(''),
  pin: z.string().max(40).catch(''),
  absentFrom: z.string().catch(''),
  absentUntil: z.string().catch(''),
});
export type DecisionForm = z.infer<typeof form>;
