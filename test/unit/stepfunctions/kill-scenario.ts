import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, type Clock, type Engine, type LambdaInvoker } from '../../../local/stepfunctions/engine.ts';
import { createMemoryObjects, ROLE } from './support.ts';

const INVOKE = 'arn:aws:states:::lambda:invoke';

/** A call that fails at its first try and is retried. */
function work(name: string, next: object): object {
  const id = `{% '${name}-' & $string($states.input.n) %}`;
  return {
    Type: 'Task',
    Resource: INVOKE,
    Arguments: { FunctionName: 'work', Payload: { id, attempt: '{% $states.context.State.RetryCount %}' } },
    Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 3, MaxAttempts: 2 }],
    TimeoutSeconds: 86_400,
    Output: { n: '{% $states.input.n %}', id: '{% $states.result.Payload.id %}' },
    ...next,
  };
}

/** One of everything that can be under way when the machine dies. */
const SCENARIO = {
  QueryLanguage: 'JSONata',
  StartAt: 'First',
  States: {
    First: { ...work('first', { Next: 'Both' }), Assign: { kept: '{% $states.result.Payload.id %}' } },
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: work('left', { End: true }) } },
        {
          StartAt: 'Rest',
          States: { Rest: { Type: 'Wait', Seconds: 20, Next: 'Right' }, Right: work('right', { End: true }) },
        },
      ],
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      Items: [{ n: 1 }, { n: 2 }, { n: 3 }],
      MaxConcurrency: 2,
      ItemProcessor: { StartAt: 'Item', States: { Item: work('item', { End: true }) } },
      Next: 'Each chunk',
    },
    'Each chunk': {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON' },
        Arguments: { Bucket: 'work', Key: 'list.json' },
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED' },
        StartAt: 'Chunk',
        States: { Chunk: work('chunk', { End: true }) },
      },
      MaxConcurrency: 2,
      ResultWriter: { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'work', Prefix: 'results' } },
      Output: { n: 0 },
      Next: 'Ask',
    },
    Ask: {
      Type: 'Task',
      Resource: `${INVOKE}.waitForTaskToken`,
      Arguments: { FunctionName: 'ask', Payload: { id: 'ask', token: '{% $states.context.Task.Token %}' } },
      Next: 'Last',
    },
    Last: { Type: 'Pass', Output: { asked: '{% $states.input %}', kept: '{% $kept %}' }, End: true },
  },
};

/** Time that runs a thousand times faster, so that waits and retries are short. */
const fastClock: Clock = {
  now: () => Date.now() * 1000,
  setTimer(at, callback) {
    const timer = setTimeout(callback, Math.max(0, at / 1000 - Date.now()));
    return { cancel: () => clearTimeout(timer) };
  },
};

export interface Outcome {
  status: string;
  output: string | undefined;
  /**
   * Types of all history events of the execution, sorted: branches run side by side. TaskSubmitted is left out: it is not
   * there if the token was answered before the function that got it had returned.
   */
  events: string[];
}

const EXECUTION = 'arn:aws:states:us-east-1:123456789012:execution:scenario:one';

function callsFile(folder: string): string {
  return join(folder, 'calls.txt');
}

/** The ids that functions were called with, in order. */
export function readCalls(folder: string): string[] {
  return existsSync(callsFile(folder)) ? readFileSync(callsFile(folder), 'utf8').split('\n').filter(Boolean) : [];
}

/** The functions of the scenario. They note each call in the folder; `ask` also notes its token. */
function createFunctions(folder: string, answer: (token: string) => void): LambdaInvoker {
  return async ({ functionName, payload }) => {
    const { id, attempt, token } = payload as { id: string; attempt?: number; token?: string };
    appendFileSync(callsFile(folder), `${id}#${attempt ?? 0}\n`);
    await new Promise((resolve) => setImmediate(resolve));
    if (functionName === 'ask' && token !== undefined) {
      appendFileSync(join(folder, 'tokens.txt'), `${token}\n`);
      setTimeout(() => answer(token), 1);
      return { payload: {} };
    }
    if (attempt === 0) return { payload: null, functionError: { errorType: 'Busy', raw: {} } };
    return { payload: { id } };
  };
}

/** Whoever was asked answers, also after a crash, and perhaps twice. */
function tell(engine: Engine, token: string): void {
  try {
    engine.sendTaskSuccess({ taskToken: token, output: '"yes"' });
  } catch {
    // Answered before: the vote stands.
  }
}

/** Runs the scenario in a folder, or goes on with what is there, to its end. */
export async function runScenario(folder: string, onCommit?: (n: number) => void): Promise<Outcome> {
  const list = JSON.stringify([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
  const engine = createEngine({
    journalPath: join(folder, 'journal.sqlite'),
    clock: fastClock,
    invokeLambda: createFunctions(folder, (token) => tell(engine, token)),
    objects: createMemoryObjects(new Map([['work/list.json', list]])),
    ...(onCommit === undefined ? {} : { onCommit }),
  });
  const { stateMachineArn } = engine.createStateMachine({
    name: 'scenario',
    definition: JSON.stringify(SCENARIO),
    roleArn: ROLE,
  });
  engine.resume();
  const tokens = join(folder, 'tokens.txt');
  if (existsSync(tokens))
    for (const token of readFileSync(tokens, 'utf8').split('\n').filter(Boolean)) tell(engine, token);
  try {
    engine.startExecution({ stateMachineArn, name: 'one', input: '{"n":0}' });
  } catch {
    // It had ended already when the process died.
  }
  while (engine.describeExecution(EXECUTION).status === 'RUNNING')
    await new Promise((resolve) => setTimeout(resolve, 2));
  const { status, output } = engine.describeExecution(EXECUTION);
  const { events } = engine.getExecutionHistory({ executionArn: EXECUTION, maxResults: 1000 });
  await engine.close();
  const types = events.map(({ type }) => type);
  return { status, output, events: types.filter((type) => type !== 'TaskSubmitted').toSorted() };
}
