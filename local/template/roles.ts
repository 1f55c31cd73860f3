import * as z from 'zod';
import { UnsupportedTemplateError } from '../errors.ts';
import { parsePolicy, type Statement } from '../gateway/permissions.ts';
import type { ResolvedResource } from './resolve.ts';

const roleSchema = z.object({
  Policies: z.array(z.object({ PolicyDocument: z.unknown() })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});
const policySchema = z.object({ PolicyDocument: z.unknown(), Roles: z.array(z.string()).default([]) });

const allow = (...actions: string[]): Statement[] => [{ Effect: 'Allow', Action: actions, Resource: ['*'] }];

/** AWS's own policies that may be attached; each as far as the gateway knows the services in it. */
const AWS_MANAGED: Readonly<Record<string, Statement[]>> = {
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': allow(
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ),
  'arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess': allow('xray:PutTraceSegments', 'xray:PutTelemetryRecords'),
};

/** Role ARN → every statement of its inline, attached and managed policies. */
export function collectRoles(resources: readonly ResolvedResource[]): Map<string, Statement[]> {
  const managed = new Map<string, Statement[]>();
  const byRoleName = new Map<string, Statement[]>();
  for (const policy of resources) {
    if (policy.type !== 'AWS::IAM::Policy' && policy.type !== 'AWS::IAM::ManagedPolicy') continue;
    const { PolicyDocument, Roles } = policySchema.parse(policy.properties);
    const statements = parsePolicy(PolicyDocument, `${policy.stack}/${policy.logicalId}`);
    if (policy.type === 'AWS::IAM::ManagedPolicy') managed.set(policy.ref, statements);
    for (const role of Roles) byRoleName.set(role, [...(byRoleName.get(role) ?? []), ...statements]);
  }
  const roles = new Map<string, Statement[]>();
  for (const role of resources) {
    if (role.type !== 'AWS::IAM::Role') continue;
    const own = ownStatements(role, managed);
    roles.set(role.attributes['Arn'] ?? role.ref, [...own, ...(byRoleName.get(role.ref) ?? [])]);
  }
  return roles;
}

function ownStatements(role: ResolvedResource, managed: ReadonlyMap<string, Statement[]>): Statement[] {
  const where = `${role.stack}/${role.logicalId}`;
  const { Policies, ManagedPolicyArns } = roleSchema.parse(role.properties);
  const attached = ManagedPolicyArns.flatMap((arn) => {
    const statements = managed.get(arn) ?? AWS_MANAGED[arn];
    if (statements === undefined) throw new UnsupportedTemplateError([`${where}: managed policy ${arn} not supported`]);
    return statements;
  });
  return [...Policies.flatMap((policy) => parsePolicy(policy.PolicyDocument, where)), ...attached];
}
