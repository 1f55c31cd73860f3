import * as z from 'zod';
import { personIdSchema, requestIdSchema } from '../../../domain/identity/ids.ts';
import { textSchema } from '../../../domain/text-schema.ts';

export const params = z.object({ personId: personIdSchema });
export const query = z.object({});
export const body = z.object({});

/** What rests on a person, and so has to be passed on when the person leaves. */
export const output = z.object({
  /** Levels of the policy in force; `isOnly`: nobody else approves there. While there are any, the person cannot leave. */
  policyLevels: z.array(
    z.object({
      levelId: z.string(),
      title: textSchema,
      as: z.array(z.enum(['approver', 'required', 'escalation', 'delegate'])),
      isOnly: z.boolean(),
    }),
  ),
  /** Levels that wait for the person now, by their ends. They stay silent until the seat is given to somebody else. */
  openLevels: z.array(
    z.object({ requestId: requestIdSchema, title: z.string(), levelTitle: textSchema, expireAt: z.string() }),
  ),
  /** Absences for which the person stands in; they end with the departure. `until` exclusive. */
  standsInFor: z.array(z.object({ personId: personIdSchema, name: z.string(), until: z.string() })),
});
export type ShowDutiesOutput = z.infer<typeof output>;
