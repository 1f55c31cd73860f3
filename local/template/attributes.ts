import { ACCOUNT_ID, generatedName, hexOf, uuidOf } from './physical-ids.ts';

/** What `Ref` and `Fn::GetAtt` of one resource give. */
export interface Identity {
  ref: string;
  attributes: Record<string, string>;
}

export interface IdentityRequest {
  stack: string;
  region: string;
  logicalId: string;
  type: string;
  /** A property of the resource, resolved; `undefined` when absent. */
  property: (name: string) => unknown;
  urls: LocalUrls;
}

/** Addresses of the local parts that stand where AWS's own addresses would be. */
export interface LocalUrls {
  apiUrl: string;
  gatewayUrl: string;
  inboxUrl: string;
  signInUrl: string;
}

type Describe = (request: IdentityRequest) => Identity;

const text = (request: IdentityRequest, property: string): string | undefined => {
  const value = request.property(property);
  return typeof value === 'string' ? value : undefined;
};
const named = (request: IdentityRequest, property: string, maxLength = 64): string =>
  text(request, property) ?? generatedName(request.stack, request.logicalId, maxLength);
const seedOf = (request: IdentityRequest): string => `${request.stack}/${request.logicalId}`;
const arn = (request: IdentityRequest, service: string, rest: string): string =>
  `arn:aws:${service}:${request.region}:${ACCOUNT_ID}:${rest}`;

const table: Describe = (request) => {
  const name = named(request, 'TableName', 255);
  const tableArn = arn(request, 'dynamodb', `table/${name}`);
  return {
    ref: name,
    attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/local`, TableId: uuidOf(seedOf(request)) },
  };
};

const bucket: Describe = (request) => {
  const name = text(request, 'BucketName') ?? generatedName(request.stack, request.logicalId, 63).toLowerCase();
  return {
    ref: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${request.region}.amazonaws.com`,
    },
  };
};

const key: Describe = (request) => {
  const id = uuidOf(seedOf(request));
  return { ref: id, attributes: { Arn: arn(request, 'kms', `key/${id}`), KeyId: id } };
};

const secret: Describe = (request) => {
  const name = named(request, 'Name', 128);
  const secretArn = arn(request, 'secretsmanager', `secret:${name}-${hexOf(seedOf(request), 6)}`);
  return { ref: secretArn, attributes: { Id: secretArn } };
};

const userPool: Describe = (request) => {
  const id = `${request.region}_${hexOf(seedOf(request), 9)}`;
  return {
    ref: id,
    attributes: {
      Arn: arn(request, 'cognito-idp', `userpool/${id}`),
      UserPoolId: id,
      ProviderName: `cognito-idp.${request.region}.amazonaws.com/${id}`,
      ProviderURL: request.urls.signInUrl,
    },
  };
};

const userPoolClient: Describe = (request) => {
  const id = hexOf(seedOf(request), 26);
  return { ref: id, attributes: { ClientId: id, Name: named(request, 'ClientName', 128) } };
};

const lambdaFunction: Describe = (request) => {
  const name = named(request, 'FunctionName');
  return { ref: name, attributes: { Arn: arn(request, 'lambda', `function:${name}`) } };
};

const role: Describe = (request) => {
  const name = named(request, 'RoleName');
  return {
    ref: name,
    attributes: {
      Arn: `arn:aws:iam::${ACCOUNT_ID}:role/${name}`,
      RoleId: `AROA${hexOf(seedOf(request), 17).toUpperCase()}`,
    },
  };
};

const managedPolicy: Describe = (request) => {
  const policyArn = `arn:aws:iam::${ACCOUNT_ID}:policy/${named(request, 'ManagedPolicyName', 128)}`;
  return { ref: policyArn, attributes: { PolicyArn: policyArn } };
};

const stateMachine: Describe = (request) => {
  const name = named(request, 'StateMachineName', 80);
  const machineArn = arn(request, 'states', `stateMachine:${name}`);
  return { ref: machineArn, attributes: { Arn: machineArn, Name: name, StateMachineRevisionId: 'INITIAL' } };
};

const schedule: Describe = (request) => {
  const name = named(request, 'Name');
  const group = text(request, 'GroupName') ?? 'default';
  return { ref: name, attributes: { Arn: arn(request, 'scheduler', `schedule/${group}/${name}`) } };
};

const scheduleGroup: Describe = (request) => {
  const name = named(request, 'Name');
  return { ref: name, attributes: { Arn: arn(request, 'scheduler', `schedule-group/${name}`) } };
};

const httpApi: Describe = (request) => {
  const id = hexOf(seedOf(request), 10);
  return { ref: id, attributes: { ApiId: id, ApiEndpoint: request.urls.apiUrl } };
};

const distribution: Describe = (request) => {
  const id = `E${hexOf(seedOf(request), 13).toUpperCase()}`;
  return { ref: id, attributes: { Id: id, DomainName: new URL(request.urls.apiUrl).host } };
};

const edgeFunction: Describe = (request) => {
  const functionArn = `arn:aws:cloudfront::${ACCOUNT_ID}:function/${named(request, 'Name')}`;
  return { ref: functionArn, attributes: { FunctionARN: functionArn } };
};

const byId: Describe = (request) => {
  const id = uuidOf(seedOf(request));
  return { ref: id, attributes: { Id: id } };
};

const webAcl: Describe = (request) => {
  const id = uuidOf(seedOf(request));
  const name = named(request, 'Name', 128);
  return {
    ref: `${name}|${id}|CLOUDFRONT`,
    attributes: { Id: id, Arn: arn(request, 'wafv2', `global/webacl/${name}/${id}`) },
  };
};

const logGroup: Describe = (request) => {
  const name = named(request, 'LogGroupName', 512);
  return { ref: name, attributes: { Arn: `${arn(request, 'logs', `log-group:${name}`)}:*` } };
};

const topic: Describe = (request) => {
  const name = named(request, 'TopicName', 256);
  const topicArn = arn(request, 'sns', name);
  return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: name } };
};

const emailIdentity: Describe = (request) => {
  const attributes: Record<string, string> = {};
  for (const n of [1, 2, 3]) {
    attributes[`DkimDNSTokenName${n}`] = `token${n}._domainkey.local`;
    attributes[`DkimDNSTokenValue${n}`] = `token${n}.dkim.local`;
  }
  return { ref: named(request, 'EmailIdentity', 320), attributes };
};

const alarm: Describe = (request) => {
  const name = named(request, 'AlarmName', 255);
  return { ref: name, attributes: { Arn: arn(request, 'cloudwatch', `alarm:${name}`) } };
};

const byName =
  (property: string): Describe =>
  (request) => ({ ref: named(request, property, 128), attributes: {} });

const IDENTITIES: Record<string, Describe> = {
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::S3::Bucket': bucket,
  'AWS::KMS::Key': key,
  'AWS::KMS::Alias': byName('AliasName'),
  'AWS::SecretsManager::Secret': secret,
  'AWS::Cognito::UserPool': userPool,
  'AWS::Cognito::UserPoolClient': userPoolClient,
  'AWS::Cognito::UserPoolDomain': byName('Domain'),
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::IAM::Role': role,
  'AWS::IAM::ManagedPolicy': managedPolicy,
  'AWS::StepFunctions::StateMachine': stateMachine,
  'AWS::Scheduler::Schedule': schedule,
  'AWS::Scheduler::ScheduleGroup': scheduleGroup,
  'AWS::ApiGatewayV2::Api': httpApi,
  'AWS::ApiGatewayV2::Stage': byName('StageName'),
  'AWS::CloudFront::Distribution': distribution,
  'AWS::CloudFront::Function': edgeFunction,
  'AWS::CloudFront::CachePolicy': byId,
  'AWS::CloudFront::ResponseHeadersPolicy': byId,
  'AWS::CloudFront::OriginAccessControl': byId,
  'AWS::WAFv2::WebACL': webAcl,
  'AWS::Logs::LogGroup': logGroup,
  'AWS::SNS::Topic': topic,
  'AWS::SES::EmailIdentity': emailIdentity,
  'AWS::SES::ConfigurationSet': byName('Name'),
  'AWS::SES::ConfigurationSetEventDestination': (request) => ({ ref: uuidOf(seedOf(request)), attributes: {} }),
  'AWS::Events::Rule': (request) => {
    const name = named(request, 'Name');
    return { ref: name, attributes: { Arn: arn(request, 'events', `rule/${name}`) } };
  },
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::Dashboard': byName('DashboardName'),
};

/** Physical id and attributes of a resource; types without their own rule get a generated id and no attributes. */
export function identify(request: IdentityRequest): Identity {
  const describe = IDENTITIES[request.type];
  if (describe !== undefined) return describe(request);
  return { ref: generatedName(request.stack, request.logicalId, 128), attributes: {} };
}
