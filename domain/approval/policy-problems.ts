import type { LevelPolicy } from './policy.ts';

export interface PolicyProblem {
  /** Path below `levels`: the level's index, then the field. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Everything that makes a set of levels unusable, so that an administrator sees all of it at once. */
export function policyProblems(levels: readonly LevelPolicy[]): PolicyProblem[] {
  return [
    ...duplicateIds(levels),
    ...levels.flatMap((level, index) => levelProblems(level).map(at(index))),
    ...stepProblems(levels),
    ...coverageProblems(levels),
  ];
}

const at =
  (index: number) =>
  ([field, message]: readonly [string, string]): PolicyProblem => ({ path: [index, field], message });

function levelProblems(level: LevelPolicy): [string, string][] {
  return [...personProblems(level), ...timeProblems(level), ...rangeProblems(level)];
}

function personProblems(level: LevelPolicy): [string, string][] {
  const problems: [string, string][] = [];
  const approvers = new Set(level.approvers);
  if (approvers.size !== level.approvers.length) problems.push(['approvers', 'an approver is named twice']);
  const required = level.quorum.required ?? [];
  if (new Set(required).size !== required.length) problems.push(['quorum', 'a required person is named twice']);
  for (const personId of required) {
    if (!approvers.has(personId)) problems.push(['quorum', `required person ${personId} is not an approver`]);
  }
  if (level.quorum.kind === 'k-of-n') {
    if (level.quorum.k > approvers.size) {
      problems.push(['quorum', `k is ${level.quorum.k} but there are only ${approvers.size} approvers`]);
    }
    if (required.length > level.quorum.k) problems.push(['quorum', 'more persons are required than k']);
  }
  if (level.escalationTarget !== undefined && approvers.has(level.escalationTarget)) {
    problems.push(['escalationTarget', 'the escalation target is already an approver of this level']);
  }
  return problems;
}

function timeProblems(level: LevelPolicy): [string, string][] {
  const problems: [string, string][] = [];
  const { escalateAfterHours, escalationTarget, expireAfterHours } = level;
  if ((escalateAfterHours === undefined) !== (escalationTarget === undefined)) {
    problems.push(['escalateAfterHours', 'escalateAfterHours and escalationTarget belong together']);
  }
  if (escalateAfterHours !== undefined && escalateAfterHours >= expireAfterHours) {
    problems.push(['escalateAfterHours', 'escalation must come before expiry']);
  }
  if ((level.onExpiry === 'hold-once') !== (level.holdHours !== undefined)) {
    problems.push(['holdHours', 'holdHours is needed for hold-once and only there']);
  }
  if (level.reminderHours.some((hour, i, all) => hour >= expireAfterHours || (i > 0 && hour <= (all[i - 1] ?? 0)))) {
    problems.push(['reminderHours', 'reminders must ascend and come before expiry']);
  }
  return problems;
}

function rangeProblems(level: LevelPolicy): [string, string][] {
  return level.amountBelow !== null && level.amountBelow <= level.amountFrom
    ? [['amountBelow', 'amountBelow must be greater than amountFrom']]
    : [];
}

function duplicateIds(levels: readonly LevelPolicy[]): PolicyProblem[] {
  return levels.flatMap((level, index) =>
    levels.findIndex((other) => other.id === level.id) === index
      ? []
      : [at(index)(['id', `level id ${level.id} is used twice`])],
  );
}

type Range = Pick<LevelPolicy, 'amountFrom' | 'amountBelow'>;
const byFrom = (a: Range, b: Range) => a.amountFrom - b.amountFrom;
const endOf = (range: Range) => range.amountBelow ?? Number.POSITIVE_INFINITY;

/** Alternatives of one step must touch: an overlap has two answers for an amount, a gap silently skips the step for it. */
function stepProblems(levels: readonly LevelPolicy[]): PolicyProblem[] {
  return [...Map.groupBy(levels, (level) => level.step)].flatMap(([step, alternatives]) => {
    const sorted = alternatives.toSorted(byFrom);
    return sorted.slice(1).flatMap((level, i) => {
      const end = endOf(sorted[i] ?? level);
      if (end === level.amountFrom) return [];
      const word = end > level.amountFrom ? 'overlaps' : 'leaves a gap after';
      return [at(levels.indexOf(level))(['amountFrom', `step ${step}: ${level.id} ${word} ${sorted[i]?.id ?? ''}`])];
    });
  });
}

function coverageProblems(levels: readonly LevelPolicy[]): PolicyProblem[] {
  let covered = 0;
  for (const level of levels.toSorted(byFrom)) {
    if (level.amountFrom > covered) break;
    covered = Math.max(covered, endOf(level));
  }
  return covered === Number.POSITIVE_INFINITY
    ? []
    : [{ path: [], message: `no level decides an amount of ${covered} rupiah: the ranges leave a gap` }];
}
