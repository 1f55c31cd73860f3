/** The end of a span is the first moment after it; people read its last one, 31 December and not midnight of 1 January. */
export function lastMomentOf(until: string): string {
  return new Date(Date.parse(until) - 1000).toISOString();
}
