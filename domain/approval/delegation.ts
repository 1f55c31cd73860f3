import * as z from 'zod';
import { personIdSchema, type PersonId } from '../identity/ids.ts';
import { instantSchema } from './level.ts';

/** While it is in force, what waits for one person waits for another. `from` inclusive, `until` exclusive. */
export const delegationSchema = z
  .strictObject({
    delegationId: z.string().min(1),
    fromPersonId: personIdSchema,
    toPersonId: personIdSchema,
    from: instantSchema,
    until: instantSchema,
    createdAt: instantSchema,
    /** One asked for by link has no effect until an administrator confirms it. */
    confirmedBy: personIdSchema.exactOptional(),
  })
  .readonly()
  .refine((delegation) => delegation.from < delegation.until, 'must end after it starts')
  .refine((delegation) => delegation.fromPersonId !== delegation.toPersonId, 'must name another person');
export type Delegation = z.infer<typeof delegationSchema>;

/** How often a seat may change hands before the chain ends. */
export const MAX_MOVES = 3;

/**
 * Who decides for a person at a moment: of several delegations in force the latest created wins, chains are followed at
 * most MAX_MOVES times, and a chain that comes back to somebody ends before it does.
 */
export function resolveDelegate(question: {
  readonly personId: PersonId;
  readonly at: string;
  readonly delegations: readonly Delegation[];
}): { personId: PersonId; passedBy: PersonId[] } {
  const passedBy: PersonId[] = [];
  let personId = question.personId;
  while (passedBy.length < MAX_MOVES) {
    const next = inForce(question, personId)?.toPersonId;
    if (next === undefined || passedBy.includes(next)) break;
    passedBy.push(personId);
    personId = next;
  }
  return { personId, passedBy };
}

function inForce(
  question: { at: string; delegations: readonly Delegation[] },
  personId: PersonId,
): Delegation | undefined {
  return question.delegations
    .filter((one) => one.fromPersonId === personId && one.confirmedBy !== undefined)
    .filter((one) => one.from <= question.at && question.at < one.until)
    .toSorted((a, b) => compare(b.createdAt, a.createdAt) || compare(b.delegationId, a.delegationId))[0];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
