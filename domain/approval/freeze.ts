import * as z from 'zod';
import { textSchema } from '../text-schema.ts';
import { instantSchema, type LevelState } from './level.ts';
import { mayMove } from './lifecycle.ts';
import { refused, type Refused } from './refusals.ts';

/** A time in which nothing is decided, for example the year-end close. `from` inclusive, `until` exclusive. */
export const freezeSchema = z
  .strictObject({ freezeId: z.string().min(1), from: instantSchema, until: instantSchema, reason: textSchema })
  .readonly()
  .refine((freeze) => freeze.from < freeze.until, 'must end after it starts');
export type Freeze = z.infer<typeof freezeSchema>;

/** When the freeze that holds at a moment ends; undefined when none holds. */
export function frozenUntil(freezes: readonly Freeze[], at: string): string | undefined {
  return freezes
    .filter((freeze) => freeze.from <= at && at < freeze.until)
    .map((freeze) => freeze.until)
    .toSorted()
    .at(-1);
}

/**
 * Every time of an open level that lies at or after the freeze's start moves on by the freeze's length, once. Of a freeze
 * in which the level was opened, only the rest counts.
 */
export function applyFreeze(level: LevelState, freeze: Freeze): { kind: 'moved'; level: LevelState } | Refused {
  if (!mayMove(level.status, 'freeze')) return refused('level-not-open');
  const applied = level.freezesApplied ?? [];
  const from = freeze.from > level.openedAt ? freeze.from : level.openedAt;
  if (applied.includes(freeze.freezeId) || freeze.until <= from || level.expireAt < from) return refused('not-due');
  const length = Date.parse(freeze.until) - Date.parse(from);
  const move = (at: string) => (at < from ? at : new Date(Date.parse(at) + length).toISOString());
  return {
    kind: 'moved',
    level: {
      ...level,
      version: level.version + 1,
      reminders: level.reminders.map((at, index) => (index < level.remindersSent ? at : move(at))),
      ...(level.escalateAt === undefined ? {} : { escalateAt: move(level.escalateAt) }),
      expireAt: move(level.expireAt),
      freezesApplied: [...applied, freeze.freezeId],
    },
  };
}
