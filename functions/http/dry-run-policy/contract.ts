import * as z from 'zod';
import { seatSchema } from '../../../domain/approval/level.ts';
import { levelPolicySchema } from '../../../domain/approval/policy.ts';
import { personIdSchema } from '../../../domain/identity/ids.ts';
import { rupiahSchema } from '../../../domain/money/money.ts';
import { changeSchema, momentSchema } from '../../administration/change-records.ts';
import { namesSchema } from '../../administration/names.ts';

export const params = z.object({});
/**
 * `amount`: whole rupiah for the whole period; a policy knows amounts, the funding source makes no difference to it.
 * `at`: when the levels would open, now when left out. `changeId`: a policy that is proposed, in place of the one in force.
 */
export const query = z.object({
  amount: z.coerce.number().pipe(rupiahSchema),
  at: momentSchema.optional(),
  changeId: changeSchema.shape.changeId.optional(),
});
export const body = z.object({});
export type DryRunPolicyQuery = z.infer<typeof query>;

const plannedLevelSchema = z.object({
  number: z.number().int(),
  policy: levelPolicySchema,
  /** Who would be asked; `passedBy` names whom they stand in for. */
  seats: z.array(seatSchema),
  needed: z.number().int(),
  /** False: too few people; the level would block or be skipped, as `policy.onEmpty` says. */
  isEnough: z.boolean(),
  /** Left out when the policy names nobody, or somebody who sits on the level already. */
  escalationTarget: personIdSchema.optional(),
  /** Of those asked: whose address does not take mails, and who would need a PIN and has none that works. */
  unreachable: z.array(personIdSchema),
  withoutPin: z.array(personIdSchema),
});

/** `repeated`: who sits on more than one level, and would decide on the first of them only. */
export const output = z.object({
  amount: rupiahSchema,
  at: z.string(),
  policy: z.object({ name: z.string(), version: z.number().int().optional() }),
  levels: z.array(plannedLevelSchema),
  repeated: z.array(personIdSchema),
  names: namesSchema,
});
export type DryRunPolicyOutput = z.infer<typeof output>;
