import * as z from 'zod';
import { personIdSchema, type PersonId } from '../identity/ids.ts';
import { rupiahSchema, type Rupiah } from '../money/money.ts';
import { textSchema } from '../text-schema.ts';
import { policyProblems } from './policy-problems.ts';

const requiredPersons = z.array(personIdSchema).min(1).readonly().exactOptional();

/** `any`: one approval; `all`: every seat; `k-of-n`: k seats. Persons in `required` must be among the approvals in any case. */
export const quorumSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('any'), required: requiredPersons }).readonly(),
  z.strictObject({ kind: z.literal('all'), required: requiredPersons }).readonly(),
  z.strictObject({ kind: z.literal('k-of-n'), k: z.int().min(1), required: requiredPersons }).readonly(),
]);
export type Quorum = z.infer<typeof quorumSchema>;

export const proofSchema = z.enum(['link', 'link+pin']);

const hours = z
  .number()
  .positive()
  .max(24 * 366);

/**
 * One level of a policy. Levels run by ascending `step`; levels that share a step are alternatives for different amounts.
 * Amounts are whole rupiah, `amountFrom` inclusive and `amountBelow` exclusive (null: no upper end). Hours count from the opening.
 */
export const levelPolicySchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    step: z.int().min(1),
    title: textSchema,
    approvers: z.array(personIdSchema).min(1).readonly(),
    quorum: quorumSchema,
    amountFrom: rupiahSchema,
    amountBelow: rupiahSchema.nullable(),
    reminderHours: z.array(hours).readonly(),
    escalateAfterHours: hours.exactOptional(),
    escalationTarget: personIdSchema.exactOptional(),
    expireAfterHours: hours,
    onExpiry: z.enum(['expire', 'hold-once']),
    holdHours: hours.exactOptional(),
    onEmpty: z.enum(['block', 'skip']),
    proof: proofSchema,
    mayDelegateTo: z.array(personIdSchema).readonly().exactOptional(),
  })
  .readonly();
export type LevelPolicy = z.infer<typeof levelPolicySchema>;

export const policySchema = z
  .strictObject({ version: z.string().min(1), levels: z.array(levelPolicySchema).min(1).readonly() })
  .readonly()
  .superRefine((policy, context) => {
    for (const problem of policyProblems(policy.levels)) {
      const { path, text } = problem;
      context.addIssue({ code: 'custom', path: ['levels', ...path], message: text.en, params: { text } });
    }
  });
export type Policy = z.infer<typeof policySchema>;

/** The levels a request of this amount (whole rupiah, whole period) passes, in the order in which they are opened. */
export function levelsFor(policy: Pick<Policy, 'levels'>, amount: Rupiah): LevelPolicy[] {
  return policy.levels
    .filter((level) => amount >= level.amountFrom && (level.amountBelow === null || amount < level.amountBelow))
    .toSorted((a, b) => a.step - b.step);
}

/** Every person a policy names: approvers, required persons, escalation targets and possible delegates. */
export function personsOf(policy: Pick<Policy, 'levels'>): Set<PersonId> {
  return new Set(
    policy.levels.flatMap((level) => [
      ...level.approvers,
      ...(level.escalationTarget === undefined ? [] : [level.escalationTarget]),
      ...(level.mayDelegateTo ?? []),
    ]),
  );
}

export type DutyAs = 'approver' | 'required' | 'escalation' | 'delegate';

/** The levels that name a person, and as what; `isOnly`: nobody else approves there. */
export function levelsNaming(
  policy: Pick<Policy, 'levels'>,
  personId: PersonId,
): { readonly level: LevelPolicy; readonly as: DutyAs[]; readonly isOnly: boolean }[] {
  return policy.levels.flatMap((level) => {
    const { approvers, quorum, escalationTarget, mayDelegateTo = [] } = level;
    const as: DutyAs[] = [
      ...(approvers.includes(personId) ? (['approver'] as const) : []),
      ...(quorum.required?.includes(personId) === true ? (['required'] as const) : []),
      ...(escalationTarget === personId ? (['escalation'] as const) : []),
      ...(mayDelegateTo.includes(personId) ? (['delegate'] as const) : []),
    ];
    const isOnly = approvers.every((one) => one === personId);
    return as.length === 0 ? [] : [{ level, as, isOnly }];
  });
}
