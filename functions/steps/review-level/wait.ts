import type { LevelState } from '../../../domain/approval/level.ts';
import { dueActions } from '../../../domain/approval/timers.ts';

/** Whole seconds, rounded up so that the timer never fires early, until the level's next turn; at least one. */
export function secondsToNextTurn(level: LevelState, now: Date): number {
  const { nextAt } = dueActions(level, now.toISOString());
  const waitMs = nextAt === null ? 0 : Date.parse(nextAt) - now.getTime();
  return Math.max(1, Math.ceil(waitMs / 1000));
}
