import type { Renewal } from '../../../api/renewals.ts';
import { daysUntil } from '../../../format/days.ts';

/** How a renewal that is not sent yet stands to its calendar. */
export type Urgency =
  | { readonly kind: 'open' | 'soon'; readonly days: number }
  /** The batch of its period is opened by itself from now on; its first month can still be paid. */
  | { readonly kind: 'opened' }
  /** Its first month can no longer be paid. */
  | { readonly kind: 'closed' };

/** What levels of approval may take in all. */
const SOON_DAYS = 14;

export function urgencyOf({ opensOn, dueDate }: Pick<Renewal, 'opensOn' | 'dueDate'>, today: string): Urgency {
  if (today > dueDate) return { kind: 'closed' };
  const days = daysUntil(opensOn, today);
  if (days <= 0) return { kind: 'opened' };
  return { kind: days <= SOON_DAYS ? 'soon' : 'open', days };
}

/** What is still to be sent first, the most urgent on top; what was sent below, in the order given. */
export function byUrgency(renewals: readonly Renewal[]): readonly Renewal[] {
  const waiting = renewals.filter(({ sent }) => sent === undefined);
  const keyOf = ({ opensOn, header }: Renewal): string => `${opensOn} ${header.title}`;
  return [
    ...waiting.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    ...renewals.filter(({ sent }) => sent !== undefined),
  ];
}
