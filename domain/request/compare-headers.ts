/** A field of a request's header that says something else than in the revision before. */
export interface HeaderChange<Field extends string> {
  readonly field: Field;
  readonly before: unknown;
  readonly after: unknown;
}

/** Those of the fields in which two headers differ, in the order given. */
export function headerChanges<Field extends string>(
  before: Readonly<Record<Field, unknown>>,
  after: Readonly<Record<Field, unknown>>,
  fields: readonly Field[],
): HeaderChange<Field>[] {
  return fields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

export type FileChange = 'added' | 'removed' | 'replaced';

/** What became of a file, told by the SHA-256 of its content before and now; undefined when it is the same. */
export function fileChange(before: string | undefined, after: string | undefined): FileChange | undefined {
  if (before === after) return undefined;
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'replaced';
}
