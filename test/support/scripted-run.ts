import { createEngine } from '../../local/stepfunctions/engine.ts';
import type { Transition } from '../../local/stepfunctions/engine.ts';
import { createVirtualClock } from '../../local/stepfunctions/virtual-clock.ts';
import { isFunctionName } from '../../lib/functions.ts';
import type { FunctionName } from '../../lib/functions.ts';
import { contractOf } from './contracts.ts';
import type { SynthesizedMachine } from './synthesized.ts';

/** A function that fails, in the words that Lambda uses. */
export class Failing extends Error {
  readonly errorType: string;
  constructor(errorType: string, message = 'scripted') {
    super(message);
    this.errorType = errorType;
  }
}

type Payload = Record<string, unknown>;
/** What a function answers to a payload on its n-th call (from 1); a Failing is thrown. */
type Answer = (payload: Payload, call: number) => unknown;
export type Script = Partial<Record<FunctionName, Answer>>;

export interface Run {
  readonly machine: SynthesizedMachine;
  readonly input: unknown;
  readonly script: Script;
  /** Objects of the work bucket, by key. */
  readonly objects: Readonly<Record<string, unknown>>;
  /** Called for each task token handed out; the answer says whether it is told at once (else its time runs out). */
  readonly onToken?: (payload: Payload) => boolean;
  /** Called before each read and write of the work bucket, with the state of the outer execution; may throw. */
  readonly onStorage?: (action: 'get' | 'put', state: string) => void;
}

export interface Ran {
  readonly status: string;
  readonly error: string | undefined;
  readonly output: unknown;
  /** States entered, in order; those of map items not among them. */
  readonly states: string[];
  readonly calls: Array<{ name: FunctionName; payload: Payload; at: number }>;
  readonly transitions: Transition[];
  /** Bytes of the largest input or output of any state, and number of history events, both of the outer execution. */
  readonly largestState: number;
  readonly events: number;
}

const SERVICE_ERROR = 'Lambda.';
export const STARTED_AT = Date.parse('2027-01-04T02:00:00Z');

/**
 * Runs a synthesized definition on the product's own engine in virtual time, with scripted functions. Every payload must
 * fit the function's input schema and every scripted answer its output schema, so each run also checks the joins.
 */
export async function runScripted(run: Run): Promise<Ran> {
  const clock = createVirtualClock(STARTED_AT);
  const calls: Ran['calls'] = [];
  const transitions: Transition[] = [];
  const tokens: Array<{ token: string; payload: Payload }> = [];
  const counts = new Map<FunctionName, number>();
  const outerStates = new Set(Object.keys((JSON.parse(run.machine.definition) as { States: object }).States));
  let current = '';
  const stored = new Map(Object.entries(run.objects).map(([key, value]) => [key, JSON.stringify(value)]));

  const call = async (functionName: string, payload: Payload): Promise<unknown> => {
    const name = functionName.replace('lindung-', '');
    if (!isFunctionName(name)) throw new Error(`the definition calls ${functionName}, which is no function`);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    calls.push({ name, payload, at: clock.now() });
    const contract = await contractOf(name);
    contract.input.parse(payload);
    const answer = run.script[name];
    if (answer === undefined) throw new Error(`the script does not say what ${name} answers`);
    const answered = contract.output.parse(answer(payload, count));
    if (typeof payload['taskToken'] === 'string') tokens.push({ token: payload['taskToken'], payload });
    return answered;
  };

  const engine = createEngine({
    journalPath: ':memory:',
    clock,
    random: () => 0.5,
    onTransition: (transition) => {
      transitions.push(transition);
      if (transition.to !== null && outerStates.has(transition.to)) current = transition.to;
    },
    objects: {
      getObject: ({ key }) => {
        run.onStorage?.('get', current);
        const text = stored.get(key);
        return text === undefined ? Promise.reject(new Error(`NoSuchKey: ${key}`)) : Promise.resolve(text);
      },
      putObject: ({ key }, body) => {
        run.onStorage?.('put', current);
        stored.set(key, body);
        return Promise.resolve();
      },
    },
    invokeLambda: async ({ functionName, payload }) => {
      try {
        return { payload: await call(functionName, payload as Payload) };
      } catch (thrown) {
        const error = thrown as Error;
        const errorType = error instanceof Failing ? error.errorType : `Script.${error.name}`;
        if (errorType.startsWith(SERVICE_ERROR) && errorType !== 'Lambda.Unknown') {
          throw Object.assign(new Error(error.message), { name: errorType.slice(SERVICE_ERROR.length) });
        }
        const raw = { errorType, errorMessage: error.message };
        return { payload: raw, functionError: { ...raw, raw } };
      }
    },
  });

  try {
    const { stateMachineArn } = engine.createStateMachine({
      name: run.machine.name,
      definition: run.machine.definition,
      roleArn: run.machine.roleArn,
    });
    const { executionArn } = engine.startExecution({ stateMachineArn, name: 'run', input: JSON.stringify(run.input) });
    await clock.settle();
    while (engine.describeExecution(executionArn).status === 'RUNNING') {
      const waiting = tokens.shift();
      if (waiting !== undefined) {
        if (run.onToken?.(waiting.payload) === true) {
          engine.sendTaskSuccess({ taskToken: waiting.token, output: '{}' });
          await clock.settle();
        }
      } else if (!(await clock.advanceToNextTimer())) {
        throw new Error('the execution waits for ever');
      }
    }
    const { status, error, output } = engine.describeExecution(executionArn);
    const events = allEvents(engine, executionArn);
    const sizes = events.map((event) => JSON.stringify(event).length);
    return {
      status,
      error,
      output: output === undefined ? undefined : JSON.parse(output),
      states: transitions.filter(isOuterEntry(executionArn)).map(({ to }) => String(to)),
      calls,
      transitions,
      largestState: Math.max(...sizes),
      events: events.length,
    };
  } finally {
    await engine.close();
  }
}

const isOuterEntry =
  (executionArn: string) =>
  (transition: Transition): boolean =>
    transition.executionArn === executionArn && transition.to !== null && !transition.via.startsWith('Retry');

function allEvents(engine: ReturnType<typeof createEngine>, executionArn: string): unknown[] {
  const events: unknown[] = [];
  let nextToken: string | undefined;
  do {
    const page = engine.getExecutionHistory({ executionArn, maxResults: 1000, nextToken });
    events.push(...page.events);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
}
