import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { StepLambda } from '../constructs/step-lambda.ts';
import type { EnvironmentNames } from '../function-folders.ts';
import { functionEntries } from '../functions.ts';
import type { FunctionName } from '../functions.ts';
import { ROUTES } from '../routes.ts';
import type { DataStack } from './data-stack.ts';

export interface ApiStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly variables: EnvironmentNames;
}

/** The HTTP API: signed-in calls under /api, and the approver's page, which has no account behind it. */
export class ApiStack extends Stack {
  readonly api: apigateway.HttpApi;
  private readonly steps = new Map<FunctionName, StepLambda>();

  constructor(scope: Construct, id: string, props: ApiStackProps) {
    super(scope, id, props);
    const { stage, data } = props;
    this.api = new apigateway.HttpApi(this, 'Api', {
      apiName: stage.prefix,
      createDefaultStage: false,
    });
    this.addStage(stage);
    this.addRoutes(props);
    new CfnOutput(this, 'ApiUrl', { value: this.api.apiEndpoint });
    new CfnOutput(this, 'UserPoolClientId', { value: data.client.userPoolClientId });
    new CfnOutput(this, 'SignInIssuer', { value: data.userPool.userPoolProviderUrl });
  }

  /** @throws Error when lib/functions.ts lists no such call */
  step(name: FunctionName): StepLambda {
    const found = this.steps.get(name);
    if (found === undefined) throw new Error(`lib/functions.ts lists no call ${name}`);
    return found;
  }

  private addStage(stage: Stage): void {
    const destination = new logs.LogGroup(this, 'AccessLog', {
      logGroupName: `/aws/vendedlogs/apigateway/${stage.prefix}`,
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // The route key and never the path: a path holds approval secrets.
    const format = {
      requestId: '$context.requestId',
      time: '$context.requestTime',
      route: '$context.routeKey',
      status: '$context.status',
      latency: '$context.responseLatency',
      integrationStatus: '$context.integrationStatus',
      authorizerError: '$context.authorizer.error',
    };
    new apigateway.HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.api.ratePerSecond, burstLimit: stage.api.burst },
      accessLogSettings: {
        destination: new apigateway.LogGroupLogDestination(destination),
        format: AccessLogFormat.custom(JSON.stringify(format)),
      },
    });
  }

  private addRoutes({ stage, data, variables }: ApiStackProps): void {
    const integrations = new Map<FunctionName, HttpLambdaIntegration>();
    for (const [name, entry] of functionEntries) {
      if (entry.kind !== 'http') continue;
      const step = new StepLambda(this, name, { name, stage, data, variables: variables.get(name) ?? [] });
      this.steps.set(name, step);
      integrations.set(name, new HttpLambdaIntegration(name, step.fn));
    }
    const authorizer = new HttpJwtAuthorizer('SignedIn', data.userPool.userPoolProviderUrl, {
      jwtAudience: [data.client.userPoolClientId],
    });
    // An access token's, which an ID token has not: that one tells who somebody is and opens nothing.
    const authorizationScopes = [cognito.OAuthScope.OPENID.scopeName];
    for (const { method, path, call, open } of ROUTES) {
      const integration = integrations.get(call);
      if (integration === undefined) throw new Error(`lib/routes.ts names ${call}, which is no http function`);
      this.api.addRoutes({
        path,
        methods: [apigateway.HttpMethod[method]],
        integration,
        ...(open === true ? { authorizer: new apigateway.HttpNoneAuthorizer() } : { authorizer, authorizationScopes }),
      });
    }
  }
}
