import type { BatchId, RevisionId } from '../../../domain/identity/ids.ts';

/** Keys of a request's objects: work objects in the work bucket, `removed.json` under Object Lock in the records bucket. */
const numbered = (chunk: number): string => String(chunk).padStart(5, '0');
const folder = (revisionId: RevisionId): string => `requests/${revisionId}`;

export const chunkObjectKey = (revisionId: RevisionId, chunk: number): string =>
  `${folder(revisionId)}/chunks/${numbered(chunk)}.json`;
export const remarksObjectKey = (revisionId: RevisionId, chunk: number): string =>
  `${folder(revisionId)}/remarks/${numbered(chunk)}.json`;
export const manifestKey = (revisionId: RevisionId): string => `${folder(revisionId)}/manifest.json`;
export const badRowsKey = (revisionId: RevisionId): string => `${folder(revisionId)}/bad-rows.csv`;
export const badReportKey = (revisionId: RevisionId): string => `${folder(revisionId)}/bad-report.csv`;
export const eligibilityKey = (revisionId: RevisionId, chunk: number): string =>
  `${folder(revisionId)}/eligibility/${numbered(chunk)}.json`;
export const eligibilityListKey = (revisionId: RevisionId): string => `${folder(revisionId)}/eligibility.json`;
export const reportKey = (revisionId: RevisionId): string => `${folder(revisionId)}/report.csv`;
export const removedReportKey = (revisionId: RevisionId): string => `${folder(revisionId)}/removed.csv`;
export const recheckKey = (revisionId: RevisionId, chunk: number): string =>
  `${folder(revisionId)}/rechecks/${numbered(chunk)}.json`;
/** What was read of an answer file of a batch lies below, each reading in a folder of its own. */
export const answersFolder = (batchId: BatchId, sha256: string): string => `batches/${batchId}/answers/${sha256}`;
/** Row outcomes: of all rows, or of those that a person should look at. */
export type PageSeries = 'all' | 'attention';
export const answerPageKey = (folder: string, series: PageSeries, page: number): string =>
  `${folder}/rows/${series}-${numbered(page)}.json`;
export const removedListKey = (revisionId: RevisionId): string => `${folder(revisionId)}/removed.json`;
