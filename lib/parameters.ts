import { CfnParameter, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

const ID = 'PublicBaseUrl';

/**
 * The address that people see, without a slash at its end: links in mails begin with it. A parameter, because it is
 * known only after the API has its domain, and because the one-machine runtime has its own.
 */
export const PUBLIC_BASE_URL = {
  id: ID,
  of(scope: Construct): string {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(ID);
    if (existing instanceof CfnParameter) return existing.valueAsString;
    return new CfnParameter(stack, ID, {
      type: 'String',
      description: 'Address that people see, without a slash at its end',
      allowedPattern: 'https?://.*[^/]',
    }).valueAsString;
  },
};

/** The edge stack's output of the same name. A parameter, because CloudFormation carries no reference across regions. */
export const WEB_ACL_ARN = {
  of: (scope: Construct): string =>
    new CfnParameter(Stack.of(scope), 'WebAclArn', {
      type: 'String',
      description: 'Output WebAclArn of the edge stack',
    }).valueAsString,
};
