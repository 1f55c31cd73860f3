import { expect } from 'vitest';
import {
  createEngine,
  type Engine,
  type EngineOptions,
  type ObjectStore,
} from '../../../local/stepfunctions/engine.ts';
import { createVirtualClock, type VirtualClock } from '../../../local/stepfunctions/virtual-clock.ts';

export const ROLE = 'arn:aws:iam::123456789012:role/machine';

/** For `toThrow`, which compares errors by their message alone: any error with AWS's name as its code. */
export const failsWith = (code: string): Error => expect.objectContaining({ code }) as unknown as Error;

/** Objects in memory, by `bucket/key`. */
export function createMemoryObjects(
  objects = new Map<string, string>(),
): ObjectStore & { objects: Map<string, string> } {
  return {
    objects,
    async getObject({ bucket, key }) {
      const body = objects.get(`${bucket}/${key}`);
      if (body === undefined) throw new Error(`no object ${bucket}/${key}`);
      return body;
    },
    async putObject({ bucket, key }, body) {
      objects.set(`${bucket}/${key}`, body);
    },
  };
}

export interface Bench {
  engine: Engine;
  clock: VirtualClock;
  /** Registers a definition under a new name and starts it. @returns the execution's ARN */
  begin: (definition: object, input?: unknown) => string;
  /** Runs a definition until it ends or waits, moving time through every timer. */
  run: (definition: object, input?: unknown) => Promise<ReturnType<Engine['describeExecution']>>;
  /** The types of an execution's history events, with the state's name where it enters. */
  events: (executionArn: string) => string[];
}

/** An engine in memory on virtual time, with functions given as doubles. */
export function createBench(options: Partial<EngineOptions> = {}): Bench {
  const clock = createVirtualClock(Date.parse('2026-01-05T01:00:00Z'));
  const engine = createEngine({
    journalPath: ':memory:',
    clock,
    invokeLambda: () => Promise.reject(new Error('no function was expected to be called')),
    objects: createMemoryObjects(),
    random: () => 0.5,
    ...options,
  });
  let machines = 0;
  const begin = (definition: object, input: unknown = {}): string => {
    machines += 1;
    const { stateMachineArn } = engine.createStateMachine({
      name: `machine-${machines}`,
      definition: JSON.stringify({ QueryLanguage: 'JSONata', ...definition }),
      roleArn: ROLE,
    });
    return engine.startExecution({ stateMachineArn, name: 'one', input: JSON.stringify(input) }).executionArn;
  };
  return {
    engine,
    clock,
    begin,
    async run(definition, input) {
      const executionArn = begin(definition, input);
      while (engine.describeExecution(executionArn).status === 'RUNNING' && (await clock.advanceToNextTimer()));
      await clock.settle();
      return engine.describeExecution(executionArn);
    },
    events(executionArn) {
      return engine.getExecutionHistory({ executionArn, maxResults: 1000 }).events.map((event) => event.type);
    },
  };
}
