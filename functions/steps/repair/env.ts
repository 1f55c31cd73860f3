import * as z from 'zod';

export const env = z.object({
  TABLE_NAME: z.string(),
  PREMIUM_REQUEST_ARN: z.string(),
  PAYMENT_BATCH_ARN: z.string(),
  SEND_MAIL_FUNCTION: z.string(),
});
