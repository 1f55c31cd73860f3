/** A lifecycle is one table of states and allowed moves: it drives rule, database condition, diagram and tests. */
export interface Lifecycle<Status extends string> {
  readonly name: string;
  readonly start: Status;
  readonly moves: Readonly<Record<Status, readonly Status[]>>;
}

export function canMove<Status extends string>(lifecycle: Lifecycle<Status>, from: Status, to: Status): boolean {
  return lifecycle.moves[from].includes(to);
}

export function statusesOf<Status extends string>(lifecycle: Lifecycle<Status>): Status[] {
  const isStatus = (key: string): key is Status => key in lifecycle.moves;
  return Object.keys(lifecycle.moves).filter(isStatus);
}

/** Mermaid text of the table, for the documentation pages that are made from it. */
export function diagramOf<Status extends string>(lifecycle: Lifecycle<Status>): string {
  const arrows = statusesOf(lifecycle).flatMap((from) => lifecycle.moves[from].map((to) => `  ${from} --> ${to}`));
  return ['stateDiagram-v2', `  [*] --> ${lifecycle.start}`, ...arrows].join('\n');
}
