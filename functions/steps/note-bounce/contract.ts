import * as z from 'zod';

const recipients = z.array(z.object({ emailAddress: z.string() }));

/** What the mail service tells by EventBridge: source `aws.ses`, detail-type `Email Bounced` or `Email Complaint Received`. */
export const input = z.object({
  time: z.string(),
  detail: z.discriminatedUnion('eventType', [
    z.object({
      eventType: z.literal('Bounce'),
      bounce: z.object({ bounceType: z.string(), bouncedRecipients: recipients }),
    }),
    z.object({ eventType: z.literal('Complaint'), complaint: z.object({ complainedRecipients: recipients }) }),
  ]),
});
export type NoteBounceInput = z.infer<typeof input>;

/** How many persons were marked. */
export const output = z.object({ marked: z.number().int() });
export type NoteBounceOutput = z.infer<typeof output>;
