/** One thing that a content says, in words. */
export interface Fact {
  /** The same for the same thing before and after. */
  readonly key: string;
  /** Heading above facts that belong together. */
  readonly group?: string;
  readonly label: string;
  /** Several entries stand on lines of their own. */
  readonly value: string;
}

export interface Comparison extends Omit<Fact, 'value'> {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly isChanged: boolean;
}

/** Each thing before and after, in the order of what comes after; what is only before stands last. */
export function compare(before: readonly Fact[], after: readonly Fact[]): Comparison[] {
  const earlier = new Map(before.map((fact) => [fact.key, fact]));
  const later = new Set(after.map(({ key }) => key));
  const gone = before.filter(({ key }) => !later.has(key));
  return [
    ...after.map(({ value, ...fact }) => comparisonOf(fact, earlier.get(fact.key)?.value, value)),
    ...gone.map(({ value, ...fact }) => comparisonOf(fact, value, undefined)),
  ];
}

function comparisonOf(fact: Omit<Fact, 'value'>, before: string | undefined, after: string | undefined): Comparison {
  return { ...fact, before, after, isChanged: before !== after };
}
