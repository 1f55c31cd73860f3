import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { PROJECT_ROOT } from '../function-folders.ts';
import { FUNCTIONS } from '../functions.ts';
import type { FunctionEntry } from '../functions/entry.ts';
import type { FunctionName } from '../functions.ts';
import { statementsFor } from './access.ts';
import type { AccessContext } from './access.ts';
import { environmentOf } from './environment.ts';
import { physicalName } from './names.ts';

export interface StepLambdaProps extends Omit<AccessContext, 'scope'> {
  readonly name: FunctionName;
  /** Names of the variables in the function's own env schema. */
  readonly variables: readonly string[];
}

const bundleFolder = (name: FunctionName): string => join(PROJECT_ROOT, 'dist', 'functions', name);

const observe = (logGroup: logs.LogGroup): iam.PolicyStatement[] => [
  new iam.PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  }),
  new iam.PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] }),
];

/** A function with its own role and log group; its environment follows its env.ts, its rights the table. */
export class StepLambda extends Construct {
  readonly fn: lambda.Function;
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: StepLambdaProps) {
    super(scope, id);
    const { name, stage, data, variables } = props;
    const entry: FunctionEntry = FUNCTIONS[name];
    const context = { scope: this, stage, data };
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${physicalName(stage, name)}`,
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const statements = [...observe(this.logGroup), ...statementsFor(context, entry.access)];
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { access: new iam.PolicyDocument({ statements }) },
    });
    this.fn = new lambda.Function(this, 'Function', {
      functionName: physicalName(stage, name),
      description: entry.purpose,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: lambda.Code.fromAsset(bundleFolder(name), { exclude: ['*.map'] }),
      handler: 'index.handler',
      // All it may do stands in the role itself: a policy of its own for each function would fill a stack's 500 places.
      role: role.withoutPolicyUpdates(),
      logGroup: this.logGroup,
      memorySize: entry.memoryMb,
      timeout: Duration.seconds(entry.timeoutSeconds),
      tracing: lambda.Tracing.ACTIVE,
      ...(entry.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: entry.reservedConcurrency }),
      environment: {
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: 'Lindung',
        POWERTOOLS_LOG_LEVEL: 'INFO',
        ...environmentOf(context, name, variables),
      },
    });
  }
}
