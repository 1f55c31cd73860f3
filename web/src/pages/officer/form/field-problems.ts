import type { Draft } from '../../../drafts/draft.ts';
import type { FormOptions } from '../../../api/request-form.ts';
import type { TextKey } from '../../../i18n/texts.ts';
import type { Step } from './steps.ts';
import type { FORM_TEXTS } from './texts.ts';

export type FieldName =
  'title' | 'wadahId' | 'programmes' | 'firstMonth' | 'months' | 'sourceId' | 'skNumber' | 'pksNumber';

export interface FieldProblem {
  readonly step: Step;
  readonly field: FieldName;
  readonly text: TextKey<(typeof FORM_TEXTS)['id']>;
}

/** A NIK in a title would end in mails and lists. */
const LONG_NUMBER = /\d{16}/;

/** What is still missing in the form, in the order in which it is asked. */
export function problemsOf({ header }: Draft, options: FormOptions): readonly FieldProblem[] {
  const period = options.periods.find(({ firstMonth }) => firstMonth === header.firstMonth);
  const title = header.title.trim();
  const checks: readonly (FieldProblem & { readonly isWrong: boolean })[] = [
    { step: 'program', field: 'title', text: 'missing.title', isWrong: title.length < 3 },
    { step: 'program', field: 'title', text: 'missing.nik', isWrong: LONG_NUMBER.test(title) },
    {
      step: 'program',
      field: 'wadahId',
      text: 'missing.wadahId',
      isWrong: !options.wadah.some(({ wadahId }) => wadahId === header.wadahId),
    },
    { step: 'program', field: 'programmes', text: 'missing.programmes', isWrong: header.programmes.length === 0 },
    { step: 'program', field: 'firstMonth', text: 'missing.firstMonth', isWrong: period === undefined },
    {
      step: 'program',
      field: 'months',
      text: 'missing.months',
      isWrong: period !== undefined && !period.lengths.some((months) => months === header.months),
    },
    {
      step: 'dana',
      field: 'sourceId',
      text: 'missing.sourceId',
      isWrong: !options.fundingSources.some(({ sourceId }) => sourceId === header.sourceId),
    },
    { step: 'dana', field: 'skNumber', text: 'missing.skNumber', isWrong: header.skNumber.trim() === '' },
    { step: 'dana', field: 'pksNumber', text: 'missing.pksNumber', isWrong: header.pksNumber.trim() === '' },
  ];
  return checks.filter(({ isWrong }) => isWrong).map(({ step, field, text }) => ({ step, field, text }));
}
