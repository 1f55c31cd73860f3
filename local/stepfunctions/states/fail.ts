import { bindingsOf } from '../bindings.ts';
import { StateFault } from '../errors.ts';
import type { At } from '../kernel.ts';
import { unexpectedType } from '../query.ts';
import type { FailState } from '../state-schemas.ts';

/** The failure that a Fail state stands for. */
export async function faultOfFail({ kernel, thread }: At, state: FailState): Promise<StateFault> {
  const text = async (field: 'Error' | 'Cause'): Promise<string | undefined> => {
    const template = state[field];
    const value = await kernel.evaluator.value(template, field, () => bindingsOf(thread));
    if (value === undefined || typeof value === 'string') return value;
    throw unexpectedType({ template, location: field, expected: 'string' }, value);
  };
  const error = await text('Error');
  const cause = await text('Cause');
  return new StateFault({ ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
}
