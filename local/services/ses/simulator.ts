import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { ResolvedResource } from '../../template/resolve.ts';
import type { BusEvent } from '../events/bus.ts';

const destinationSchema = z.object({
  EventDestination: z.object({
    Enabled: z.boolean().default(true),
    EventBridgeDestination: z.unknown().optional(),
    MatchingEventTypes: z.array(z.string()),
  }),
});

/** The event types that some destination of the template sends to EventBridge, in lower case. */
export function publishedEventTypes(resources: readonly ResolvedResource[]): ReadonlySet<string> {
  const destinations = resources
    .filter(({ type }) => type === 'AWS::SES::ConfigurationSetEventDestination')
    .map(({ properties }) => destinationSchema.parse(properties).EventDestination)
    .filter(({ Enabled, EventBridgeDestination }) => Enabled && EventBridgeDestination !== undefined);
  return new Set(
    destinations.flatMap(({ MatchingEventTypes }) => MatchingEventTypes.map((type) => type.toLowerCase())),
  );
}

/** Also with a label: `bounce+kabid@simulator.amazonses.com`. */
const SIMULATOR = /^(bounce|complaint)(\+[^@]*)?@simulator\.amazonses\.com$/i;

export interface Simulation {
  readonly recipients: readonly string[];
  readonly published: ReadonlySet<string>;
  readonly region: string;
  readonly accountId: string;
  readonly now: () => number;
}

/** What the mail service tells after a mail to its simulator's addresses; nothing for any other address. */
export function simulatedEvents({ recipients, published, region, accountId, now }: Simulation): BusEvent[] {
  const time = new Date(now()).toISOString();
  return recipients.flatMap((emailAddress) => {
    const kind = SIMULATOR.exec(emailAddress)?.[1]?.toLowerCase();
    if (kind === undefined || !published.has(kind)) return [];
    const mail = { timestamp: time, messageId: randomUUID(), destination: [emailAddress] };
    const detail =
      kind === 'bounce'
        ? {
            eventType: 'Bounce',
            mail,
            bounce: {
              bounceType: 'Permanent',
              bounceSubType: 'General',
              bouncedRecipients: [{ emailAddress, action: 'failed', status: '5.1.1' }],
              timestamp: time,
            },
          }
        : { eventType: 'Complaint', mail, complaint: { complainedRecipients: [{ emailAddress }], timestamp: time } };
    const type = kind === 'bounce' ? 'Email Bounced' : 'Email Complaint Received';
    return [{ source: 'aws.ses', 'detail-type': type, time, region, account: accountId, id: randomUUID(), detail }];
  });
}
