import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, StatesApiError } from '../../../local/stepfunctions/engine.ts';
import { createVirtualClock } from '../../../local/stepfunctions/virtual-clock.ts';
import { eventsInJournal } from '../../support/journal-events.ts';
import type { SynthesizedMachine } from '../../support/synthesized.ts';
import { createWorld, INPUTS, OBJECTS, type Workflow } from './kill-world.ts';

export interface Outcome {
  status: string;
  output: string | undefined;
  /** Types of all history events, sorted; without TaskSubmitted, which is not there if the answer was quicker than the function. */
  events: string[];
}

const STARTED_AT = Date.parse('2027-01-04T02:00:00Z');

export function journalOf(folder: string): string {
  return join(folder, 'journal.sqlite');
}

/** Leaves in a folder what a run there needs. */
export function prepareRun(folder: string, workflow: Workflow, machine: SynthesizedMachine): void {
  writeFileSync(join(folder, 'run.json'), JSON.stringify({ workflow, machine }));
}

/** Runs a product's workflow in a folder in virtual time, or goes on with what is there, to its end. */
export async function runWorkflow(folder: string, onCommit?: (n: number) => void): Promise<Outcome> {
  const { workflow, machine } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as {
    workflow: Workflow;
    machine: SynthesizedMachine;
  };
  const world = createWorld(folder);
  const left = eventsInJournal(journalOf(folder)).map(({ at }) => at);
  const clock = createVirtualClock(Math.max(STARTED_AT, ...left));
  const engine = createEngine({
    journalPath: journalOf(folder),
    clock,
    invokeLambda: async ({ functionName, payload }) => ({
      payload: world.call(functionName, payload as Record<string, unknown>),
    }),
    objects: {
      getObject: async ({ key }) => JSON.stringify(OBJECTS[key]),
      putObject: async () => {},
    },
    ...(onCommit === undefined ? {} : { onCommit }),
  });
  const { stateMachineArn } = engine.createStateMachine(machine);
  engine.resume();
  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:run`;
  unlessDone(() => engine.startExecution({ stateMachineArn, name: 'run', input: JSON.stringify(INPUTS[workflow]) }));
  await clock.settle();
  let told: string | undefined;
  while (engine.describeExecution(executionArn).status === 'RUNNING') {
    // The first who is asked answers, perhaps twice; the second lets his time run out.
    const [taskToken] = world.tokens();
    if (taskToken !== undefined && told === undefined) {
      told = taskToken;
      unlessDone(() => engine.sendTaskSuccess({ taskToken, output: '{}' }));
      await clock.settle();
    } else if (!(await clock.advanceToNextTimer())) {
      throw new Error('the execution waits for ever');
    }
  }
  const { status, output } = engine.describeExecution(executionArn);
  const { events } = engine.getExecutionHistory({ executionArn, maxResults: 1000 });
  await engine.close();
  const types = events.map(({ type }) => type).filter((type) => type !== 'TaskSubmitted');
  return { status, output, events: types.toSorted() };
}

/** Answered or ended before the process died, it stands. */
function unlessDone(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof StatesApiError)) throw error;
  }
}
