import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import type { FunctionName } from '../functions.ts';
import type { DataStack } from '../stacks/data-stack.ts';
import type { MakeDefinition, Scope } from '../workflows/states.ts';
import { executionsArn, functionArn, physicalName, workflowArn } from './names.ts';
import type { WorkflowName } from './names.ts';

export interface WorkflowProps {
  readonly name: WorkflowName;
  readonly stage: Stage;
  readonly data: DataStack;
  readonly make: MakeDefinition;
}

/** A state machine whose role may call exactly the functions its definition names. */
export class Workflow extends Construct {
  readonly machine: sfn.StateMachine;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const { name, stage, data, make } = props;
    const called = new Set<FunctionName>();
    const definition = make({
      workBucket: data.work.bucketName,
      functionArn: (functionName) => {
        called.add(functionName);
        return functionArn(this, stage, functionName);
      },
    });
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') });
    this.machine = new sfn.StateMachine(this, 'Machine', {
      stateMachineName: physicalName(stage, name),
      stateMachineType: sfn.StateMachineType.STANDARD,
      definitionBody: sfn.DefinitionBody.fromString(Stack.of(this).toJsonString(definition)),
      role,
      tracingEnabled: true,
      logs: {
        destination: new logs.LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${physicalName(stage, name)}`,
          retention: logs.RetentionDays.ONE_YEAR,
          removalPolicy: RemovalPolicy.RETAIN,
        }),
        level: sfn.LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [...called].map((functionName) => functionArn(this, stage, functionName)),
      }),
    );
    if (hasMap(definition)) this.allowMaps(role, props);
  }

  /** A distributed map starts executions of its own machine, reads its list and writes its results. */
  private allowMaps(role: iam.Role, { name, stage, data }: WorkflowProps): void {
    const allow = (actions: string[], resources: string[]): unknown =>
      role.addToPolicy(new iam.PolicyStatement({ actions, resources }));
    allow(['states:StartExecution'], [workflowArn(this, stage, name)]);
    allow(['states:DescribeExecution', 'states:StopExecution'], [executionsArn(this, { stage, name }, '/*')]);
    allow(
      ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
      [data.work.arnForObjects('*')],
    );
    allow(['s3:ListBucket'], [data.work.bucketArn]);
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], [data.dataKey.keyArn]);
  }
}

const hasMap = (scope: Scope): boolean => Object.values(scope.States).some((state) => state.Type === 'Map');
