import * as z from 'zod';
import { roleSchema } from '../../../domain/configuration/role.ts';
import { personIdSchema } from '../../../domain/identity/ids.ts';
import { mailTroubleSchema } from '../../adapters/dynamodb/person-records.ts';

export const params = z.object({});
export const query = z.object({});
export const body = z.object({});

/** `mailTrouble`: mails to the present address came back, or its owner complained of them. */
export const output = z.object({
  people: z.array(
    z.object({
      personId: personIdSchema,
      name: z.string(),
      email: z.string(),
      roles: z.array(roleSchema),
      officeId: z.string().optional(),
      language: z.enum(['id', 'en']),
      /** A change of a person is a whole person, so it takes this one with it. */
      account: z.string().optional(),
      /** First day out of office; the record stays, because histories name it. */
      leftOn: z.string().optional(),
      pin: z.enum(['none', 'ready', 'locked']).optional(),
      mailTrouble: mailTroubleSchema.optional(),
    }),
  ),
});
export type ListPeopleOutput = z.infer<typeof output>;
