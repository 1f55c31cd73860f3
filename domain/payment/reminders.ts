import type { Calendar } from '../calendar/calendar.ts';
import { reminderDatesOf } from '../calendar/due-dates.ts';
import { startOfLocalDate } from '../calendar/local-date.ts';
import type { Period } from '../period/period.ts';

/** Finance reads the day's mail from this hour of the local day. */
const REMINDER_HOUR_MS = 7 * 3_600_000;
/** Without a reminder ahead the batch is still looked at this often. */
const LONGEST_WAIT_SECONDS = 7 * 86_400;

export interface ReminderPlan {
  /** How many reminders should have gone out by now; several missed ones are one mail. */
  readonly due: number;
  /** Whole seconds until the next look, at least 1. */
  readonly waitSeconds: number;
}

/**
 * The reminders of a batch that waits for finance. `sentAt`: a reminder whose moment had passed when the batch was
 * handed over is not sent late.
 */
export function reminderPlan(
  batch: { readonly period: Period; readonly sentAt: string },
  clock: { readonly now: Date; readonly utcOffsetMinutes: number },
  calendar: Calendar,
): ReminderPlan {
  const moments = reminderDatesOf(batch.period, calendar)
    .map((date) => Date.parse(startOfLocalDate(date, clock.utcOffsetMinutes)) + REMINDER_HOUR_MS)
    .filter((moment) => moment > Date.parse(batch.sentAt));
  const now = clock.now.getTime();
  const next = moments.find((moment) => moment > now);
  const seconds = next === undefined ? LONGEST_WAIT_SECONDS : Math.ceil((next - now) / 1000);
  return {
    due: moments.filter((moment) => moment <= now).length,
    waitSeconds: Math.max(1, Math.min(LONGEST_WAIT_SECONDS, seconds)),
  };
}
