import * as z from 'zod';

export const env = z.object({ TABLE_NAME: z.string(), SEND_MAIL_FUNCTION: z.string() });
