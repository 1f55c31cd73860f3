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

interface CallingState {
  readonly state: string;
  readonly call: FunctionName;
  readonly retries: readonly Retrier[];
}

const statesOf = (definition: string): Record<string, StateJson> =>
  (JSON.parse(definition) as { States: Record<string, StateJson> }).States;

/** Every state that calls a function, those inside maps too. */
function callingStates(definition: string): CallingState[] {
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

/** What must hold of every calling state of a definition, whatever its function does. Each test lists what surprised. */
export function describeFaults({ machine, fullPath, subject, taken }: FaultSuite): void {
  const run = async (base: Base): Promise<Ran> => remember(taken, await runScripted({ machine: machine(), ...base }));
  const states = (): CallingState[] =>
    callingStates(machine().definition).filter(({ call }) => call !== 'note-failure');
  const callsOf = (ran: Ran, call: FunctionName): number => ran.calls.filter(({ name }) => name === call).length;

  describe('whatever a function does', () => {
    it('goes on after every error that a retry policy names', async () => {
      const surprises: string[] = [];
      for (const { state, call, retries } of states()) {
        for (const error of retries.flatMap(({ ErrorEquals }) => ErrorEquals)) {
          const ran = await run(withFault(fullPath(), call, { error, times: 1 }));
          if (ran.status !== 'SUCCEEDED') surprises.push(`${state} after ${error}: ${ran.status}`);
        }
      }
      expect(surprises).toEqual([]);
    });

    it('gives up after as many tries as the policy says, notes the failure and fails', async () => {
      const surprises: string[] = [];
      for (const { state, call, retries } of states()) {
        for (const { ErrorEquals, MaxAttempts } of retries) {
          const error = ErrorEquals[0] ?? '';
          const ran = await run(withFault(fullPath(), call, { error, times: Infinity }));
          const seen = [callsOf(ran, call), ran.error, ...ran.states.slice(-2)].join(', ');
          const expected = `${MaxAttempts + 1}, ExecutionFailed, Note failure, Execution failed`;
          if (seen !== expected) surprises.push(`${state} with ${error}: ${seen}`);
        }
      }
      expect(surprises).toEqual([]);
    });

    it('tries an unknown error once and notes it with its name', async () => {
      const surprises: string[] = [];
      for (const { state, call } of states()) {
        const ran = await run(withFault(fullPath(), call, { error: 'BrokenError', times: Infinity }));
        const isInMap = !Object.hasOwn(statesOf(machine().definition), state);
        const error = isInMap ? 'States.ExceedToleratedFailureThreshold' : 'BrokenError';
        const noted = ran.calls.at(-1)?.payload ?? {};
        const isNoted = Object.entries({ ...subject, error }).every(([field, value]) => noted[field] === value);
        if (callsOf(ran, call) !== 1 || !isNoted || ran.status !== 'FAILED') {
          surprises.push(`${state}: ${callsOf(ran, call)} calls, ${ran.status}, ${JSON.stringify(noted)}`);
        }
      }
      expect(surprises).toEqual([]);
    });

    it('fails even when the failure cannot be noted, after the same retries', async () => {
      const surprises: string[] = [];
      const first = states()[0]?.call ?? 'repair';
      const note = callingStates(machine().definition).find(({ call }) => call === 'note-failure');
      for (const error of ['BrokenError', ...(note?.retries.flatMap(({ ErrorEquals }) => ErrorEquals) ?? [])]) {
        const broken = withFault(fullPath(), first, { error: 'BrokenError', times: Infinity });
        for (const times of [1, Infinity]) {
          const ran = await run(withFault(broken, 'note-failure', { error, times }));
          if (ran.error !== 'ExecutionFailed') surprises.push(`${error}: ${ran.status} ${ran.error ?? ''}`);
        }
      }
      expect(surprises).toEqual([]);
    });

    it('reads a list and writes results again when S3 stumbles, and gives up after three retries', async () => {
      const surprises: string[] = [];
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
            const isRight = stumbles === 1 ? ran.status === 'SUCCEEDED' : ran.status === 'FAILED' && tries === 4;
            if (!isRight) surprises.push(`${map}, ${action}, ${stumbles} times: ${ran.status} after ${tries} tries`);
          }
        }
      }
      expect(surprises).toEqual([]);
    });
  });
}
