interface Told {
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** What it said in an earlier version. */
  readonly was?: string | undefined;
}

/** Ids of what is told about a control, for the control to point at. */
export function describedBy(id: string, told: Told) {
  const ids = (['hint', 'was', 'error'] as const).filter((one) => told[one] !== undefined).map((one) => `${id}-${one}`);
  return ids.length === 0 ? {} : { 'aria-describedby': ids.join(' ') };
}
