import { levelsOpenPast } from '../../adapters/dynamodb/level-store.ts';
import { settleOpenLevels } from '../../adapters/dynamodb/settle-level.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { LOG } from '../../runtime/log-messages.ts';
import { logger } from '../../runtime/telemetry.ts';

/** A machine that looks at its level expires it within seconds of its end, retries included. */
const LATE_MS = 10 * 60_000;

/**
 * A dated delegation begins by the clock, and a freeze may have been confirmed by a function that was cut off. Then tells
 * of every level that is open past its end: its request waits longer than its policy allows.
 */
export async function mendLevels(
  table: Table,
  { now, onFailed }: { now: Date; onFailed: (error: unknown) => void },
): Promise<'settled' | 'nothing'> {
  const { changed, failed } = await settleOpenLevels(table, { at: now.toISOString(), by: 'repair' });
  for (const error of failed) onFailed(error);
  const { message, code } = LOG.levelOverdue;
  for (const { revisionId, level } of await levelsOpenPast(table, new Date(now.getTime() - LATE_MS).toISOString())) {
    logger.warn(message, { code, revisionId, levelNumber: level });
  }
  return changed === 0 ? 'nothing' : 'settled';
}
