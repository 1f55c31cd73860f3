import { bindingsOf } from '../bindings.ts';
import { StateFault } from '../errors.ts';
import { shape, type Outcome } from '../exits.ts';
import type { At } from '../kernel.ts';
import { unexpectedType } from '../query.ts';
import type { ChoiceState } from '../state-schemas.ts';

export async function runChoice({ kernel, thread }: At, state: ChoiceState): Promise<Outcome> {
  const bindings = bindingsOf(thread);
  for (const [index, choice] of state.Choices.entries()) {
    const location = `Choices[${index}]/Condition`;
    const holds = await kernel.evaluator.value(choice.Condition, location, () => bindings);
    if (typeof holds !== 'boolean') {
      throw unexpectedType({ template: choice.Condition, location, expected: 'boolean' }, holds);
    }
    if (!holds) continue;
    const shaped = await shape(
      { kernel, thread, prefix: `Choices[${index}]/`, extra: () => ({}) },
      choice,
      thread.input,
    );
    return { kind: 'exit', exit: { ...shaped, to: choice.Next, via: `Choice[${index}]` } };
  }
  if (state.Default === undefined) {
    const cause = 'Failed to transition out of the state. The state does not point to a next state.';
    throw new StateFault({ error: 'States.Runtime', cause }, true);
  }
  const shaped = await shape({ kernel, thread, prefix: '', extra: () => ({}) }, state, thread.input);
  return { kind: 'exit', exit: { ...shaped, to: state.Default, via: 'Default' } };
}
