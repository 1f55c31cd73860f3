import type { PersonId } from '../identity/ids.ts';
import type { Rupiah } from '../money/money.ts';
import type { Delegation } from './delegation.ts';
import { neededApprovals, seating } from './open-level.ts';
import type { Seating } from './open-level.ts';
import { levelsFor } from './policy.ts';
import type { LevelPolicy, Policy } from './policy.ts';

export interface PlannedLevel extends Seating {
  readonly policy: LevelPolicy;
  /** 1-based place among the levels that a request of this amount passes. */
  readonly number: number;
  /** How many approvals it takes. */
  readonly needed: number;
}

/**
 * Who would be asked for an amount (whole rupiah, whole period) if every level opened at `at`. Nobody has decided
 * anything yet: `repeated` names those who sit on more than one level and will decide on the first of them only.
 */
export function dryRun(question: {
  readonly policy: Pick<Policy, 'levels'>;
  readonly amount: Rupiah;
  readonly at: string;
  readonly delegations: readonly Delegation[];
}): { levels: PlannedLevel[]; repeated: PersonId[] } {
  const { at, delegations } = question;
  const levels = levelsFor(question.policy, question.amount).map((policy, index): PlannedLevel => {
    const planned = seating({ policy, at, delegations }, []);
    return { policy, number: index + 1, needed: neededApprovals(policy.quorum, planned.seats.length), ...planned };
  });
  const holders = levels.flatMap(({ seats }) => seats.map((seat) => seat.personId));
  return { levels, repeated: [...new Set(holders.filter((one, index) => holders.indexOf(one) !== index))] };
}
