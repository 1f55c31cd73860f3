/** What a request asks for, in the order in which the form asks. */
export const HEADER_FIELDS = ['title', 'wadahId', 'programmes', 'period', 'sourceId', 'skNumber', 'pksNumber'] as const;
export type HeaderField = (typeof HEADER_FIELDS)[number];
