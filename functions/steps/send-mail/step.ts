import {
  closeMail,
  delayMail,
  lastDigest,
  noteDigest,
  outboxIds,
  readMail,
} from '../../adapters/dynamodb/mail-store.ts';
import { mailDueBy } from '../../adapters/dynamodb/outbox.ts';
import type { Mail } from '../../adapters/dynamodb/records.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import type { SendMail } from '../../adapters/ses/mail-sender.ts';
import { mailContentSchema } from '../../mail/mail-content.ts';
import { renderMail } from '../../mail/render-mail.ts';
import { LOG } from '../../runtime/log-messages.ts';
import { logger } from '../../runtime/telemetry.ts';
import type { SendMailInput, SendMailOutput } from './contract.ts';
import { draftDigest, draftMail } from './draft-mail.ts';
import type { DraftDeps } from './draft-mail.ts';

export interface SendMailDeps extends DraftDeps {
  readonly send: SendMail;
  readonly pause: (ms: number) => Promise<void>;
  readonly nudgeMail: NudgeMail;
  readonly ratePerSecond: number;
  /** How long one run may take; what is left is for the next. */
  readonly workMs: number;
}

type Delivery = 'sent' | 'skipped' | 'delayed' | 'gone';

/** One minute, doubling, at most an hour: 70 tries are about two and a half days. */
const FIRST_DELAY_MS = 60_000;
const LONGEST_DELAY_MS = 3_600_000;
const MOST_TRIES = 70;
/** So many failures in a row are the mail service's, not the mails': the rest waits for repair. */
const SERVICE_IS_DOWN = 5;

/**
 * Sends what the outbox holds, one mail after another at the configured rate. A mail is marked as sent after the mail
 * service took it, so a crash between the two sends it twice rather than never.
 */
export async function sendMail(_input: SendMailInput, deps: SendMailDeps): Promise<SendMailOutput> {
  const endsAt = deps.now().getTime() + deps.workMs;
  const count = { sent: 0, skipped: 0, delayed: 0, gone: 0 };
  const seen = new Set<string>();
  let failures = 0;
  let found = true;
  while (found) {
    found = false;
    for await (const mailId of outboxIds(deps.table, deps.now().toISOString())) {
      if (seen.has(mailId)) continue;
      const startedAt = deps.now().getTime();
      if (startedAt >= endsAt) return { ...counted(count), more: await wakeAgain(deps) };
      seen.add(mailId);
      found = true;
      const delivery = await deliver(mailId, deps);
      count[delivery] += 1;
      failures = delivery === 'delayed' ? failures + 1 : 0;
      if (failures >= SERVICE_IS_DOWN) return { ...counted(count), more: false };
      if (delivery === 'sent' || delivery === 'delayed') await keepPace(startedAt, deps);
    }
    // Mails stored while this run was busy could wake nobody else: there is one sender only.
  }
  return { ...counted(count), more: false };
}

/** From the beginning of one mail to the next: what sending took is part of the pause. */
async function keepPace(startedAt: number, { now, pause, ratePerSecond }: SendMailDeps): Promise<void> {
  const rest = startedAt + 1000 / ratePerSecond - now().getTime();
  if (rest > 0) await pause(rest);
}

const counted = ({ sent, skipped, delayed }: { sent: number; skipped: number; delayed: number }) => ({
  sent,
  skipped,
  delayed,
});

async function wakeAgain(deps: SendMailDeps): Promise<true> {
  await deps.nudgeMail();
  return true;
}

async function deliver(mailId: string, deps: SendMailDeps): Promise<Delivery> {
  const mail = await readMail(deps.table, mailId);
  // The list lags: sent by the run before, or delayed a moment ago.
  if (mail === null || mail.dueBy === undefined) return 'gone';
  try {
    const rendered = await render(mail, deps);
    if (rendered !== null) await deps.send(rendered.message);
    const at = deps.now().toISOString();
    if (rendered?.isDigest === true) await noteDigest(deps.table, mail.personId, at);
    await closeMail(deps.table, mailId, { end: rendered === null ? 'skippedAt' : 'sentAt', at });
    if (rendered === null) return 'skipped';
    logger.info(LOG.mailSent.message, { code: LOG.mailSent.code, mailId, template: mail.template });
    return 'sent';
  } catch (error) {
    await postpone(mail, error, deps);
    return 'delayed';
  }
}

/** Null when there is nobody to tell it to any more. */
async function render(mail: Mail, deps: SendMailDeps) {
  const person = await deps.people.person(mail.personId);
  if (person === null) return null;
  const content = mailContentSchema.parse({ template: mail.template, data: mail.data });
  const isToOldAddress = content.template === 'address-changed';
  // Whoever has left is told nothing more; the address may be somebody else's by now.
  if (person.leftOn !== undefined && !isToOldAddress) return null;
  const to = isToOldAddress ? content.data.oldAddress : person.email;
  const isReminder = content.template === 'approval-reminder';
  // A digest that was sent after this reminder was written has told of its item too.
  if (isReminder && (await lastDigest(deps.table, mail.personId)) >= mail.createdAt) return null;
  const digest = isReminder ? await draftDigest(mail.personId, deps) : null;
  const draft = digest ?? (await draftMail({ ...content, personId: mail.personId }, deps));
  if (draft === null) return null;
  return { message: { to, ...renderMail(draft, person.language) }, isDigest: digest !== null };
}

async function postpone(mail: Mail, thrown: unknown, deps: SendMailDeps): Promise<void> {
  const { mailId, template, tries } = mail;
  // The name alone: messages of the mail service can hold addresses.
  const fields = { mailId, template, tries: tries + 1, reason: thrown instanceof Error ? thrown.name : 'unknown' };
  const now = deps.now();
  if (tries + 1 >= MOST_TRIES) {
    logger.error(LOG.mailGivenUp.message, { code: LOG.mailGivenUp.code, ...fields });
    await closeMail(deps.table, mailId, { end: 'givenUpAt', at: now.toISOString() });
    return;
  }
  logger.warn(LOG.mailDelayed.message, { code: LOG.mailDelayed.code, ...fields });
  const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(tries, 10));
  const notBefore = new Date(now.getTime() + delayMs).toISOString();
  await delayMail(deps.table, mailId, { notBefore, dueBy: mailDueBy(notBefore) });
}
