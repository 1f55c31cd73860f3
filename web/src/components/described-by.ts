/** Ids of a control's hint and error, for the control to point at. */
export function describedBy(id: string, { hint, error }: { hint?: string | undefined; error?: string | undefined }) {
  const ids = [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat();
  return ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') };
}
