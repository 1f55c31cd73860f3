import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import type { FunctionName } from '../functions.ts';

export const WORKFLOWS = ['premium-request', 'payment-batch'] as const;
export type WorkflowName = (typeof WORKFLOWS)[number];

/**
 * Functions and state machines carry fixed names: a function starts the machine that calls it, and the sender calls
 * itself, so references would go in a circle. It also spares exports between the stacks.
 */
export const physicalName = (stage: Stage, name: FunctionName | WorkflowName): string => `${stage.prefix}-${name}`;

/** Default set of the mail domain. */
export const mailConfigurationSet = (stage: Stage): string => `${stage.prefix}-mails`;

export function functionArn(scope: Construct, stage: Stage, name: FunctionName): string {
  return Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: physicalName(stage, name),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

export function workflowArn(scope: Construct, stage: Stage, name: WorkflowName): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: physicalName(stage, name),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** `rest`: what follows the machine's name; executions are `:<name>`, those of a distributed map `/<label>:<name>`. */
export function executionsArn(scope: Construct, machine: { stage: Stage; name: WorkflowName }, rest: string): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${physicalName(machine.stage, machine.name)}${rest}`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
