import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { BrokenError } from '../../../domain/errors.ts';
import { LOG } from '../../runtime/log-messages.ts';
import { logger } from '../../runtime/telemetry.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';

export interface ExecutionStart {
  readonly machineArn: string;
  /** Names make starting idempotent: one name runs once. */
  readonly name: string;
  readonly input: unknown;
}

export interface Executions {
  /** Starts it; one that exists under this name already is success. */
  readonly startExecution: (start: ExecutionStart) => Promise<void>;
  /** Lets a waiting state go on. A token that is gone is success too: what is stored stands. */
  readonly answerToken: (token: string, output: unknown) => Promise<'told' | 'gone'>;
  /** Null when no execution of that name was ever started. */
  readonly describeExecution: (execution: Omit<ExecutionStart, 'input'>) => Promise<{ status: ExecutionStatus } | null>;
}

export function openExecutions(client: SFNClient = new SFNClient({})): Executions {
  return {
    startExecution: (start) => startExecution(client, start),
    answerToken: (token, output) => answerToken(client, token, output),
    describeExecution: (execution) => describeExecution(client, execution),
  };
}

async function startExecution(client: SFNClient, { machineArn, name, input }: ExecutionStart): Promise<void> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

async function answerToken(client: SFNClient, token: string, output: unknown): Promise<'told' | 'gone'> {
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }));
    return 'told';
  } catch (error) {
    const gone = error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken;
    if (!gone) throw error;
    logger.info(LOG.tokenGone.message, { code: LOG.tokenGone.code, reason: error.name });
    return 'gone';
  }
}

/** arn:…:stateMachine:NAME → arn:…:execution:NAME:EXECUTION */
export function executionArn(machineArn: string, name: string): string {
  return `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}

async function describeExecution(
  client: SFNClient,
  { machineArn, name }: Omit<ExecutionStart, 'input'>,
): Promise<{ status: ExecutionStatus } | null> {
  try {
    const command = new DescribeExecutionCommand({ executionArn: executionArn(machineArn, name) });
    const { status } = await client.send(command);
    if (status === undefined) throw new BrokenError(`execution ${name} came without a status`);
    return { status };
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return null;
    throw error;
  }
}
