import * as z from 'zod';
import { voteWordSchema } from '../../domain/approval/level.ts';
import { batchIdSchema, personIdSchema, revisionIdSchema } from '../../domain/identity/ids.ts';

const revision = z.object({ revisionId: revisionIdSchema });
const batch = z.object({ batchId: batchIdSchema });
const change = z.object({ changeId: z.string() });
const level = revision.extend({ level: z.number().int().min(1) });
const decision = level.extend({ word: voteWordSchema, decidedBy: personIdSchema, at: z.string() });

/**
 * What stands in the outbox: which mail, about what. Titles, amounts and reasons are read from the heads when the mail
 * is sent, so that a mail never holds more personal data than a reader of the table could see anyway.
 */
export const mailContentSchema = z.discriminatedUnion('template', [
  z.object({ template: z.literal('approval-request'), data: level }),
  z.object({ template: z.literal('approval-reminder'), data: level }),
  z.object({ template: z.literal('approval-escalation'), data: level }),
  /** To whom this one item was passed on. */
  z.object({ template: z.literal('approval-delegation'), data: level.extend({ fromPersonId: personIdSchema }) }),
  /** To the person who decided. */
  z.object({ template: z.literal('approval-confirmation'), data: decision }),
  /** To the others of the level, once it is decided without them. */
  z.object({ template: z.literal('approval-decided'), data: decision }),
  /** To the officer: committed, refused, rejected, returned, withdrawn, expired, failed. */
  z.object({ template: z.literal('request-outcome'), data: revision }),
  /** To officer and approvers: the second check removed workers. */
  z.object({ template: z.literal('workers-removed'), data: revision }),
  /** To the officer: cover ends, and a renewal is ready. */
  z.object({ template: z.literal('renewal-proposed'), data: revision }),
  /** To the address that a person no longer has. */
  z.object({ template: z.literal('address-changed'), data: z.object({ oldAddress: z.string() }) }),
  /** To every administrator but who proposed it: a change waits for somebody else's confirmation. */
  z.object({ template: z.literal('change-waiting'), data: change }),
  /** To the approver who asked for a stand-in: confirmed, or rejected with the reason. */
  z.object({ template: z.literal('absence-answered'), data: change }),
  /** To the approver for whom administrators have set a stand-in unasked. */
  z.object({ template: z.literal('absence-set'), data: change }),
  z.object({ template: z.literal('batch-ready'), data: batch }),
  z.object({ template: z.literal('batch-reminder'), data: batch }),
  z.object({ template: z.literal('batch-closed'), data: batch }),
]);
export type MailContent = z.infer<typeof mailContentSchema>;
