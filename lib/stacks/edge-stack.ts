import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';

export interface EdgeStackProps extends StackProps {
  readonly stage: Stage;
}

/** Calls of one address in five minutes. A government office reaches the internet by one address for everybody. */
const CALLS_OF_ONE_ADDRESS = 5000;

/** A group of rules that AWS keeps; `counted` are those of its rules that only count here. */
interface ManagedGroup {
  readonly name: string;
  readonly counted?: readonly string[];
}

const MANAGED: readonly ManagedGroup[] = [
  { name: 'AWSManagedRulesAmazonIpReputationList' },
  // Bodies over 8 KB are ordinary here: lines that finance decides, exclusions, configuration.
  { name: 'AWSManagedRulesCommonRuleSet', counted: ['SizeRestrictions_BODY'] },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet' },
];

/** What CloudFront asks before anything else. Its own stack, because CloudFront's web ACLs live in us-east-1 only. */
export class EdgeStack extends Stack {
  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, props);
    const acl = new wafv2.CfnWebACL(this, 'WebAcl', {
      name: `${props.stage.prefix}-portal`,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('portal'),
      rules: [rateRule(), ...MANAGED.map(managedRule)],
    });
    new CfnOutput(this, 'WebAclArn', { value: acl.attrArn });
  }
}

/** No samples of requests: their addresses hold approval secrets. */
const visibility = (metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

function rateRule(): wafv2.CfnWebACL.RuleProperty {
  return {
    name: 'rate',
    priority: 0,
    action: { block: {} },
    statement: { rateBasedStatement: { limit: CALLS_OF_ONE_ADDRESS, aggregateKeyType: 'IP' } },
    visibilityConfig: visibility('rate'),
  };
}

function managedRule({ name, counted = [] }: ManagedGroup, index: number): wafv2.CfnWebACL.RuleProperty {
  return {
    name,
    priority: index + 1,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: visibility(name),
  };
}
