import { describe, expect, it } from 'vitest';
import { isFunctionName } from '../../lib/functions.ts';
import type { FunctionName } from '../../lib/functions.ts';
import { arrowKey, listArrows } from '../../local/stepfunctions/arrows.ts';
import { Failing, runScripted } from './scripted-run.ts';
import type { Ran, Run, Script } from './scripted-run.ts';

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts: number;
}

interface StateJson {
  readonly Type: string;
  readonly Retry?: readonly Retrier[];
  readonly Arguments?: { readonly FunctionName?: string };
  readonly ItemProcessor?: { readonly States: Record<string, StateJson> };
  readonly ItemReader?: unknown;
}

export interface CallingState {
  readonly state: string;
  readonly call: FunctionName;
  readonly retries: readonly Retrier[];
}

const statesOf = (definition: string): Record<string, StateJson> =>
  (JSON.parse(definition) as { States: Record<string, StateJson> }).States;

/** Every state that calls a function, those inside maps too. */
export function callingStates(definition: string): CallingState[] {
  const walk = (states: Record<string, StateJson>): CallingState[] =>
    Object.entries(states).flatMap(([state, json]) => {
      if (json.ItemProcessor !== undefined) return walk(json.ItemProcessor.States);
      const call = (json.Arguments?.FunctionName ?? '').split(':').at(-1)?.replace('lindung-', '') ?? '';
      return isFunctionName(call) ? [{ state, call, retries: json.Retry ?? [] }] : [];
    });
  return walk(statesOf(definition));
}

const mapsOf = (definition: string): string[] =>
  Object.entries(statesOf(definition))
    .filter(([, json]) => json.Type === 'Map')
    .map(([state]) => state);

export type Base = Omit<Run, 'machine'>;

/** The base run, with `call` failing in this way on its first `times` calls. */
function withFault(base: Base, call: FunctionName, fault: { error: string; times: number }): Base {
  const otherwise = base.script[call];
  const answer: NonNullable<Script[FunctionName]> = (payload, count) => {
    if (count <= fault.times) throw new Failing(fault.error);
    return otherwise?.(payload, count - fault.times);
  };
  return { ...base, script: { ...base.script, [call]: answer } };
}

export interface FaultSuite {
  /** Known only when the tests run: the synthesis is asynchronous. */
  readonly machine: () => Run['machine'];
  /** A run that goes through every calling state except Note failure, with one item in each map. */
  readonly fullPath: () => Base;
  readonly subject: Record<string, string>;
  readonly taken: Set<string>;
}

export function remember(taken: Set<string>, ran: Ran): Ran {
  for (const transition of ran.transitions) taken.add(arrowKey(transition));
  return ran;
}

/** The arrows nobody took, in words. */
export function arrowsNotTaken(definition: string, taken: ReadonlySet<string>): string[] {
  return listArrows(definition)
    .map((arrow) => arrowKey(arrow))
    .filter((key) => !taken.has(key));
}

/** What must hold of every calling state of a definition, whatever its function does. */
export function describeFaults({ machine, fullPath, subject, taken }: FaultSuite): void {
  const run = async (base: Base): Promise<Ran> => remember(taken, await runScripted({ machine: machine(), ...base }));
  const states = (): CallingState[] =>
    callingStates(machine().definition).filter(({ call }) => call !== 'note-failure');

  describe('whatever a function does', () => {
    it('goes on after every error that a retry policy names', async () => {
      for (const { state, call, retries } of states()) {
        for (const error of retries.flatMap(({ ErrorEquals }) => ErrorEquals)) {
          const ran = await run(withFault(fullPath(), call, { error, times: 1 }));
          expect(ran.status, `${state} after ${error}`).toBe('SUCCEEDED');
        }
      }
    });

    it('gives up after as many tries as the policy says, notes the failure and fails', async () => {
      for (const { state, call, retries } of states()) {
        for (const { ErrorEquals, MaxAttempts } of retries) {
          const error = ErrorEquals[0] ?? '';
          const ran = await run(withFault(fullPath(), call, { error, times: Infinity }));
          const place = `${state} with ${error}`;
          expect(
            ran.calls.filter(({ name }) => name === call),
            place,
          ).toHaveLength(MaxAttempts + 1);
          expect(ran.states.slice(-2), place).toEqual(['Note failure', 'Execution failed']);
          expect(ran.error, place).toBe('ExecutionFailed');
        }
      }
    });

    it('tries an unknown error once and notes it with its name', async () => {
      for (const { state, call } of states()) {
        const ran = await run(withFault(fullPath(), call, { error: 'BrokenError', times: Infinity }));
        expect(
          ran.calls.filter(({ name }) => name === call),
          state,
        ).toHaveLength(1);
        const noted = ran.calls.at(-1);
        expect(noted?.name, state).toBe('note-failure');
        const inMap = !Object.hasOwn(statesOf(machine().definition), state);
        expect(noted?.payload, state).toMatchObject({
          ...subject,
          error: inMap ? 'States.ExceedToleratedFailureThreshold' : 'BrokenError',
        });
        expect(ran.status, state).toBe('FAILED');
      }
    });

    it('fails even when the failure cannot be noted, after the same retries', async () => {
      const first = states()[0];
      const note = callingStates(machine().definition).find(({ call }) => call === 'note-failure');
      for (const error of ['BrokenError', ...(note?.retries.flatMap(({ ErrorEquals }) => ErrorEquals) ?? [])]) {
        const broken = withFault(fullPath(), first?.call ?? 'repair', { error: 'BrokenError', times: Infinity });
        for (const times of [1, Infinity]) {
          const ran = await run(withFault(broken, 'note-failure', { error, times }));
          expect(ran.error, error).toBe('ExecutionFailed');
        }
      }
    });

    it('reads a list again and writes results again when S3 stumbles, and fails in the end', async () => {
      for (const map of mapsOf(machine().definition)) {
        for (const action of ['get', 'put'] as const) {
          for (const stumbles of [1, Infinity]) {
            let tries = 0;
            const onStorage = (done: string, state: string): void => {
              if (done !== action || state !== map) return;
              tries += 1;
              if (tries <= stumbles) throw new Error('S3 is away');
            };
            const ran = await run({ ...fullPath(), onStorage });
            const place = `${map}, ${action}, ${stumbles} times`;
            expect(ran.status, place).toBe(stumbles === 1 ? 'SUCCEEDED' : 'FAILED');
            if (stumbles === Infinity) expect(tries, place).toBe(4);
          }
        }
      }
    });
  });
}
