/**
 * What the one-machine runtime does with each resource type and property. SUPPORT.md shows the same table (a test
 * compares them). A type or property that stands nowhere here is refused: the start stops and names it.
 */
export interface TypeSupport {
  /** Properties that have their effect here. */
  emulated: readonly string[];
  /** Properties taken without effect, each with what is lost. */
  ignored: Readonly<Record<string, string>>;
  /** Set when the whole type has no effect here: what is lost. Any property is taken then. */
  lost?: string;
  /** Values of a property that are refused although the property is known. */
  refusedValues?: Readonly<Record<string, readonly unknown[]>>;
}

const TAGS = { Tags: 'tags are not kept' };
const ENCRYPTION = 'data is not encrypted on this disk, and permissions on the key are not asked for';

const data: Record<string, TypeSupport> = {
  'AWS::DynamoDB::GlobalTable': {
    emulated: [
      'TableName',
      'AttributeDefinitions',
      'KeySchema',
      'GlobalSecondaryIndexes',
      'LocalSecondaryIndexes',
      'StreamSpecification',
      'TimeToLiveSpecification',
    ],
    ignored: {
      BillingMode: 'always on demand, never throttled',
      SSESpecification: ENCRYPTION,
      Replicas:
        'one replica; point-in-time recovery, deletion protection, contributor insights and tags have no effect',
      WriteOnDemandThroughputSettings: 'no limit',
      WarmThroughput: 'no limit',
    },
  },
  'AWS::DynamoDB::Table': {
    emulated: [
      'TableName',
      'AttributeDefinitions',
      'KeySchema',
      'GlobalSecondaryIndexes',
      'LocalSecondaryIndexes',
      'StreamSpecification',
      'TimeToLiveSpecification',
    ],
    ignored: {
      BillingMode: 'always on demand, never throttled',
      ProvisionedThroughput: 'always on demand, never throttled',
      SSESpecification: ENCRYPTION,
      PointInTimeRecoverySpecification: 'no backups',
      DeletionProtectionEnabled: '`--reset` deletes the data',
      ...TAGS,
    },
  },
  'AWS::S3::Bucket': {
    emulated: ['BucketName', 'ObjectLockConfiguration', 'ObjectLockEnabled', 'CorsConfiguration'],
    ignored: {
      BucketEncryption: ENCRYPTION,
      VersioningConfiguration: 'only the newest version is kept; a locked object is neither overwritten nor deleted',
      LifecycleConfiguration: 'nothing expires or moves to another storage class',
      PublicAccessBlockConfiguration: 'there is no anonymous access here at all',
      OwnershipControls: 'there are no access control lists here',
      LoggingConfiguration: 'no access logs',
      AccessControl: 'there are no access control lists here',
      ...TAGS,
    },
  },
  'AWS::S3::BucketPolicy': {
    emulated: [],
    ignored: {},
    lost: 'statements on the bucket are not evaluated, so their denials (for example of plain HTTP) are missing',
  },
  'AWS::KMS::Key': {
    emulated: ['KeySpec', 'KeyUsage'],
    ignored: {
      KeyPolicy: 'not evaluated; the caller’s role policy decides',
      EnableKeyRotation: 'keys do not rotate',
      RotationPeriodInDays: 'keys do not rotate',
      Description: 'not shown',
      PendingWindowInDays: 'keys live as long as the state folder',
      MultiRegion: 'one region',
      Enabled: 'always enabled',
      ...TAGS,
    },
  },
  'AWS::KMS::Alias': { emulated: ['AliasName', 'TargetKeyId'], ignored: {} },
  'AWS::SecretsManager::Secret': {
    emulated: ['Name', 'GenerateSecretString', 'SecretString'],
    ignored: { Description: 'not shown', KmsKeyId: ENCRYPTION, ...TAGS },
  },
};

const signIn: Record<string, TypeSupport> = {
  'AWS::Cognito::UserPool': {
    emulated: [],
    ignored: {},
    lost: 'people come from the start options; password rules, second factors, triggers and mails have no effect',
  },
  'AWS::Cognito::UserPoolClient': {
    emulated: [
      'ClientName',
      'UserPoolId',
      'CallbackURLs',
      'LogoutURLs',
      'AllowedOAuthFlows',
      'AllowedOAuthScopes',
      'AccessTokenValidity',
      'IdTokenValidity',
      'RefreshTokenValidity',
      'TokenValidityUnits',
      'GenerateSecret',
    ],
    ignored: {
      AllowedOAuthFlowsUserPoolClient: 'always allowed',
      SupportedIdentityProviders: 'only the accounts of the start options',
      ExplicitAuthFlows: 'only the code flow with PKCE',
      PreventUserExistenceErrors: 'always so',
      EnableTokenRevocation: 'always so',
      AuthSessionValidity: 'one hour',
      ReadAttributes: 'all attributes',
      WriteAttributes: 'no attribute can be written',
    },
    refusedValues: { GenerateSecret: [true] },
  },
  'AWS::Cognito::UserPoolDomain': { emulated: [], ignored: {}, lost: 'the sign-in pages stand at the local address' },
  'AWS::Cognito::UserPoolResourceServer': {
    emulated: ['Identifier', 'Scopes'],
    ignored: { Name: 'not shown', UserPoolId: 'there is one pool' },
  },
  'AWS::Cognito::UserPoolGroup': { emulated: [], ignored: {}, lost: 'no `cognito:groups` claim' },
};

const compute: Record<string, TypeSupport> = {
  'AWS::Lambda::Function': {
    emulated: [
      'FunctionName',
      'Code',
      'Handler',
      'Role',
      'Environment',
      'Timeout',
      'MemorySize',
      'ReservedConcurrentExecutions',
    ],
    ignored: {
      Runtime: 'the Node.js that runs the runtime runs the functions',
      Architectures: 'the processor of this machine',
      Description: 'not shown',
      EphemeralStorage: 'functions share this machine’s temporary folder',
      LoggingConfig: 'logs go to `logs/<function>.log` in the state folder',
      TracingConfig: 'no traces',
      KmsKeyArn: ENCRYPTION,
      RecursiveLoop: 'loops are not detected',
      ...TAGS,
    },
    refusedValues: { PackageType: ['Image'] },
  },
  'AWS::Lambda::Permission': {
    emulated: [],
    ignored: {},
    lost: 'the HTTP API may call its functions without it',
  },
  'AWS::Lambda::EventInvokeConfig': {
    emulated: ['FunctionName', 'MaximumRetryAttempts', 'Qualifier'],
    ignored: {
      MaximumEventAgeInSeconds: 'events do not grow too old',
      DestinationConfig: 'no destinations; the log tells',
    },
  },
  'AWS::IAM::Role': {
    emulated: ['RoleName', 'Policies', 'ManagedPolicyArns'],
    ignored: {
      AssumeRolePolicyDocument: 'the service that a resource belongs to may always take its role',
      Description: 'not shown',
      MaxSessionDuration: 'sessions do not end',
      PermissionsBoundary: 'boundaries are not evaluated',
      Path: 'not shown',
      ...TAGS,
    },
  },
  'AWS::IAM::Policy': { emulated: ['PolicyDocument', 'Roles', 'PolicyName'], ignored: {} },
  'AWS::IAM::ManagedPolicy': {
    emulated: ['ManagedPolicyName', 'PolicyDocument', 'Roles'],
    ignored: { Description: 'not shown', Path: 'not shown' },
  },
  'AWS::StepFunctions::StateMachine': {
    emulated: [
      'StateMachineName',
      'Definition',
      'DefinitionString',
      'DefinitionSubstitutions',
      'RoleArn',
      'StateMachineType',
    ],
    ignored: {
      LoggingConfiguration: 'the execution history is kept, log entries are not written',
      TracingConfiguration: 'no traces',
      EncryptionConfiguration: ENCRYPTION,
      ...TAGS,
    },
    refusedValues: { StateMachineType: ['EXPRESS'] },
  },
  'AWS::Scheduler::Schedule': {
    emulated: ['Name', 'GroupName', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'State', 'Target'],
    ignored: {
      FlexibleTimeWindow: 'fires on the minute',
      Description: 'not shown',
      KmsKeyArn: ENCRYPTION,
    },
  },
  'AWS::Events::Rule': {
    emulated: ['Name', 'EventPattern', 'State', 'Targets'],
    ignored: { Description: 'not shown', ...TAGS },
  },
  'AWS::Scheduler::ScheduleGroup': { emulated: ['Name'], ignored: TAGS },
};

const api: Record<string, TypeSupport> = {
  'AWS::ApiGatewayV2::Api': {
    emulated: ['Name', 'ProtocolType', 'CorsConfiguration'],
    ignored: {
      Description: 'not shown',
      DisableExecuteApiEndpoint: 'the local address is the only one',
      IpAddressType: 'only 127.0.0.1',
      ...TAGS,
    },
    refusedValues: { ProtocolType: ['WEBSOCKET'] },
  },
  'AWS::ApiGatewayV2::Stage': {
    emulated: ['ApiId', 'StageName', 'AutoDeploy', 'StageVariables'],
    ignored: {
      AccessLogSettings: 'no access log',
      DefaultRouteSettings: 'no throttling',
      RouteSettings: 'no throttling',
      Description: 'not shown',
      ...TAGS,
    },
  },
  'AWS::ApiGatewayV2::Route': {
    emulated: ['ApiId', 'RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId', 'AuthorizationScopes'],
    ignored: { OperationName: 'not shown' },
    refusedValues: { AuthorizationType: ['CUSTOM', 'AWS_IAM'] },
  },
  'AWS::ApiGatewayV2::Integration': {
    emulated: ['ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion', 'TimeoutInMillis'],
    ignored: { IntegrationMethod: 'Lambda is always invoked by POST', Description: 'not shown' },
    refusedValues: { IntegrationType: ['HTTP_PROXY', 'HTTP', 'AWS', 'MOCK'], PayloadFormatVersion: ['1.0'] },
  },
  'AWS::ApiGatewayV2::Authorizer': {
    emulated: ['ApiId', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration', 'Name'],
    ignored: {},
    refusedValues: { AuthorizerType: ['REQUEST'] },
  },
};

const edge: Record<string, TypeSupport> = {
  'AWS::CloudFront::Distribution': { emulated: ['DistributionConfig'], ignored: TAGS },
  'AWS::CloudFront::Function': { emulated: ['Name', 'AutoPublish', 'FunctionCode', 'FunctionConfig'], ignored: TAGS },
  'AWS::CloudFront::CachePolicy': { emulated: ['CachePolicyConfig'], ignored: {} },
  'AWS::CloudFront::ResponseHeadersPolicy': { emulated: ['ResponseHeadersPolicyConfig'], ignored: {} },
  'AWS::CloudFront::OriginAccessControl': {
    emulated: [],
    ignored: {},
    lost: 'the distribution reads its bucket whatever the policy says',
  },
  'AWS::WAFv2::WebACL': { emulated: [], ignored: {}, lost: 'no rule blocks or counts a call' },
};

const nothingWatches = (lost: string): TypeSupport => ({ emulated: [], ignored: {}, lost });

const watching: Record<string, TypeSupport> = {
  'AWS::Logs::LogGroup': nothingWatches('logs go to files in the state folder and are never deleted'),
  'AWS::Logs::MetricFilter': nothingWatches('no metrics'),
  'AWS::SES::EmailIdentity': nothingWatches('mail from any address goes to the local inbox'),
  'AWS::SES::ConfigurationSet': nothingWatches('no suppression list, no reputation metrics'),
  'AWS::SES::ConfigurationSetEventDestination': {
    emulated: ['EventDestination'],
    ignored: { ConfigurationSetName: 'counts for every mail' },
  },
  'AWS::CloudWatch::Alarm': nothingWatches('no alarm fires'),
  'AWS::CloudWatch::Dashboard': nothingWatches('no dashboard'),
  'AWS::SNS::Topic': nothingWatches('nothing is published'),
  'AWS::SNS::TopicPolicy': nothingWatches('nothing is published'),
  'AWS::SNS::Subscription': nothingWatches('nothing is published'),
  'AWS::CDK::Metadata': nothingWatches('nothing'),
};

export const SUPPORT: Readonly<Record<string, TypeSupport>> = {
  ...data,
  ...signIn,
  ...compute,
  ...api,
  ...edge,
  ...watching,
};
