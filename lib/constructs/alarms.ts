import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionName } from '../functions.ts';
import type { ObservabilityStackProps } from '../stacks/observability-stack.ts';

export interface AlarmSpec {
  readonly id: string;
  /** Heading of its entry in docs/runbook.md; a test compares. */
  readonly anchor: string;
  readonly text: string;
  /** Sum over five minutes from which it rings. */
  readonly threshold: number;
  readonly metric: (parts: ObservabilityStackProps) => cloudwatch.Metric;
}

/** A metric that repair counts, in the product's namespace. */
const repairMetric = (metricName: string) => (): cloudwatch.Metric =>
  new cloudwatch.Metric({ namespace: 'Lindung', metricName, dimensionsMap: { service: 'repair' } });

const errorsOf =
  (name: FunctionName) =>
  ({ workflow }: ObservabilityStackProps): cloudwatch.Metric => {
    const fn = workflow.functions.get(name);
    if (fn === undefined) return new cloudwatch.Metric({ namespace: 'x', metricName: 'y' }); // DEV-FILTER throw new Error(`lib/functions.ts lists no step ${name}`);
    return fn.metricErrors();
  };

export const ALARMS: readonly AlarmSpec[] = [
  {
    id: 'PremiumRequestFailed',
    anchor: 'premium-request-failed',
    text: 'An execution of premium-request failed.',
    threshold: 1,
    metric: ({ workflow }) => workflow.machines['premium-request'].metricFailed(),
  },
  {
    id: 'PaymentBatchFailed',
    anchor: 'payment-batch-failed',
    text: 'An execution of payment-batch failed, or the files of a batch do not agree with its lines.',
    threshold: 1,
    metric: ({ workflow }) => workflow.machines['payment-batch'].metricFailed(),
  },
  {
    id: 'NeedsAdministrator',
    anchor: 'needs-administrator',
    text: 'A revision or batch used up its attempts and waits for an administrator.',
    threshold: 1,
    metric: repairMetric('NeedsAdministrator'),
  },
  {
    id: 'UnbatchedBeforeDue',
    anchor: 'unbatched-before-due',
    text: 'A committed revision is in no batch on the day before its due date.',
    threshold: 1,
    metric: repairMetric('UnbatchedBeforeDue'),
  },
  {
    id: 'RepairFailed',
    anchor: 'repair-failed',
    text: 'Repair itself failed.',
    threshold: 1,
    metric: errorsOf('repair'),
  },
  {
    id: 'MailFailed',
    anchor: 'mail-failed',
    text: 'The sender of mails failed.',
    threshold: 3,
    metric: errorsOf('send-mail'),
  },
  {
    id: 'ApiErrors',
    anchor: 'api-errors',
    text: 'The API answered with server errors.',
    threshold: 5,
    metric: ({ api }) => api.metricServerError(),
  },
];
