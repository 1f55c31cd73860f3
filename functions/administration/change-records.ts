import * as z from 'zod';
import { policySchema } from '../../domain/approval/policy.ts';
import { calendarSchema } from '../../domain/calendar/calendar.ts';
import { allocationIdOf, allocationSchema } from '../../domain/configuration/funding.ts';
import { personSchema } from '../../domain/configuration/people.ts';
import { officeSchema } from '../../domain/configuration/regency.ts';
import { personIdSchema } from '../../domain/identity/ids.ts';
import { textSchema } from '../../domain/text-schema.ts';
import { hashedPinSchema } from '../adapters/dynamodb/person-records.ts';

/** An instant with any offset, stored as UTC with milliseconds, so that comparing texts compares times. */
export const momentSchema = z.iso.datetime({ offset: true }).transform((moment) => new Date(moment).toISOString());

/** `from` inclusive, `until` exclusive. */
export const delegationContentSchema = z.object({
  fromPersonId: personIdSchema,
  toPersonId: personIdSchema,
  from: momentSchema,
  until: momentSchema,
});
export const freezeContentSchema = z.object({ from: momentSchema, until: momentSchema, reason: textSchema });

/** An allocation as it shall be, and the document that says so, e.g. the regulation of an APBD perubahan. */
export const allocationContentSchema = allocationSchema.unwrap().extend({ basedOn: z.string().min(3).max(200) });
export type AllocationContent = z.infer<typeof allocationContentSchema>;

/** Which uncertain figure is confirmed: a tariff's row by its id or a funding source, with the paper that settles it. */
export const figureContentSchema = z.object({
  document: z.enum(['tariffs', 'fundingSources']),
  id: z.string().min(1).max(60),
  paper: z.string().min(3).max(300),
});
export type FigureContent = z.infer<typeof figureContentSchema>;

/** Sent as it is stored: whole persons, offices, policies, calendars and allocations, never parts of them. */
export const SENT_AS_STORED = [
  z.object({ kind: z.literal('person'), content: personSchema }),
  z.object({ kind: z.literal('office'), content: officeSchema }),
  z.object({ kind: z.literal('policy'), content: policySchema }),
  z.object({ kind: z.literal('calendar'), content: calendarSchema }),
  z.object({ kind: z.literal('allocation'), content: allocationContentSchema }),
  z.object({ kind: z.literal('figure'), content: figureContentSchema }),
  z.object({ kind: z.literal('delegation'), content: delegationContentSchema }),
  z.object({ kind: z.literal('freeze'), content: freezeContentSchema }),
] as const;

/** What may be changed, as it is stored: a PIN is hashed by then. */
export const proposalSchema = z.discriminatedUnion('kind', [
  ...SENT_AS_STORED,
  z.object({ kind: z.literal('pin'), content: hashedPinSchema.extend({ personId: personIdSchema }) }),
]);
export type Proposal = z.infer<typeof proposalSchema>;

/** A change ends once: confirmed or rejected by another administrator, or withdrawn by who proposed it. */
export const changeStatusSchema = z.enum(['pending', 'confirmed', 'rejected', 'withdrawn']);

const changeFields = z.object({
  changeId: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{12}$/),
  status: changeStatusSchema,
  version: z.number().int(),
  proposal: proposalSchema,
  before: z.unknown(),
  after: z.unknown(),
  proposedBy: personIdSchema,
  proposedAt: z.string(),
  confirmedBy: personIdSchema.optional(),
  confirmedAt: z.string().optional(),
  /** Who rejected or withdrew it, when, and why. */
  droppedBy: personIdSchema.optional(),
  droppedAt: z.string().optional(),
  reason: z.string().optional(),
});

/** A change as it is stored: what it makes of what was in force when it was proposed. */
export const changeSchema = changeFields;
export type Change = z.infer<typeof changeSchema>;

/**
 * What administrators see of a change; the hash of a PIN is not among it. `about`: the id of the person, office, allocation
 * or figure, the name of the document, or the start of the freeze, with the paper that the change rests on.
 */
export const changeViewSchema = changeFields.omit({ proposal: true, version: true }).extend({
  kind: z.enum(['person', 'office', 'policy', 'calendar', 'allocation', 'figure', 'delegation', 'freeze', 'pin']),
  about: z.object({ id: z.string(), paper: z.string().optional() }),
});
export type ChangeView = z.infer<typeof changeViewSchema>;

export function viewOf({ proposal, version: _version, ...change }: Change): ChangeView {
  return { ...change, kind: proposal.kind, about: aboutOf(proposal) };
}

function aboutOf({ kind, content }: Proposal): ChangeView['about'] {
  switch (kind) {
    case 'person':
    case 'pin':
      return { id: content.personId };
    case 'office':
      return { id: content.officeId };
    case 'policy':
    case 'calendar':
      return { id: content.version };
    case 'allocation':
      return { id: allocationIdOf(content), paper: content.basedOn };
    case 'figure':
      return { id: content.id, paper: content.paper };
    case 'delegation':
      return { id: content.fromPersonId };
    case 'freeze':
      return { id: content.from };
  }
}
