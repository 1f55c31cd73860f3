import { policySchema } from '../../../domain/approval/policy.ts';
import type { Policy } from '../../../domain/approval/policy.ts';
import { readSampleConfiguration } from '../../configuration-folder.ts';
import { changePolicy } from '../administrators.ts';
import { premiumOf } from '../plan.ts';
import type { Scene } from '../scene.ts';

/** Times of a policy are hours. */
const SECOND = 1 / 3600;

/**
 * The sample policy with times that a demo can wait for. Requests below `smallBelow` rupiah are decided by the first
 * level's people alone and end after a few seconds; for others the last level calls in its target after a few seconds.
 */
export function hurriedPolicy(policy: Policy, smallBelow: number): Policy {
  const [first] = policy.levels;
  const last = policy.levels.at(-1);
  if (first === undefined || last === undefined) throw new Error('the policy has no level');
  const small = {
    ...first,
    id: `${first.id}-kecil`,
    amountBelow: smallBelow,
    reminderHours: [],
    expireAfterHours: 9 * SECOND,
    escalateAfterHours: undefined,
    escalationTarget: undefined,
  };
  const others = policy.levels.map((level) => ({
    ...level,
    amountFrom: smallBelow,
    ...(level === last && { reminderHours: [2 * SECOND], escalateAfterHours: 4 * SECOND }),
  }));
  const levels = [small, ...others].map((level) => withoutGaps(level));
  return policySchema.parse({ ...policy, version: `${policy.version}-tergesa`, levels });
}

function withoutGaps(level: object): object {
  return Object.fromEntries(Object.entries(level).filter(([, value]) => value !== undefined));
}

/** Two administrators put the hurried policy in force; what was sent before keeps the policy of its own day. */
export async function hurry({ options, plan, people, stages, checks, fiscalYear }: Scene): Promise<void> {
  const { policy } = readSampleConfiguration(fiscalYear - 1).parsed;
  // One worker more than the small request has is no longer small.
  const hurried = hurriedPolicy(policy, (plan.silent + 1) * premiumOf(options));
  const { aloneRefused } = await stages.run('policy of seconds in force, by two administrators', () =>
    changePolicy(people.administrators, hurried),
  );
  checks.isTrue('an administrator cannot confirm the own change', aloneRefused);
}

/** Back to the policy of every day. Requests that are on their way keep the hurried one. */
export async function slowDown({ people, stages, fiscalYear }: Scene): Promise<void> {
  const { policy } = readSampleConfiguration(fiscalYear - 1).parsed;
  await stages.run('policy of every day in force again', () => changePolicy(people.administrators, policy));
}
