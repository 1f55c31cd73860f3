import * as applyPreview from '../../../functions/http/apply-preview/contract.ts';
import * as decideLines from '../../../functions/http/decide-lines/contract.ts';
import * as getAnswers from '../../../functions/http/get-answers/contract.ts';
import * as listAnswerRows from '../../../functions/http/list-answer-rows/contract.ts';
import * as previewAnswers from '../../../functions/http/preview-answers/contract.ts';
import { get, post } from './endpoint.ts';
import type { CallOutput } from './endpoint.ts';

export type { DecideLinesBody as LineDecisions } from '../../../functions/http/decide-lines/contract.ts';
export type AnswerPreview = CallOutput<typeof previewAnswers>;
export type AnswerFile = CallOutput<typeof getAnswers>;
export type AnswerRow = CallOutput<typeof listAnswerRows>['rows'][number];
export type AnswerCounts = NonNullable<AnswerPreview['counts']>;

export const PREVIEW_ANSWERS = post('/api/batches/{batchId}/answers/preview', previewAnswers);
export const APPLY_PREVIEW = post('/api/batches/{batchId}/answers/{sha256}/apply', applyPreview);
export const DECIDE_LINES = post('/api/batches/{batchId}/lines', decideLines);
export const ANSWERS = get('/api/batches/{batchId}/answers/{sha256}', getAnswers);
export const ANSWER_ROWS = get('/api/batches/{batchId}/answers/{sha256}/rows', listAnswerRows);
