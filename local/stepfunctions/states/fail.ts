import { present, StateFault } from '../errors.ts';
import { valueOf } from '../exits.ts';
import type { At } from '../kernel.ts';
import type { FailState } from '../state-schemas.ts';

/** The failure that a Fail state stands for. */
export async function faultOfFail(at: At, { Error: template, Cause }: FailState): Promise<StateFault> {
  const error = await valueOf(at, { template, location: 'Error', expected: 'string' });
  const cause = await valueOf(at, { template: Cause, location: 'Cause', expected: 'string' });
  return new StateFault(present({ error, cause }));
}
