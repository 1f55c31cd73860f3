import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ALARMS } from '../../../lib/constructs/alarms.ts';
import type { ResolvedResource } from '../../../local/template/resolve.ts';
import { synthesizedTemplate } from '../../support/synthesized.ts';

let resources: ResolvedResource[];
const ofType = (type: string): ResolvedResource[] => resources.filter((resource) => resource.type === type);

interface Statement {
  Action: string | string[];
  Resource: string | string[];
}
const list = (value: string | string[]): string[] => (Array.isArray(value) ? value : [value]);
interface Document {
  Statement: Statement[];
}
/** Of a policy, and of a role that carries its policies itself. */
function statementsOf({ properties }: ResolvedResource): Statement[] {
  const { PolicyDocument, Policies = [] } = properties as {
    PolicyDocument?: Document;
    Policies?: { PolicyDocument: Document }[];
  };
  const documents = Policies.map((policy) => policy.PolicyDocument);
  return [...documents, ...(PolicyDocument === undefined ? [] : [PolicyDocument])].flatMap((one) => one.Statement);
}

beforeAll(async () => {
  ({ resources } = await synthesizedTemplate());
});

describe('the synthesized stacks', () => {
  it('keep tables, buckets, keys, secrets and accounts when a stack is deleted', () => {
    const assembly = JSON.parse(readFileSync('cdk.out/LindungData.template.json', 'utf8')) as {
      Resources: Record<string, { Type: string; DeletionPolicy?: string }>;
    };
    const kept = /DynamoDB|S3::Bucket$|KMS::Key|SecretsManager|Cognito::UserPool$/;
    const lost = Object.entries(assembly.Resources).filter(
      ([, { Type, DeletionPolicy }]) => kept.test(Type) && DeletionPolicy !== 'Retain',
    );
    expect(lost.map(([id]) => id)).toEqual([]);
  });

  it('allow no function more than single actions on named resources', () => {
    const statements = [...ofType('AWS::IAM::Policy'), ...ofType('AWS::IAM::Role')]
      .filter(({ stack }) => stack !== 'LindungData')
      .flatMap((policy) => statementsOf(policy).map((statement) => ({ policy: policy.logicalId, ...statement })));
    expect(statements.length).toBeGreaterThan(ofType('AWS::Lambda::Function').length * 2);
    const wide = statements
      .filter(({ Action, Resource }) => list(Action).some((a) => a.endsWith('*')) || list(Resource).includes('*'))
      // X-Ray and the delivery of a state machine's logs know no resources.
      .filter(({ Action }) => !list(Action).every((action) => /^(xray|logs):/.test(action)));
    expect(wide).toEqual([]);
  });

  it('leave room in every stack: CloudFormation takes 500 resources and no more', () => {
    const counts = Map.groupBy(resources, ({ stack }) => stack);
    expect([...counts].filter(([, { length }]) => length > 450).map(([stack]) => stack)).toEqual([]);
  });

  it('write no path into the access log, because paths hold approval secrets', () => {
    const formats = ofType('AWS::ApiGatewayV2::Stage').map(({ properties }) => JSON.stringify(properties));
    expect(formats).toHaveLength(1);
    expect(formats[0]).toContain('$context.routeKey');
    expect(formats[0]).not.toMatch(/\$context\.(path|http|protocol|domain)/);
  });

  it('ask for a sign-in on every route but the approver’s', () => {
    const open = ofType('AWS::ApiGatewayV2::Route')
      .filter(({ properties }) => properties['AuthorizationType'] !== 'JWT')
      .map(({ properties }) => String(properties['RouteKey']));
    expect(open.toSorted()).toEqual([
      'GET /approval/{secret}',
      'GET /approval/{secret}/rows',
      'HEAD /approval/{secret}',
      'POST /approval/{secret}',
    ]);
  });

  it('open nothing to an ID token, which has no scope', () => {
    const scopes = ofType('AWS::ApiGatewayV2::Route')
      .filter(({ properties }) => properties['AuthorizationType'] === 'JWT')
      .map(({ properties }) => properties['AuthorizationScopes']);
    expect(scopes.length).toBeGreaterThan(50);
    for (const asked of scopes) expect(asked).toEqual(['openid']);
  });

  it('seal evidence: records are versioned and locked by default', () => {
    const locked = ofType('AWS::S3::Bucket').filter(({ properties }) => properties['ObjectLockEnabled'] === true);
    expect(locked).toHaveLength(1);
    expect(locked[0]?.properties['VersioningConfiguration']).toEqual({ Status: 'Enabled' });
    expect(JSON.stringify(locked[0]?.properties['ObjectLockConfiguration'])).toContain('GOVERNANCE');
  });

  it('keep every log for a year', () => {
    const groups = ofType('AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThan(50);
    expect(groups.filter(({ properties }) => properties['RetentionInDays'] !== 365)).toEqual([]);
  });

  it('run the clocks in the regency’s own time and without endless retries', () => {
    const clocks = ofType('AWS::Scheduler::Schedule').map(({ properties }) => ({
      expression: properties['ScheduleExpression'],
      zone: properties['ScheduleExpressionTimezone'],
      retry: (properties['Target'] as { RetryPolicy: unknown }).RetryPolicy,
    }));
    expect(clocks).toEqual([
      {
        expression: 'cron(0 7 * * ? *)',
        zone: 'Asia/Jakarta',
        retry: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 3 },
      },
      {
        expression: 'cron(30 7 1 * ? *)',
        zone: 'Asia/Jakarta',
        retry: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 20 },
      },
      {
        expression: 'rate(5 minutes)',
        zone: expect.anything() as unknown,
        retry: { MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 0 },
      },
    ]);
  });

  it('give every alarm a runbook entry, and every entry its alarm', () => {
    const headings = [...readFileSync('docs/runbook.md', 'utf8').matchAll(/^## ([a-z-]+)$/gm)].map(([, name]) =>
      String(name),
    );
    expect(new Set(headings)).toEqual(new Set(ALARMS.map(({ anchor }) => anchor)));
    expect(ofType('AWS::CloudWatch::Alarm')).toHaveLength(ALARMS.length);
  });
});
