import type { Delegation } from '../../../domain/approval/delegation.ts';
import { applyFreeze } from '../../../domain/approval/freeze.ts';
import type { Freeze } from '../../../domain/approval/freeze.ts';
import type { LevelState } from '../../../domain/approval/level.ts';
import { openLevel } from '../../../domain/approval/open-level.ts';
import { levelsFor } from '../../../domain/approval/policy.ts';
import type { LevelPolicy } from '../../../domain/approval/policy.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { isDead } from '../../../domain/request/lifecycle.ts';
import { readDelegations, readFreezes } from '../../adapters/dynamodb/absence-store.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import type { HeadChange, Judgement } from '../../adapters/dynamodb/change-head.ts';
import type { ConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { revisionKey } from '../../adapters/dynamodb/keys.ts';
import { decidersElsewhere, putNewLevel, readLevels } from '../../adapters/dynamodb/level-store.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import { requestMails } from '../../mail/level-mails.ts';
import { LOG } from '../../runtime/log-messages.ts';
import { logger } from '../../runtime/telemetry.ts';
import { endByLevel } from '../review-level/end-level.ts';
import { secondsToNextTurn } from '../review-level/wait.ts';
import type { OpenLevelStepInput, OpenLevelStepOutput } from './contract.ts';

export interface OpenLevelDeps {
  readonly table: Table;
  readonly configuration: Pick<ConfigurationStore, 'version'>;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

const STEP = 'open-level';

type Stop =
  | { readonly kind: 'answer'; readonly answer: OpenLevelStepOutput }
  | { readonly kind: 'against'; readonly level: LevelState };

const answer = (outcome: OpenLevelStepOutput): { stop: Stop } => ({ stop: { kind: 'answer', answer: outcome } });

/**
 * Opens the level that follows the last decided one, or finds every level done and approves the revision. Level, mails
 * and event are one transaction on the head's status: a revision withdrawn meanwhile gets no level.
 * @throws BrokenError when a level blocks because nobody may decide it
 */
export async function openNextLevel(input: OpenLevelStepInput, deps: OpenLevelDeps): Promise<OpenLevelStepOutput> {
  let done: OpenLevelStepOutput = { outcome: 'ended' };
  const result = await changeHead<RevisionHead, Stop>(deps.table, {
    key: revisionKey(input.revisionId),
    schema: revisionHeadSchema,
    judge: async (head): Promise<Judgement<Stop>> => {
      if (head === null) throw new BrokenError(`no revision ${input.revisionId}`);
      if (head.status === 'approved') return answer({ outcome: 'approved' });
      if (isDead(head.status) || head.status !== 'approving') return answer({ outcome: 'ended' });
      const next = await judgeNext(head, deps);
      if ('stop' in next) return next;
      done = next.done;
      return { change: next.change };
    },
    // The level or its mails exist already: another run was here first, so the head is read again.
    onAlsoFailed: () => undefined,
  });
  if (result.changed) {
    await deps.nudgeMail();
    return done;
  }
  if (result.stop.kind === 'answer') return result.stop.answer;
  await endByLevel(deps.table, { revisionId: input.revisionId, level: result.stop.level, by: STEP, now: deps.now() });
  await deps.nudgeMail();
  return { outcome: 'ended' };
}

type Next = { readonly stop: Stop } | { readonly change: HeadChange; readonly done: OpenLevelStepOutput };

async function judgeNext(head: RevisionHead, deps: OpenLevelDeps): Promise<Next> {
  const levels = await readLevels(deps.table, head.revisionId);
  const last = levels.at(-1);
  if (last?.status === 'open') {
    return answer({ outcome: 'open', level: last.number, waitSeconds: secondsToNextTurn(last, deps.now()) });
  }
  if (last !== undefined && last.status !== 'approved') return { stop: { kind: 'against', level: last } };
  const policies = await policiesOf(head, deps);
  const at = deps.now().toISOString();
  const [delegations, freezes] = await Promise.all([readDelegations(deps.table, at), readFreezes(deps.table, at)]);
  const found = firstToOpen({ head, policies, levels, delegations, at });
  if (found.level === null) return approval(head, { levels, skipped: found.skipped, at });
  return opening(head, { level: frozenLevel(found.level, freezes), skipped: found.skipped, deps });
}

async function policiesOf(head: RevisionHead, deps: OpenLevelDeps): Promise<LevelPolicy[]> {
  const { document } = await deps.configuration.version('policy', head.configuration.policy);
  if (head.summary === undefined) throw new BrokenError(`revision ${head.revisionId} has no total`);
  const policies = levelsFor(document, head.summary.total);
  // Nothing is ever approved by nobody.
  if (policies.length === 0) throw new BrokenError(`the policy has no level for revision ${head.revisionId}`);
  return policies;
}

interface Search {
  readonly head: RevisionHead;
  readonly policies: readonly LevelPolicy[];
  readonly levels: readonly LevelState[];
  readonly delegations: readonly Delegation[];
  readonly at: string;
}

/** The next level that has persons to decide it; empty ones are skipped when the policy says so. */
function firstToOpen({ head, policies, levels, delegations, at }: Search): {
  level: LevelState | null;
  skipped: string[];
} {
  const skipped: string[] = [];
  const decidedElsewhere = decidersElsewhere(levels, 0);
  for (let index = levels.at(-1)?.number ?? 0; index < policies.length; index += 1) {
    const policy = policies[index];
    if (policy === undefined) break;
    const about = { policy, number: index + 1, submitterId: head.officerId, decidedElsewhere, delegations, at };
    const result = openLevel(about);
    if (result.kind === 'opened') {
      if (result.escalationBarred) tellBarred(head, index + 1);
      return { level: result.level, skipped };
    }
    logger.warn(LOG.levelEmpty.message, { code: LOG.levelEmpty.code, revisionId: head.revisionId, levelId: policy.id });
    if (result.onEmpty === 'block') {
      throw new BrokenError(`nobody may decide level ${policy.id} of revision ${head.revisionId}`);
    }
    skipped.push(policy.id);
  }
  return { level: null, skipped };
}

/** The policy's target submitted this request, decided another level or sits on this one: people should know in time. */
function tellBarred({ revisionId }: RevisionHead, levelNumber: number): void {
  const { message, code } = LOG.escalationBarred;
  logger.warn(message, { code, revisionId, levelNumber, reason: 'separation-of-duties' });
}

/** A level that is opened shortly before a freeze, or in it, gets its times as if the freeze took none. */
function frozenLevel(opened: LevelState, freezes: readonly Freeze[]): LevelState {
  let level = opened;
  for (const freeze of freezes) {
    const moved = applyFreeze(level, freeze);
    if (moved.kind === 'moved') level = { ...moved.level, version: opened.version };
  }
  return level;
}

function opening(
  head: RevisionHead,
  { level, skipped, deps }: { level: LevelState; skipped: string[]; deps: OpenLevelDeps },
): Next {
  const place = { revisionId: head.revisionId, level: level.number };
  const approvers = level.seats.map((seat) => seat.personId);
  // Both names stand in the trail: who was to decide, and who stands in.
  const standIns = level.seats.flatMap(({ via, personId }) =>
    via === undefined ? [] : [{ from: via.fromPersonId, to: personId }],
  );
  return {
    done: { outcome: 'open', level: level.number, waitSeconds: secondsToNextTurn(level, deps.now()) },
    change: {
      set: { currentLevel: level.number, changedAt: level.openedAt },
      event: {
        type: 'level-opened',
        at: level.openedAt,
        by: STEP,
        data: { level: level.number, levelId: level.levelId, approvers, standIns, expireAt: level.expireAt, skipped },
      },
      also: [putNewLevel(deps.table, head.revisionId, level), ...requestMails(deps.table, place, level)],
    },
  };
}

function approval(
  head: RevisionHead,
  { levels, skipped, at }: { levels: readonly LevelState[]; skipped: string[]; at: string },
): Next {
  if (levels.length === 0) throw new BrokenError(`every level of revision ${head.revisionId} is empty`);
  const levelIds = levels.map((level) => level.levelId);
  return {
    done: { outcome: 'approved' },
    change: {
      set: { status: 'approved', changedAt: at },
      event: {
        type: 'request-approved',
        at,
        by: STEP,
        data: { levels: levelIds, skipped, contentHash: head.contentHash },
      },
    },
  };
}
