import * as z from 'zod';
import { UnsupportedTemplateError } from '../errors.ts';
import { isKnownOperator, matchesCondition, type Context } from './conditions.ts';
import { matchesPattern } from './patterns.ts';

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: oneOrMore.optional(),
  NotResource: oneOrMore.optional(),
  Condition: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z
          .union([z.string(), z.boolean(), z.number(), z.array(z.union([z.string(), z.boolean(), z.number()]))])
          .transform((value) => (Array.isArray(value) ? value : [value]).map(String)),
      ),
    )
    .optional(),
});
export type Statement = z.infer<typeof statementSchema>;

const documentSchema = z.object({
  Statement: z.union([z.array(statementSchema), statementSchema.transform((statement) => [statement])]),
});

/** The statements of an identity policy; an unknown element or condition operator stops the start. */
export function parsePolicy(document: unknown, where: string): Statement[] {
  const result = documentSchema.safeParse(document);
  if (!result.success) throw new UnsupportedTemplateError([`${where}: policy: ${z.prettifyError(result.error)}`]);
  const operators = result.data.Statement.flatMap((statement) => Object.keys(statement.Condition ?? {}));
  const unknown = operators.filter((operator) => !isKnownOperator(operator));
  if (unknown.length > 0) {
    throw new UnsupportedTemplateError(
      unknown.map((operator) => `${where}: condition operator ${operator} not supported`),
    );
  }
  return result.data.Statement;
}

/** One action on one resource, with the values that condition keys may ask for. */
export interface AccessRequest {
  action: string;
  resource: string;
  context?: Context;
}

/**
 * IAM's evaluation for one identity policy set: an explicit Deny wins, then an Allow is needed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(
  statements: readonly Statement[],
  request: AccessRequest,
): 'allowed' | 'denied' | 'not-allowed' {
  let isAllowed = false;
  for (const statement of statements) {
    if (!applies(statement, request)) continue;
    if (statement.Effect === 'Deny') return 'denied';
    isAllowed = true;
  }
  return isAllowed ? 'allowed' : 'not-allowed';
}

function applies(statement: Statement, request: AccessRequest): boolean {
  return (
    appliesToAction(statement, request.action) &&
    appliesToResource(statement, request.resource) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => matchesCondition({ operator, key, values }, request.context ?? {})),
    )
  );
}

function appliesToAction(statement: Statement, action: string): boolean {
  const lower = action.toLowerCase();
  if (statement.Action !== undefined)
    return statement.Action.some((pattern) => matchesPattern(pattern.toLowerCase(), lower));
  return !(statement.NotAction ?? ['*']).some((pattern) => matchesPattern(pattern.toLowerCase(), lower));
}

function appliesToResource(statement: Statement, resource: string): boolean {
  if (statement.Resource !== undefined) return statement.Resource.some((pattern) => matchesPattern(pattern, resource));
  return !(statement.NotResource ?? ['*']).some((pattern) => matchesPattern(pattern, resource));
}
