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

const LINK = /https?:\/\/[^\s<>"]+\/approval\/[\w-]+/g;

/** Everything that arrived so far, oldest first. */
export async function readInbox(inboxUrl: string): Promise<InboxMail[]> {
  const answer = await fetch(`${inboxUrl}/store`);
  if (!answer.ok) throw new Error(`the inbox answered ${answer.status}`);
  return storeSchema.parse(await answer.json()).emails;
}

/** Addresses of approval pages in a mail's text, each once. */
export function approvalLinks(mail: InboxMail): string[] {
  return linksIn([mail]);
}

/** The same for several mails: one that was delivered twice holds the same link. */
export function linksIn(mails: readonly InboxMail[]): string[] {
  const found = mails.flatMap(({ body }) => [...(body.text ?? '').matchAll(LINK)].map(([link]) => link));
  return [...new Set(found)];
}

/** A mail about the request of this title, which stands at the end of the subject. */
export function isAbout(mail: InboxMail, title: string): boolean {
  return mail.subject.endsWith(`: ${title}`);
}

/** The mail is of this kind, by the words with which its subject begins. */
export function isOf(mail: InboxMail, kind: string): boolean {
  return mail.subject.startsWith(`[Lindung] ${kind}`);
}

/** The mail asks its reader to decide on the request of this title. */
export function asksAbout(mail: InboxMail, title: string): boolean {
  return isAbout(mail, title) && approvalLinks(mail).length > 0;
}
