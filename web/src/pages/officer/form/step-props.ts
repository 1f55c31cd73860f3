import type { FormOptions } from '../../../api/request-form.ts';
import type { Draft, DraftHeader } from '../../../drafts/draft.ts';
import type { HeaderField } from '../changes/header-fields.ts';
import type { RefusedPlace } from './refusal.ts';

/** What every step of the form works with. */
export interface StepProps {
  readonly draft: Draft;
  readonly options: FormOptions;
  readonly setHeader: (part: Partial<DraftHeader>) => void;
  /** What is wrong with a field: once the officer has tried to go on, or when the server has refused it. */
  readonly errorOf: (field: RefusedPlace['field']) => string | undefined;
  /** What a field said in the revision before, when it says something else now. */
  readonly wasOf: (field: HeaderField) => string | undefined;
}

export type ChangeDraft = (change: (draft: Draft) => Draft) => void;
