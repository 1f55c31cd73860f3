import * as z from 'zod';

/** A nudge carries nothing: the outbox says what is to be sent. */
export const input = z.object({}).catch({});
export type SendMailInput = z.infer<typeof input>;

/** `skipped`: the mail had lost its point. `more`: the run ended before the outbox was empty, and woke itself again. */
export const output = z.object({
  sent: z.number().int(),
  skipped: z.number().int(),
  delayed: z.number().int(),
  more: z.boolean(),
});
export type SendMailOutput = z.infer<typeof output>;
