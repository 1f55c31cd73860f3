import type { Draft } from '../../../drafts/draft.ts';

export type Edits = NonNullable<Draft['edits']>;

/** The draft with what was edited in its roster file among the corrections, which has it judged again. */
export function withEdits({ edits, ...draft }: Draft): Draft {
  const { roster } = draft;
  if (edits === undefined || roster.kind !== 'file') return draft;
  return { ...draft, roster: { ...roster, corrections: new Map([...roster.corrections, ...edits]) } };
}
