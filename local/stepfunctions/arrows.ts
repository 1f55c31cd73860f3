import { parseDefinition, type Scope } from './definition.ts';
import type { State } from './state-schemas.ts';

export type Via =
  'Start' | 'Next' | 'End' | 'Default' | 'Timeout' | `Choice[${number}]` | `Catch[${number}]` | `Retry[${number}]`;

/** An arrow of a definition. `path` is the state it leaves (for Start: enters), with the Map and Parallel states around it. */
export interface Arrow {
  path: string;
  from: string | null;
  to: string | null;
  via: Via;
}

/** A string that is equal for equal arrows, whether listed or taken. */
export function arrowKey(arrow: Arrow): string {
  return `${arrow.path} ${arrow.via} ${arrow.from ?? '-'} ${arrow.to ?? '-'}`;
}

/** Every arrow a definition has: each choice, retry and catch, and Timeout for a Task with TimeoutSeconds or HeartbeatSeconds. */
export function listArrows(definition: string): Arrow[] {
  return parseDefinition(definition).scopes.flatMap((scope) => [
    { path: [...scope.path, scope.startAt].join('/'), from: null, to: scope.startAt, via: 'Start' as const },
    ...[...scope.states].flatMap(([name, state]) => arrowsOf(scope, name, state)),
  ]);
}

function arrowsOf(scope: Scope, name: string, state: State): Arrow[] {
  const path = [...scope.path, name].join('/');
  const arrows: Arrow[] = [];
  const add = (to: string | null, via: Via): void => {
    arrows.push({ path, from: name, to, via });
  };
  if (state.Type === 'Choice') {
    for (const [index, choice] of state.Choices.entries()) add(choice.Next, `Choice[${index}]`);
    if (state.Default !== undefined) add(state.Default, 'Default');
  } else if ('Next' in state && state.Next !== undefined) {
    add(state.Next, 'Next');
  } else {
    add(null, 'End');
  }
  if (state.Type === 'Task' && (state.TimeoutSeconds ?? state.HeartbeatSeconds) !== undefined) add(null, 'Timeout');
  if ('Retry' in state) {
    for (const [index, retrier] of state.Retry.entries()) if (retrier.MaxAttempts > 0) add(name, `Retry[${index}]`);
  }
  if ('Catch' in state) for (const [index, catcher] of state.Catch.entries()) add(catcher.Next, `Catch[${index}]`);
  return arrows;
}
