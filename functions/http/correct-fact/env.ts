import * as z from 'zod';

export const env = z.object({ TABLE_NAME: z.string(), UPLOADS_BUCKET: z.string(), RECORDS_BUCKET: z.string() });
