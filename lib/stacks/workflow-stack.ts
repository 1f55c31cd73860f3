import { CfnOutput, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { StepLambda } from '../constructs/step-lambda.ts';
import { physicalName } from '../constructs/names.ts';
import type { WorkflowName } from '../constructs/names.ts';
import { Workflow } from '../constructs/workflow.ts';
import type { EnvironmentNames } from '../function-folders.ts';
import { functionEntries } from '../functions.ts';
import type { FunctionName } from '../functions.ts';
import { definitions } from '../workflows/definitions.ts';
import type { DataStack } from './data-stack.ts';

export interface WorkflowStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly variables: EnvironmentNames;
}

/** The steps, the two state machines and what starts by the clock. */
export class WorkflowStack extends Stack {
  private readonly steps: ReadonlyMap<FunctionName, StepLambda>;
  readonly machines: Readonly<Record<WorkflowName, sfn.StateMachine>>;

  constructor(scope: Construct, id: string, props: WorkflowStackProps) {
    super(scope, id, props);
    const { stage, data, variables } = props;
    this.steps = new Map(
      functionEntries
        .filter(([, entry]) => entry.kind === 'steps')
        .map(([name]) => [
          name,
          new StepLambda(this, name, { name, stage, data, variables: variables.get(name) ?? [] }),
        ]),
    );
    const machine = (name: WorkflowName): sfn.StateMachine =>
      new Workflow(this, name, { name, stage, data, make: definitions[name] }).machine;
    this.machines = {
      'premium-request': machine('premium-request'),
      'payment-batch': machine('payment-batch'),
    };
    this.addClocks(stage);
    new events.Rule(this, 'MailTrouble', {
      ruleName: physicalName(stage, 'note-bounce'),
      eventPattern: { source: ['aws.ses'], detailType: ['Email Bounced', 'Email Complaint Received'] },
      targets: [new LambdaFunction(this.step('note-bounce').fn)],
    });
    for (const name of ['load-configuration', 'open-batches', 'propose-renewals', 'repair', 'send-mail'] as const) {
      new CfnOutput(this, `${pascal(name)}Function`, { value: physicalName(stage, name) });
    }
    for (const [name, { stateMachineArn }] of Object.entries(this.machines)) {
      new CfnOutput(this, `${pascal(name)}Arn`, { value: stateMachineArn });
    }
  }

  /** @throws Error when lib/functions.ts lists no such step */
  step(name: FunctionName): StepLambda {
    const found = this.steps.get(name);
    if (found === undefined) throw new Error(`lib/functions.ts lists no step ${name}`);
    return found;
  }

  private addClocks(stage: Stage): void {
    const morning = scheduler.ScheduleExpression.cron({
      hour: '7',
      minute: '0',
      timeZone: TimeZone.of(stage.timezone),
    });
    // What a firing would have done, the next one does; a few quick retries bridge a stumble of Lambda.
    this.addClock(stage, 'open-batches', {
      schedule: morning,
      retryAttempts: 3,
      maxEventAge: Duration.hours(1),
    });
    const firstOfMonth = scheduler.ScheduleExpression.cron({
      day: '1',
      hour: '7',
      minute: '30',
      timeZone: TimeZone.of(stage.timezone),
    });
    // The next firing is a month away, so a stumble is bridged for a day.
    this.addClock(stage, 'propose-renewals', {
      schedule: firstOfMonth,
      retryAttempts: 20,
      maxEventAge: Duration.hours(24),
    });
    const everyFiveMinutes = scheduler.ScheduleExpression.rate(Duration.minutes(5));
    this.addClock(stage, 'repair', {
      schedule: everyFiveMinutes,
      retryAttempts: 0,
      maxEventAge: Duration.minutes(5),
    });
  }

  private addClock(
    stage: Stage,
    name: 'open-batches' | 'propose-renewals' | 'repair',
    clock: { schedule: scheduler.ScheduleExpression; retryAttempts: number; maxEventAge: Duration },
  ): void {
    const input = scheduler.ScheduleTargetInput.fromObject({});
    new scheduler.Schedule(this, `${pascal(name)}Clock`, {
      scheduleName: physicalName(stage, name),
      schedule: clock.schedule,
      target: new LambdaInvoke(this.step(name).fn, {
        retryAttempts: clock.retryAttempts,
        maxEventAge: clock.maxEventAge,
        input,
      }),
    });
  }
}

const pascal = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
