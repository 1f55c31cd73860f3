import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { ALARMS } from '../constructs/alarms.ts';
import type { AlarmSpec } from '../constructs/alarms.ts';
import { FUNCTIONS } from '../functions.ts';
import type { ApiStack } from './api-stack.ts';
import type { WorkflowStack } from './workflow-stack.ts';

export interface ObservabilityStackProps extends StackProps {
  readonly stage: Stage;
  readonly workflow: WorkflowStack;
  readonly api: ApiStack;
}

/** Who is told when something is wrong. Each alarm's text ends with the address of its runbook entry. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    const { stage } = props;
    const topic = new sns.Topic(this, 'Alarms', { displayName: 'Lindung', enforceSSL: true });
    topic.addSubscription(new EmailSubscription(stage.alarmMail));
    const alarms = ALARMS.map((spec) => {
      const alarm = new cloudwatch.Alarm(this, spec.id, {
        alarmName: `${stage.prefix}-${spec.id}`,
        alarmDescription: `${spec.text} Runbook: ${stage.runbookUrl}#${spec.anchor}`,
        metric: this.metricOf(spec, props).with({ period: Duration.minutes(5), statistic: 'Sum' }),
        threshold: spec.threshold,
        evaluationPeriods: 1,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new SnsAction(topic));
      return alarm;
    });
    const { 'premium-request': premium, 'payment-batch': payment } = props.workflow.machines;
    const dashboard = new cloudwatch.Dashboard(this, 'Dashboard', { dashboardName: stage.prefix });
    dashboard.addWidgets(
      new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms, width: 24 }),
      new cloudwatch.GraphWidget({
        title: 'Executions',
        left: [premium, payment].flatMap((machine) => [machine.metricStarted(), machine.metricFailed()]),
        width: 12,
      }),
      new cloudwatch.GraphWidget({
        title: 'API',
        left: [props.api.api.metricCount(), props.api.api.metricServerError()],
        right: [props.api.api.metricLatency({ statistic: 'p95' })],
        width: 12,
      }),
    );
    new CfnOutput(this, 'AlarmTopic', { value: topic.topicArn });
  }

  /** Counts log messages by their code; one filter per function, all into the alarm's own metric. */
  private metricOf({ id, source }: AlarmSpec, props: ObservabilityStackProps): cloudwatch.Metric {
    if (typeof source === 'function') return source(props);
    const metric = { metricNamespace: 'Lindung', metricName: id };
    for (const name of source.functions) {
      new logs.MetricFilter(this, `${id}-${name}`, {
        ...metric,
        logGroup: (FUNCTIONS[name].kind === 'steps' ? props.workflow : props.api).step(name).logGroup,
        filterPattern: logs.FilterPattern.any(
          ...source.codes.map((code) => logs.FilterPattern.stringValue('$.code', '=', code)),
        ),
      });
    }
    return new cloudwatch.Metric({ namespace: metric.metricNamespace, metricName: metric.metricName });
  }
}
