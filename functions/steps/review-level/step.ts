import { markReminded, dueActions, escalate, expire } from '../../../domain/approval/timers.ts';
import type { DueAction } from '../../../domain/approval/timers.ts';
import type { LevelState } from '../../../domain/approval/level.ts';
import type { LevelRefusal } from '../../../domain/approval/refusals.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { revisionKey } from '../../adapters/dynamodb/keys.ts';
import { changeLevel, decidersElsewhere, readLevel } from '../../adapters/dynamodb/level-store.ts';
import type { LevelJudgement, LevelPlace } from '../../adapters/dynamodb/level-store.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import { settleLevel } from '../../adapters/dynamodb/settle-level.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import { escalationMail, holdMails, reminderMails } from '../../mail/level-mails.ts';
import { LOG } from '../../runtime/log-messages.ts';
import { logger } from '../../runtime/telemetry.ts';
import type { ReviewLevelInput, ReviewLevelOutput } from './contract.ts';
import { endByLevel } from './end-level.ts';
import { secondsToNextTurn } from './wait.ts';

export interface ReviewLevelDeps {
  readonly table: Table;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

const STEP = 'review-level';
/** More than one turn can be overdue: a reminder, the escalation and the end. */
const MOST_TURNS = 6;

/**
 * Does what is due on a level and says what the machine does next. A timer only asks: early, late or twice, it finds
 * what is stored and follows that.
 */
export async function reviewLevel(input: ReviewLevelInput, deps: ReviewLevelDeps): Promise<ReviewLevelOutput> {
  const head = await readItem(deps.table, revisionKey(input.revisionId), revisionHeadSchema);
  if (head === null) throw new BrokenError(`no revision ${input.revisionId}`);
  if (head.status !== 'approving' && head.status !== 'approved') return { outcome: 'ended' };
  // Before anything is judged as due: a freeze may have moved it, a delegation its holder.
  const settled = await settleLevel(deps.table, input, { at: deps.now().toISOString(), by: STEP });
  if (settled > 0) await deps.nudgeMail();
  const level = await takeDueTurns(input, deps);
  if (level.status === 'approved') return { outcome: 'decided' };
  if (level.status === 'open') {
    return { outcome: 'open', level: level.number, waitSeconds: secondsToNextTurn(level, deps.now()) };
  }
  await endByLevel(deps.table, { revisionId: input.revisionId, level, by: STEP, now: deps.now() });
  await deps.nudgeMail();
  return { outcome: 'ended' };
}

async function takeDueTurns(input: ReviewLevelInput, deps: ReviewLevelDeps): Promise<LevelState> {
  let turns = 0;
  const refused = new Set<DueAction>();
  for (;;) {
    const level = await readLevel(deps.table, input);
    if (level === null) throw new BrokenError(`revision ${input.revisionId} has no level ${input.level}`);
    const action = dueActions(level, deps.now().toISOString()).due.find((one) => !refused.has(one));
    if (action === undefined || turns >= MOST_TURNS) return level;
    turns += 1;
    const turn = await takeTurn(input, action, deps);
    if (turn === 'refused') refused.add(action);
  }
}

async function takeTurn(place: LevelPlace, action: DueAction, deps: ReviewLevelDeps): Promise<'done' | 'refused'> {
  const at = deps.now().toISOString();
  let next: LevelState | undefined;
  const outcome = await changeLevel<LevelRefusal>(deps.table, place, (level, all) => {
    const judgement = judgeTurn({ action, place, level, all, at, table: deps.table });
    if ('next' in judgement) next = judgement.next;
    return judgement;
  });
  if (!outcome.changed) {
    // The level changed under us, or the target may not decide here: the second is for people to see.
    if (action === 'escalate' && outcome.stop !== 'not-due') {
      logger.warn(LOG.escalationBarred.message, {
        code: LOG.escalationBarred.code,
        revisionId: place.revisionId,
        levelNumber: place.level,
        reason: outcome.stop,
      });
    }
    return 'refused';
  }
  if (action === 'expire' && next !== undefined) tellEnd(place, next);
  await deps.nudgeMail();
  return 'done';
}

/** Nobody decided in time, and people should know: asked once more, or ended for good. */
function tellEnd({ revisionId, level: levelNumber }: LevelPlace, { status, levelId }: LevelState): void {
  const { message, code } = status === 'expired' ? LOG.levelExpired : LOG.levelHeld;
  logger.warn(message, { code, revisionId, levelNumber, levelId });
}

interface Turn {
  readonly action: DueAction;
  readonly place: LevelPlace;
  readonly level: LevelState;
  readonly all: readonly LevelState[];
  readonly at: string;
  readonly table: Table;
}

function judgeTurn(turn: Turn): LevelJudgement<LevelRefusal> {
  switch (turn.action) {
    case 'remind':
      return judgeReminder(turn);
    case 'escalate':
      return judgeEscalation(turn);
    case 'expire':
      return judgeExpiry(turn);
  }
}

const eventOf = ({ at, level }: Turn, type: string, data: Readonly<Record<string, unknown>>) => ({
  type,
  at,
  by: STEP,
  data: { level: level.number, levelId: level.levelId, ...data },
});

function judgeReminder(turn: Turn): LevelJudgement<LevelRefusal> {
  const result = markReminded(turn.level, turn.at);
  if (result.kind === 'refused') return { stop: result.refusal };
  const { level: next } = result;
  return {
    next,
    event: eventOf(turn, 'level-reminded', { reminder: next.remindersSent }),
    also: reminderMails(turn.table, turn.place, { level: next, at: turn.at }),
  };
}

function judgeEscalation(turn: Turn): LevelJudgement<LevelRefusal> {
  const elsewhere = decidersElsewhere(turn.all, turn.level.number);
  const result = escalate(turn.level, turn.at, elsewhere);
  if (result.kind === 'refused') return { stop: result.refusal };
  return {
    next: result.level,
    event: eventOf(turn, 'level-escalated', { target: result.targetPersonId }),
    also: [escalationMail(turn.table, turn.place, { personId: result.targetPersonId, at: turn.at })],
  };
}

function judgeExpiry(turn: Turn): LevelJudgement<LevelRefusal> {
  const result = expire(turn.level, turn.at);
  if (result.kind === 'refused') return { stop: result.refusal };
  if (result.kind === 'expired') return { next: result.level, event: eventOf(turn, 'level-expired', {}) };
  return {
    next: result.level,
    event: eventOf(turn, 'level-held', { expireAt: result.level.expireAt }),
    also: holdMails(turn.table, turn.place, { level: result.level, at: turn.at }),
  };
}
