import * as z from 'zod';
import { monthSchema } from '../period/period.ts';
import type { Month } from '../period/period.ts';

/** What BPJS TK's list of active members says of one worker. */
export interface Membership {
  /** Who pays, in BPJS TK's words; absent: the list does not say. */
  readonly sponsor?: string;
  /** The last month that is paid. */
  readonly until?: Month;
  /** The first month of membership. */
  readonly registeredFrom?: Month;
  /** Local day as of which the list speaks. */
  readonly asOf: string;
}

/** Keyed hash of the NIK, index into `sponsors`, last paid month, first month of membership. */
const memberSchema = z.tuple([
  z.string().length(22),
  z.number().int().nullable(),
  monthSchema.nullable(),
  monthSchema.nullable(),
]);

/** The list as it is kept: no NIK and no name in it. */
export const memberListSchema = z.object({
  asOf: z.iso.date(),
  sponsors: z.array(z.string()),
  members: z.array(memberSchema),
});
export type MemberList = z.infer<typeof memberListSchema>;

/** Memberships by the hash of the NIK. */
export function membershipsOf({ asOf, sponsors, members }: MemberList): ReadonlyMap<string, Membership> {
  return new Map(
    members.map(([nikHash, index, until, registeredFrom]) => {
      const sponsor = index === null ? undefined : sponsors[index];
      const known = {
        asOf,
        ...(sponsor !== undefined && { sponsor }),
        ...(until !== null && { until }),
        ...(registeredFrom !== null && { registeredFrom }),
      };
      return [nikHash, known] as const;
    }),
  );
}
