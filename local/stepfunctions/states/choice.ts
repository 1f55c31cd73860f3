import { StateFault } from '../errors.ts';
import { shape, valueOf, type Outcome } from '../exits.ts';
import type { At } from '../kernel.ts';
import type { ChoiceState } from '../state-schemas.ts';

export async function runChoice(at: At, state: ChoiceState): Promise<Outcome> {
  const { kernel, thread } = at;
  for (const [index, choice] of state.Choices.entries()) {
    const condition = {
      template: choice.Condition,
      location: `Choices[${index}]/Condition`,
      expected: 'boolean',
    } as const;
    if ((await valueOf(at, condition)) !== true) continue;
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
