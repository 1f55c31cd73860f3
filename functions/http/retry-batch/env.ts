import * as z from 'zod';

export const env = z.object({ TABLE_NAME: z.string(), PAYMENT_BATCH_ARN: z.string() });
