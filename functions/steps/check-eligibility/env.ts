import * as z from 'zod';

export const env = z.object({
  TABLE_NAME: z.string(),
  WORK_BUCKET: z.string(),
  RECORDS_BUCKET: z.string(),
  NIK_KEY_SECRET_ID: z.string(),
});
