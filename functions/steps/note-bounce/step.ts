import { markMailTrouble } from '../../adapters/dynamodb/mail-trouble.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { LOG } from '../../runtime/log-messages.ts';
import { logger } from '../../runtime/telemetry.ts';
import type { NoteBounceInput, NoteBounceOutput } from './contract.ts';

/**
 * Marks whose address does not take mails, for officer and administrator to see; no request fails for it. A full mailbox
 * (a bounce that is not permanent) passes by itself.
 */
export async function noteBounce({ time, detail }: NoteBounceInput, deps: { table: Table }): Promise<NoteBounceOutput> {
  if (detail.eventType === 'Bounce' && detail.bounce.bounceType !== 'Permanent') return { marked: 0 };
  const isBounce = detail.eventType === 'Bounce';
  const recipients = isBounce ? detail.bounce.bouncedRecipients : detail.complaint.complainedRecipients;
  let marked = 0;
  for (const { emailAddress } of recipients) {
    const kind = isBounce ? ('bounce' as const) : ('complaint' as const);
    const at = new Date(time).toISOString();
    const personId = await markMailTrouble(deps.table, plainAddress(emailAddress), { kind, at });
    if (personId === null) continue;
    marked += 1;
    logger.warn(LOG.mailReturned.message, { code: LOG.mailReturned.code, personId, kind });
  }
  return { marked };
}

/** The mail service may give a recipient as `Name <address>`. */
function plainAddress(recipient: string): string {
  return /<([^>]+)>/.exec(recipient)?.[1] ?? recipient;
}
