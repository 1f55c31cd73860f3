import * as z from 'zod';

export const env = z.object({
  TABLE_NAME: z.string(),
  RECORDS_BUCKET: z.string(),
  WORK_BUCKET: z.string(),
  CHUNK_ROWS: z.coerce.number().int().min(1).max(1_000).default(250),
  SEND_MAIL_FUNCTION: z.string(),
});
