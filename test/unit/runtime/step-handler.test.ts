import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { RefusedError } from '../../../domain/errors.ts';
import { once, stepHandler } from '../../../functions/runtime/step-handler.ts';
import { invoke } from '../../support/http-event.ts';

afterEach(() => vi.unstubAllEnvs());

const contract = {
  input: z.object({ count: z.number() }),
  output: z.object({ doubled: z.number() }),
};
const doubling = (run: (input: { count: number }) => Promise<{ doubled: number }>) =>
  stepHandler({ contract, env: z.object({}), deps: () => ({}), run });

describe('a step’s handler', () => {
  it('passes on only what the contract names, in and out', async () => {
    const seen: unknown[] = [];
    const handler = doubling((input) => {
      seen.push(input);
      return Promise.resolve({ doubled: input.count * 2, secret: 'kept' });
    });

    expect(await invoke(handler, { count: 2, more: 'dropped' })).toEqual({ doubled: 4 });
    expect(seen).toEqual([{ count: 2 }]);
  });

  it('fails as broken for an input or an output that does not fit', async () => {
    const handler = doubling(({ count }) => Promise.resolve({ doubled: count > 1 ? Number.NaN : count }));

    await expect(invoke(handler, { count: 'two' })).rejects.toMatchObject({ name: 'BrokenError' });
    await expect(invoke(handler, { count: 2 })).rejects.toMatchObject({ name: 'BrokenError' });
  });

  it('lets an error leave under the name by which the machine retries', async () => {
    const failing = (error: Error) => doubling(() => Promise.reject(error));
    const throttled = Object.assign(new Error('slow'), { name: 'ThrottlingException' });
    const refused = new RefusedError({ code: 'no', text: { id: 'tidak', en: 'no' } });

    await expect(invoke(failing(throttled), { count: 1 })).rejects.toMatchObject({ name: 'TransientError' });
    await expect(invoke(failing(refused), { count: 1 })).rejects.toBe(refused);
  });

  it('reads its environment on the first call and makes its dependencies once', async () => {
    let made = 0;
    const handler = stepHandler({
      contract,
      env: z.object({ FACTOR: z.coerce.number() }),
      deps: ({ FACTOR }) => {
        made += 1;
        return FACTOR;
      },
      run: ({ count }, factor) => Promise.resolve({ doubled: count * factor }),
    });
    await expect(invoke(handler, { count: 3 })).rejects.toMatchObject({ name: 'BrokenError' });
    vi.stubEnv('FACTOR', '2');

    expect(await invoke(handler, { count: 3 })).toEqual({ doubled: 6 });
    expect(await invoke(handler, { count: 4 })).toEqual({ doubled: 8 });
    expect(made).toBe(1);
  });
});

describe('a thing made once', () => {
  it('is made on the first call and kept, though it be undefined', () => {
    let made = 0;
    const thing = once(() => {
      made += 1;
      return undefined;
    });

    thing();
    thing();

    expect(made).toBe(1);
  });

  it('is tried again after a failure, so that one bad moment does not spoil the function instance', async () => {
    let tries = 0;
    const secret = once(() => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('a bad moment')) : Promise.resolve('the key');
    });

    await expect(secret()).rejects.toThrow('a bad moment');

    expect(await secret()).toBe('the key');
    expect(await secret()).toBe('the key');
    expect(tries).toBe(2);
  });
});
