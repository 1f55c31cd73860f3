import type { Scope } from './definition.ts';
import { refuse } from './definition-checks.ts';
import { StatesApiError } from './errors.ts';
import type { State } from './state-schemas.ts';

/** Where a state may lead to, each with the field that says so. */
function targetsOf(state: State): Array<{ field: string; target: string }> {
  const targets: Array<{ field: string; target: string }> = [];
  if ('Next' in state && state.Next !== undefined) targets.push({ field: 'Next', target: state.Next });
  if (state.Type === 'Choice') {
    targets.push(...state.Choices.map(({ Next }, index) => ({ field: `Choices[${index}]/Next`, target: Next })));
    if (state.Default !== undefined) targets.push({ field: 'Default', target: state.Default });
  }
  if ('Catch' in state)
    targets.push(...state.Catch.map(({ Next }, index) => ({ field: `Catch[${index}]/Next`, target: Next })));
  return targets;
}

function ends(state: State): boolean {
  return state.Type === 'Succeed' || state.Type === 'Fail' || ('End' in state && state.End === true);
}

/**
 * Every target must be there, every state reachable, and some state an end. As on AWS, a target goes by the name 'Next' whatever its field.
 * @param place of the scope's States
 */
export function checkTransitions({ startAt, states, parent }: Scope, place: string): void {
  const missing = (target: string, at: string): Error =>
    refuse(`Missing 'Next' target: ${target}`, at, 'MISSING_TRANSITION_TARGET');
  if (!states.has(startAt)) throw missing(startAt, place.replace(/States$/, 'StartAt'));
  const reached = new Set([startAt]);
  for (const [name, state] of states) {
    const lost = targetsOf(state).find(({ target }) => !states.has(target));
    if (lost !== undefined) throw missing(lost.target, `${place}/${name}/${lost.field}`);
  }
  // What AWS does about an inner machine without an end is not known.
  if (parent === undefined && ![...states.values()].some(ends))
    throw new StatesApiError(
      'InvalidDefinition',
      "Invalid State Machine Definition: 'MISSING_END_STATE: Workflow has no terminal state'",
    );
  // A set hands out what is added while it is gone through.
  for (const name of reached) {
    const state = states.get(name);
    if (state !== undefined) for (const { target } of targetsOf(state)) reached.add(target);
  }
  const lonely = [...states.keys()].find((name) => !reached.has(name));
  if (lonely !== undefined)
    throw refuse(`State "${lonely}" is not reachable.`, `${place}/${lonely}`, 'MISSING_TRANSITION_TARGET');
}
