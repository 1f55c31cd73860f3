/** `47%`; never more than is true: 99,6% of a goal is not reached yet. */
export const shareOf = (part: number, whole: number): string =>
  `${String(whole === 0 ? 0 : Math.floor((part / whole) * 100))}%`;
