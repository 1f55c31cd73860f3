import type { Delegation } from '../../../domain/approval/delegation.ts';
import { applyFreeze } from '../../../domain/approval/freeze.ts';
import type { Freeze } from '../../../domain/approval/freeze.ts';
import type { LevelState } from '../../../domain/approval/level.ts';
import { moveForAbsence } from '../../../domain/approval/pass-on.ts';
import { delegationMail } from '../../mail/level-mails.ts';
import { readDelegations, readFreezes } from './absence-store.ts';
import { changeLevel, decidersElsewhere, openLevels, readLevel } from './level-store.ts';
import type { LevelJudgement, LevelPlace } from './level-store.ts';
import type { Table } from './table.ts';

interface Absences {
  readonly freezes: readonly Freeze[];
  readonly delegations: readonly Delegation[];
  /** Now, UTC instant. */
  readonly at: string;
  /** Who acts: a step or a person's id. */
  readonly by: string;
}

/** More than seats and freezes of any one level: a bound, not a limit. */
const MOST_TURNS = 40;

/**
 * Brings one open level to what freezes and dated delegations say by now: times move on by each freeze once, silent seats
 * of absent holders go to who stands in. Each turn is one change with its event; doing it again changes nothing.
 * @returns how much was changed
 */
export async function settleLevel(table: Table, place: LevelPlace, now: Pick<Absences, 'at' | 'by'>): Promise<number> {
  const level = await readLevel(table, place);
  if (level?.status !== 'open') return 0;
  const absences = await readAbsences(table, now);
  // A freeze that ended unnoticed still counts for a level that was open in it.
  return settle(table, place, { ...absences, freezes: await readFreezes(table, level.openedAt) });
}

/** The same for every open level. One that fails does not keep the others from it. */
export async function settleOpenLevels(
  table: Table,
  now: Pick<Absences, 'at' | 'by'>,
): Promise<{ changed: number; failed: unknown[] }> {
  const absences = await readAbsences(table, now);
  const count: { changed: number; failed: unknown[] } = { changed: 0, failed: [] };
  if (absences.freezes.length === 0 && absences.delegations.length === 0) return count;
  for await (const { revisionId, number } of openLevels(table)) {
    try {
      count.changed += await settle(table, { revisionId, level: number }, absences);
    } catch (error) {
      count.failed.push(error);
    }
  }
  return count;
}

async function readAbsences(table: Table, now: Pick<Absences, 'at' | 'by'>): Promise<Absences> {
  const [freezes, delegations] = await Promise.all([readFreezes(table, now.at), readDelegations(table, now.at)]);
  return { freezes, delegations, ...now };
}

async function settle(table: Table, place: LevelPlace, absences: Absences): Promise<number> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const outcome = await changeLevel<'settled'>(table, place, (level, all) =>
      judge({ table, place, level, decidedElsewhere: decidersElsewhere(all, level.number) }, absences),
    );
    if (!outcome.changed) return turn;
  }
  return MOST_TURNS;
}

interface Settling {
  readonly table: Table;
  readonly place: LevelPlace;
  readonly level: LevelState;
  readonly decidedElsewhere: ReturnType<typeof decidersElsewhere>;
}

function judge({ table, place, level, decidedElsewhere }: Settling, absences: Absences): LevelJudgement<'settled'> {
  const { at, by } = absences;
  const data = { level: level.number, levelId: level.levelId };
  for (const freeze of absences.freezes) {
    const moved = applyFreeze(level, freeze);
    if (moved.kind === 'refused') continue;
    const { freezeId, from, until } = freeze;
    const { expireAt } = moved.level;
    return {
      next: moved.level,
      event: { type: 'level-frozen', at, by, data: { ...data, freezeId, from, until, expireAt } },
    };
  }
  const moved = moveForAbsence(level, { at, delegations: absences.delegations, decidedElsewhere });
  if (moved === undefined) return { stop: 'settled' };
  const { from, to, seatId } = moved;
  return {
    next: moved.level,
    event: { type: 'level-delegated', at, by, data: { ...data, seatId, from, to, dated: true } },
    also: [delegationMail(table, place, { from, to, at })],
  };
}
