import * as z from 'zod';

const storeSchema = z.object({
  emails: z.array(
    z.object({
      messageId: z.string(),
      subject: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      body: z.object({ text: z.string().optional(), html: z.string().optional() }),
      at: z.number(),
    }),
  ),
});
export type InboxMail = z.infer<typeof storeSchema>['emails'][number];

/** Everything that arrived so far, oldest first. */
export async function readInbox(inboxUrl: string): Promise<InboxMail[]> {
  const answer = await fetch(`${inboxUrl}/store`);
  if (!answer.ok) throw new Error(`the inbox answered ${answer.status}`);
  return storeSchema.parse(await answer.json()).emails;
}

/** Addresses of approval pages in a mail's text. */
export function approvalLinks(mail: InboxMail): string[] {
  return [...(mail.body.text ?? '').matchAll(/https?:\/\/[^\s<>"]+\/approval\/[\w-]+/g)].map(([link]) => link);
}
