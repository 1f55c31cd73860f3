import { Failure } from '../../../api/failure.ts';
import type { Draft } from '../../../drafts/draft.ts';
import type { Language } from '../../../i18n/language.ts';
import type { TextKey } from '../../../i18n/texts.ts';
import type { FieldName } from './field-problems.ts';
import type { Step } from './steps.ts';
import type { FORM_TEXTS } from './texts.ts';

/** Where in the form something stands that the server refuses. */
export interface RefusedPlace {
  readonly step: Step;
  /** The control, by its id. */
  readonly field: FieldName | 'skFile' | 'pksFile' | 'rosterFile';
  readonly label: TextKey<(typeof FORM_TEXTS)['id']>;
  /** What stood there. */
  readonly valueOf: (draft: Draft) => unknown;
}

/** By the beginning of the server's name for it; the longer ones first. */
const PLACES: readonly (readonly [string, RefusedPlace])[] = [
  ['body.title', { step: 'program', field: 'title', label: 'field.title', valueOf: ({ header }) => header.title }],
  [
    'body.wadahId',
    { step: 'program', field: 'wadahId', label: 'field.wadahId', valueOf: ({ header }) => header.wadahId },
  ],
  [
    'body.programmes',
    { step: 'program', field: 'programmes', label: 'field.programmes', valueOf: ({ header }) => header.programmes },
  ],
  [
    'body.period.months',
    { step: 'program', field: 'months', label: 'field.months', valueOf: ({ header }) => header.months },
  ],
  [
    'body.period',
    { step: 'program', field: 'firstMonth', label: 'field.period', valueOf: ({ header }) => header.firstMonth },
  ],
  [
    'body.sourceId',
    { step: 'dana', field: 'sourceId', label: 'field.sourceId', valueOf: ({ header }) => header.sourceId },
  ],
  [
    'body.skNumber',
    { step: 'dana', field: 'skNumber', label: 'field.skNumber', valueOf: ({ header }) => header.skNumber },
  ],
  [
    'body.pksNumber',
    { step: 'dana', field: 'pksNumber', label: 'field.pksNumber', valueOf: ({ header }) => header.pksNumber },
  ],
  ['body.papers.sk', { step: 'dana', field: 'skFile', label: 'field.skFile', valueOf: ({ papers }) => papers.sk }],
  ['body.papers.pks', { step: 'dana', field: 'pksFile', label: 'field.pksFile', valueOf: ({ papers }) => papers.pks }],
  ['body.roster', { step: 'pekerja', field: 'rosterFile', label: 'roster.file', valueOf: ({ roster }) => roster }],
];

export function placeOf(failure: Error | null): RefusedPlace | undefined {
  const name = failure instanceof Failure ? failure.field : undefined;
  return name === undefined ? undefined : PLACES.find(([start]) => name.startsWith(start))?.[1];
}

/** The server's sentence, with the field named as the form names it. */
export function wordsOf(failure: Error | null, language: Language, label: string): string | undefined {
  if (!(failure instanceof Failure)) return undefined;
  const { text, field = '' } = failure;
  return field === '' ? text?.[language] : text?.[language].replaceAll(field, label);
}
