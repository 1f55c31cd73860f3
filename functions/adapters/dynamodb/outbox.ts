import type { PersonId } from '../../../domain/identity/ids.ts';
import type { MailContent } from '../../mail/mail-content.ts';
import { DUE_PARTITION, mailKey } from './keys.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';
import { putNewItem } from './update.ts';

/** List of unsent mails; `listSk` begins with the moment before which the mail is not to be tried. */
export const OUTBOX_LIST = 'OUTBOX';
const REPAIR_AFTER_MS = 2 * 60_000;

export const outboxOrder = (notBefore: string, mailId: string): string => `${notBefore}#${mailId}`;

/** When repair takes a mail whose nudge was lost. */
export const mailDueBy = (at: string): string => new Date(Date.parse(at) + REPAIR_AFTER_MS).toISOString();

export type NewMail = MailContent & {
  /** Deterministic, so that the same turn of events writes one mail: `<revisionId>-L1-<personId>-request`. */
  readonly mailId: string;
  readonly personId: PersonId;
  /** UTC instant of the change that the mail tells about. */
  readonly at: string;
};

/**
 * The write that puts a mail into the outbox, for the transaction that stores what the mail tells. It fails when a mail
 * of that id exists. Nudge the sender once the transaction is through (`openMailNudge`).
 */
export function outboxMail(table: Table, mail: NewMail): WriteItem {
  return putNewItem(table, {
    ...mailKey(mail.mailId),
    mailId: mail.mailId,
    personId: mail.personId,
    template: mail.template,
    data: mail.data,
    createdAt: mail.at,
    tries: 0,
    duePk: DUE_PARTITION,
    dueBy: mailDueBy(mail.at),
    listPk: OUTBOX_LIST,
    listSk: outboxOrder(mail.at, mail.mailId),
  });
}
