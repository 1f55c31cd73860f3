import * as z from 'zod';

export const env = z.object({
  TABLE_NAME: z.string(),
  MAIL_FROM: z.string(),
  MAIL_RATE_PER_SECOND: z.coerce.number().positive(),
  PUBLIC_BASE_URL: z.string(),
  SEND_MAIL_FUNCTION: z.string(),
});
