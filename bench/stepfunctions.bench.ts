import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { StateMachine } from 'aws-local-stepfunctions';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { createEngine, type Engine, type ObjectStore } from '../local/stepfunctions/engine.ts';
import { informed, promised } from './measure.ts';
import type { Measure } from './measure.ts';

const STATES = 500;
const EXECUTIONS = 20;
const ROUNDS = 30;
const WAITING = 10_000;
const ITEMS = 2000;
const INPUT = { a: 1, b: 'x' };
const ROLE = 'arn:aws:iam::123456789012:role/bench';
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:noop';

const names = Array.from({ length: STATES }, (_, index) => `S${index}`);

/** A chain of states, in the words that both query languages share. */
function chain(type: 'Pass' | 'Task'): StateMachineDefinition {
  const states = names.map((name, index) => {
    const next = index + 1 < STATES ? { Next: `S${index + 1}` } : { End: true as const };
    const state =
      type === 'Pass' ? { Type: 'Pass' as const, ...next } : { Type: 'Task' as const, Resource: FUNCTION, ...next };
    return [name, state] as const;
  });
  return { StartAt: 'S0', States: Object.fromEntries(states) };
}

const noObjects: ObjectStore = {
  getObject: async () => JSON.stringify(Array.from({ length: ITEMS }, (_, n) => ({ n }))),
  putObject: async () => {},
};

/** Runs a definition so many times side by side. @returns seconds until all have ended */
async function secondsOfOurs(definition: object, executions: number, journalPath: string): Promise<number> {
  const engine = createEngine({
    journalPath,
    invokeLambda: async ({ payload }) => ({ payload }),
    objects: noObjects,
  });
  const stateMachineArn = register(engine, definition);
  const begun = performance.now();
  const input = JSON.stringify(INPUT);
  const open = Array.from({ length: executions }, () => engine.startExecution({ stateMachineArn, input }).executionArn);
  while (open.length > 0) {
    // A turn of the event loop is committed when it ends.
    await new Promise((resolve) => setImmediate(resolve));
    while (open.length > 0 && engine.describeExecution(open.at(-1) ?? '').status !== 'RUNNING') open.pop();
  }
  const seconds = (performance.now() - begun) / 1000;
  await engine.close();
  return seconds;
}

function register(engine: Engine, definition: object): string {
  const text = JSON.stringify({ QueryLanguage: 'JSONata', ...definition });
  return engine.createStateMachine({ name: 'bench', definition: text, roleArn: ROLE }).stateMachineArn;
}

async function secondsOfTheirs(type: 'Pass' | 'Task'): Promise<number> {
  const machine = new StateMachine(chain(type), {});
  const taskResourceLocalHandlers = Object.fromEntries(
    names.map((name) => [name, <T>(input: T): Promise<T> => Promise.resolve(input)]),
  );
  const begun = performance.now();
  const runs = Array.from(
    { length: EXECUTIONS },
    () => machine.run(INPUT, { overrides: { taskResourceLocalHandlers } }).result,
  );
  await Promise.all(runs);
  return (performance.now() - begun) / 1000;
}

/** The best of the rounds of each, taken in turns, as others may use the machine meanwhile. */
async function compare(type: 'Pass' | 'Task', folder: string): Promise<readonly Measure[]> {
  const best = { theirs: Infinity, memory: Infinity, disk: Infinity };
  for (let round = 0; round < ROUNDS; round += 1) {
    const file = join(folder, `${type}-${round}.sqlite`);
    best.theirs = Math.min(best.theirs, await secondsOfTheirs(type));
    best.memory = Math.min(best.memory, await secondsOfOurs(chain(type), EXECUTIONS, ':memory:'));
    best.disk = Math.min(best.disk, await secondsOfOurs(chain(type), EXECUTIONS, file));
  }
  const what = type === 'Pass' ? 'Pass chain' : 'no-op task';
  const rate = (seconds: number): string => `${Math.round((STATES * EXECUTIONS) / seconds).toLocaleString('en')}/s`;
  return [
    informed(`${what}, transitions, aws-local-stepfunctions`, rate(best.theirs)),
    informed(`${what}, transitions, in memory`, rate(best.memory)),
    informed(`${what}, transitions, journal on disk`, rate(best.disk)),
    promised(`${what}, speed in memory to aws-local-stepfunctions`, best.theirs / best.memory, { atLeast: 1 }),
    promised(`${what}, speed on disk to aws-local-stepfunctions`, best.theirs / best.disk, { atLeast: 0.5 }),
  ];
}

const BIG_MAP = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      MaxConcurrency: 40,
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON' },
        Arguments: { Bucket: 'bench', Key: 'items.json' },
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED' },
        StartAt: 'Item',
        States: { Item: { Type: 'Task', Resource: FUNCTION, End: true } },
      },
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'bench', Prefix: 'results' } },
      End: true,
    },
  },
};

async function manyWaiting(folder: string): Promise<readonly Measure[]> {
  const journalPath = join(folder, 'waiting.sqlite');
  const options = { journalPath, invokeLambda: () => Promise.reject(new Error('no call')), objects: noObjects };
  const made = createEngine(options);
  const wait = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 86_400, End: true } } };
  const stateMachineArn = register(made, wait);
  const before = memory();
  for (let n = 0; n < WAITING; n += 1) made.startExecution({ stateMachineArn, input: JSON.stringify(INPUT) });
  // Every one of them has entered its Wait when the loop has turned.
  await new Promise((resolve) => setImmediate(resolve));
  const kilobytes = (memory() - before) / WAITING / 1024;
  await made.close();
  const begun = performance.now();
  const resumed = createEngine(options);
  resumed.resume();
  const seconds = (performance.now() - begun) / 1000;
  await resumed.close();
  return [
    informed(`time to resume ${WAITING} open executions`, `${seconds.toFixed(2)} s`),
    promised('KB of memory per open, waiting execution', kilobytes, { atMost: 10 }),
  ];
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
}

/** Heap and what lies outside of it, in bytes, after a collection. */
function memory(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Speed against npm aws-local-stepfunctions in the same run; items of a distributed Map; what waiting executions cost. */
export async function benchStepFunctions(): Promise<readonly Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'stepfunctions-bench-'));
  try {
    const pass = await compare('Pass', folder);
    const task = await compare('Task', folder);
    const map = await secondsOfOurs(BIG_MAP, 1, join(folder, 'map.sqlite'));
    const items = informed(
      'distributed Map, items, journal on disk',
      `${Math.round(ITEMS / map).toLocaleString('en')}/s`,
    );
    return [...pass, ...task, items, ...(await manyWaiting(folder))];
  } finally {
    await rm(folder, { recursive: true });
  }
}
