import * as z from 'zod';
import { STATUSES } from './model.ts';

const arn = z.string().min(1).max(2048);
const text = z.string().optional();
const flag = z.boolean().optional();
const taskToken = z.string().min(1).max(2048);
const page = { maxResults: z.int().min(0).optional(), nextToken: text };
const statusFilter = z.enum(STATUSES).optional();
const failure = { error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() };
/** What a machine may be made with and has no effect here. */
const observing = {
  loggingConfiguration: z.unknown().optional(),
  tracingConfiguration: z.unknown().optional(),
  tags: z.unknown().optional(),
};

/** The fields of each action's request; another one is refused, as what it asks for would be missing. */
const schemas = {
  CreateStateMachine: z.strictObject({
    name: z.string(),
    definition: z.string(),
    roleArn: arn,
    type: text,
    ...observing,
  }),
  UpdateStateMachine: z.strictObject({ stateMachineArn: arn, definition: text, roleArn: arn.optional(), ...observing }),
  DescribeStateMachine: z.strictObject({ stateMachineArn: arn, includedData: text }),
  ListStateMachines: z.strictObject(page),
  DeleteStateMachine: z.strictObject({ stateMachineArn: arn }),
  StartExecution: z.strictObject({ stateMachineArn: arn, name: text, input: text, traceHeader: text }),
  DescribeExecution: z.strictObject({ executionArn: arn, includedData: text }),
  ListExecutions: z.strictObject({ stateMachineArn: arn.optional(), mapRunArn: arn.optional(), statusFilter, ...page }),
  GetExecutionHistory: z.strictObject({ executionArn: arn, reverseOrder: flag, includeExecutionData: flag, ...page }),
  StopExecution: z.strictObject({ executionArn: arn, ...failure }),
  SendTaskSuccess: z.strictObject({ taskToken, output: z.string() }),
  SendTaskFailure: z.strictObject({ taskToken, ...failure }),
  SendTaskHeartbeat: z.strictObject({ taskToken }),
};
export type ActionName = keyof typeof schemas;
type Requests = { [A in ActionName]: z.infer<(typeof schemas)[A]> };
export type Request<A extends ActionName> = Requests[A];
export type Page = Request<'ListStateMachines'>;

export const REQUESTS: { [A in ActionName]: z.ZodType<Requests[A]> } = schemas;
