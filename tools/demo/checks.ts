/** What the demo expects and what it found; every difference is told, and one is enough to fail. */
export interface Checks {
  readonly equal: (what: string, found: unknown, expected: unknown) => void;
  readonly isTrue: (what: string, holds: boolean) => void;
  readonly made: () => number;
  readonly differences: () => readonly string[];
}

export function openChecks(): Checks {
  const differences: string[] = [];
  let made = 0;
  const isTrue = (what: string, holds: boolean): void => {
    made += 1;
    if (!holds) differences.push(what);
  };
  return {
    isTrue,
    equal: (what, found, expected) => {
      const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
      isTrue(`${what}: found ${a}, expected ${b}`, a === b);
    },
    made: () => made,
    differences: () => differences,
  };
}
