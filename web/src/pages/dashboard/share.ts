/** `47%`; never more than is true: 99,6% of a goal is not reached yet, and a few workers are not none. */
export function shareOf(part: number, whole: number): string {
  const share = whole === 0 ? 0 : (part / whole) * 100;
  return share > 0 && share < 1 ? '<1%' : `${String(Math.floor(share))}%`;
}
