import type { RevisionId } from '../../../domain/identity/ids.ts';

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
export const recheckKey = (revisionId: RevisionId, chunk: number): string =>
  `${folder(revisionId)}/rechecks/${numbered(chunk)}.json`;
export const removedListKey = (revisionId: RevisionId): string => `${folder(revisionId)}/removed.json`;
