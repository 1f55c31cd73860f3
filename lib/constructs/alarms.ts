import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { functionEntries } from '../functions.ts';
import type { FunctionName } from '../functions.ts';
import type { ObservabilityStackProps } from '../stacks/observability-stack.ts';

/** Log messages (by their code) of some functions, counted. */
interface LogSource {
  readonly codes: readonly string[];
  readonly functions: readonly FunctionName[];
}

export interface AlarmSpec {
  readonly id: string;
  /** Heading of its entry in docs/runbook.md; a test compares. */
  readonly anchor: string;
  readonly text: string;
  /** Sum over five minutes from which it rings. */
  readonly threshold: number;
  readonly source: LogSource | ((parts: ObservabilityStackProps) => cloudwatch.Metric);
}

const errorsOf =
  (name: FunctionName) =>
  ({ workflow }: ObservabilityStackProps): cloudwatch.Metric =>
    workflow.step(name).fn.metricErrors();

/** Every function that may wake the sender of mails. */
const nudging: readonly FunctionName[] = functionEntries.flatMap(([name, { access }]) =>
  access.includes('nudge-mail') ? [name] : [],
);

export const ALARMS: readonly AlarmSpec[] = [
  {
    id: 'PremiumRequestFailed',
    anchor: 'premium-request-failed',
    text: 'An execution of premium-request failed.',
    threshold: 1,
    source: ({ workflow }) => workflow.machines['premium-request'].metricFailed(),
  },
  {
    id: 'PaymentBatchFailed',
    anchor: 'payment-batch-failed',
    text: 'An execution of payment-batch failed, or the files of a batch do not agree with its lines.',
    threshold: 1,
    source: ({ workflow }) => workflow.machines['payment-batch'].metricFailed(),
  },
  {
    id: 'NeedsAdministrator',
    anchor: 'needs-administrator',
    text: 'Something waits for an administrator: attempts used up, a revision without a batch, an entry repair cannot mend.',
    threshold: 1,
    source: { codes: ['REPAIR_ALARM', 'STEP_FAILED'], functions: ['repair'] },
  },
  {
    id: 'LevelHeld',
    anchor: 'level-held',
    text: 'An approval level is past its end, or has too few people.',
    threshold: 1,
    source: { codes: ['LEVEL_HELD', 'LEVEL_EMPTY'], functions: ['open-level', 'review-level'] },
  },
  {
    id: 'LevelExpired',
    anchor: 'level-expired',
    text: 'A request ended because nobody decided it in time.',
    threshold: 1,
    source: { codes: ['LEVEL_EXPIRED'], functions: ['review-level'] },
  },
  {
    id: 'LevelOverdue',
    anchor: 'level-overdue',
    text: 'A request waits longer than its policy allows: its level is open past its end.',
    threshold: 1,
    source: { codes: ['LEVEL_OVERDUE'], functions: ['repair'] },
  },
  {
    id: 'EscalationBarred',
    anchor: 'escalation-barred',
    text: 'A level that nobody decides may not be escalated to the person whom the policy names.',
    threshold: 1,
    source: { codes: ['ESCALATION_BARRED'], functions: ['open-level', 'review-level'] },
  },
  {
    id: 'PinLocked',
    anchor: 'pin-locked',
    text: "An approver's PIN was typed wrong three times and is locked.",
    threshold: 1,
    source: { codes: ['PIN_LOCKED'], functions: ['decide-approval'] },
  },
  {
    id: 'UnknownLinks',
    anchor: 'unknown-links',
    text: 'Approval links that do not exist are opened again and again: somebody may be guessing.',
    threshold: 20,
    source: { codes: ['LINK_UNKNOWN'], functions: ['show-approval', 'show-approval-rows', 'decide-approval'] },
  },
  {
    id: 'NudgeLost',
    anchor: 'nudge-lost',
    text: 'The sender of mails could not be woken; mails leave up to seven minutes late.',
    threshold: 5,
    source: { codes: ['NUDGE_LOST'], functions: nudging },
  },
  {
    id: 'MailGivenUp',
    anchor: 'mail-failed',
    text: 'A mail was given up.',
    threshold: 1,
    source: { codes: ['MAIL_GIVEN_UP'], functions: ['send-mail'] },
  },
  {
    id: 'MailFailed',
    anchor: 'mail-failed',
    text: 'The sender of mails failed.',
    threshold: 3,
    source: errorsOf('send-mail'),
  },
  {
    id: 'RepairFailed',
    anchor: 'repair-failed',
    text: 'Repair itself failed.',
    threshold: 1,
    source: errorsOf('repair'),
  },
  {
    id: 'ApiErrors',
    anchor: 'api-errors',
    text: 'The API answered with server errors.',
    threshold: 5,
    source: ({ api }) => api.api.metricServerError(),
  },
];
