import * as z from 'zod';
import { personIdSchema } from '../identity/ids.ts';
import { textSchema } from '../text-schema.ts';
import { levelStatusSchema } from './lifecycle.ts';
import { proofSchema, quorumSchema } from './policy.ts';

/** A moment in stored time: UTC with milliseconds, so that comparing texts compares times. */
export const instantSchema = z.iso.datetime({ precision: 3 });

export const voteWordSchema = z.enum(['approve', 'reject', 'return']);
export type VoteWord = z.infer<typeof voteWordSchema>;

export const voteSchema = z
  .strictObject({
    word: voteWordSchema,
    reason: z.string().min(1).exactOptional(),
    at: instantSchema,
    /** Differs from the seat's holder only when the escalation target voted in place of a silent person. */
    byPersonId: personIdSchema,
  })
  .readonly();
export type Vote = z.infer<typeof voteSchema>;

/** How a seat came to its present holder; the last move only, `passedBy` holds the whole chain. */
export const viaSchema = z
  .strictObject({ kind: z.enum(['delegation', 'escalation', 'reassignment']), fromPersonId: personIdSchema })
  .readonly();

/** One of the n places of a level. One seat takes one vote, and a person holds at most one seat of a level. */
export const seatSchema = z
  .strictObject({
    seatId: z.string().min(1),
    personId: personIdSchema,
    required: z.boolean(),
    /** Everyone who gave this seat away, first holder first; their links no longer decide. */
    passedBy: z.array(personIdSchema).readonly(),
    via: viaSchema.exactOptional(),
    vote: voteSchema.exactOptional(),
  })
  .readonly();
export type Seat = z.infer<typeof seatSchema>;

/**
 * A level as it is stored: a snapshot of the policy's words and times at opening, and what has happened since. Times are
 * absolute instants. `version` grows with every change; storing is conditional on the version that was read.
 */
export const levelStateSchema = z
  .strictObject({
    status: levelStatusSchema,
    version: z.int().min(1),
    /** 1-based place among the levels this request passes. */
    number: z.int().min(1),
    levelId: z.string().min(1),
    title: textSchema,
    submitterId: personIdSchema,
    /** Persons who decided another level of the same revision before this one was opened. */
    decidedElsewhere: z.array(personIdSchema).readonly(),
    seats: z.array(seatSchema).min(1).readonly(),
    quorum: quorumSchema,
    proof: proofSchema,
    mayDelegateTo: z.array(personIdSchema).readonly(),
    openedAt: instantSchema,
    reminders: z.array(instantSchema).readonly(),
    /** How many of `reminders` are dealt with: sent, or overtaken by a later one. */
    remindersSent: z.int().min(0),
    escalationTarget: personIdSchema.exactOptional(),
    escalateAt: instantSchema.exactOptional(),
    escalatedAt: instantSchema.exactOptional(),
    expireAt: instantSchema,
    onExpiry: z.enum(['expire', 'hold-once']),
    holdHours: z.number().positive().exactOptional(),
    holdUsed: z.boolean(),
    /** Freezes that have moved this level's times already. */
    freezesApplied: z.array(z.string()).readonly().exactOptional(),
    closedAt: instantSchema.exactOptional(),
  })
  .readonly();
export type LevelState = z.infer<typeof levelStateSchema>;

const HOUR = 3_600_000;

/** `instant` moved by a number of hours (fractions allowed). */
export function hoursAfter(instant: string, hours: number): string {
  return new Date(Date.parse(instant) + hours * HOUR).toISOString();
}
