import * as z from 'zod';
import { textSchema } from '../../../domain/text-schema.ts';

/** A file that the officer has chosen, kept on the device with the draft. */
const draftFileSchema = z.object({ name: z.string(), blob: z.instanceof(Blob) });
export type DraftFile = z.infer<typeof draftFileSchema>;

/** What the form asks for, as far as it is filled in; all of it text, as typed. */
const draftHeaderSchema = z.object({
  title: z.string(),
  wadahId: z.string(),
  sourceId: z.string(),
  programmes: z.array(z.string()),
  firstMonth: z.string(),
  months: z.number(),
  skNumber: z.string(),
  pksNumber: z.string(),
});
export type DraftHeader = z.infer<typeof draftHeaderSchema>;

const rosterSchema = z.union([
  /** Typed or pasted, in the template's columns. */
  z.object({ kind: z.literal('grid'), rows: z.array(z.array(z.string())) }),
  /** Chosen or dropped, with rows corrected by hand by their number in the file. */
  z.object({ kind: z.literal('file'), file: draftFileSchema, corrections: z.map(z.number(), z.array(z.string())) }),
]);
export type DraftRoster = z.infer<typeof rosterSchema>;

/** What a revision follows, as it was when the revision was begun: what differs from it is told while it is written. */
const revisedSchema = z.object({
  requestId: z.string(),
  number: z.number(),
  header: draftHeaderSchema,
  /** SHA-256 of the papers that came with it. */
  papers: z.object({ sk: z.string().optional(), pks: z.string().optional() }),
  /** Absent when it was sent from another device, or long ago. */
  roster: rosterSchema.optional(),
  /** Why it came back. */
  outcome: textSchema.optional(),
});
export type Revised = z.infer<typeof revisedSchema>;

export const draftSchema = z.object({
  draftId: z.string(),
  /** Whose it is: others who use this device do not see it. */
  personId: z.string(),
  /** Counts up with every save, so that two windows notice each other. */
  version: z.number(),
  savedAt: z.string(),
  header: draftHeaderSchema,
  papers: z.object({ sk: draftFileSchema.optional(), pks: draftFileSchema.optional() }),
  roster: rosterSchema,
  /** Cells of a roster file that are being corrected and have not been judged yet, by row; without cells the row goes. */
  edits: z.map(z.number(), z.array(z.string())).optional(),
  /** Uploads that have arrived, by the SHA-256 of their content. */
  uploads: z.record(z.string(), z.object({ uploadKey: z.string(), at: z.string() })),
  /** Set from the first try to send until it is known what became of it: the same key goes with every further try. */
  sending: z.object({ key: z.string(), content: z.string() }).optional(),
  /** Of a request's next revision. */
  revises: revisedSchema.optional(),
  /** The renewal that this will answer. */
  renews: z.string().optional(),
  /** Sent, and kept for the revision that may follow. */
  sentAs: z.string().optional(),
});
export type Draft = z.infer<typeof draftSchema>;

const EMPTY_HEADER: DraftHeader = {
  title: '',
  wadahId: '',
  sourceId: '',
  programmes: [],
  firstMonth: '',
  months: 0,
  skNumber: '',
  pksNumber: '',
};

export function newDraft(personId: string): Draft {
  return {
    draftId: crypto.randomUUID(),
    personId,
    version: 0,
    savedAt: new Date().toISOString(),
    header: EMPTY_HEADER,
    papers: {},
    roster: { kind: 'grid', rows: [] },
    uploads: {},
  };
}
