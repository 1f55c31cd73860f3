import type { BatchStatus } from '../../../domain/batch/lifecycle.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { ZERO_RUPIAH } from '../../../domain/money/money.ts';
import { reminderPlan } from '../../../domain/payment/reminders.ts';
import type { BatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import { moveBatch } from '../../adapters/dynamodb/batch-change.ts';
import { requireBatch } from '../../adapters/dynamodb/batch-store.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import { batchMails } from '../../adapters/dynamodb/finance-mails.ts';
import type { FinancePeople } from '../../adapters/dynamodb/finance-mails.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import type { ReviewBatchInput, ReviewBatchOutput } from './contract.ts';

export interface ReviewBatchDeps extends BatchCalendar {
  readonly table: Table;
  readonly financePeople: FinancePeople;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

/** Follows what is stored, whatever woke the machine: an answer file, a payment, a reminder that is due, or nothing. */
export async function reviewBatch({ batchId }: ReviewBatchInput, deps: ReviewBatchDeps): Promise<ReviewBatchOutput> {
  const head = await requireBatch(deps.table, batchId);
  if (head.applying !== undefined) return { outcome: 'apply', sha256: head.applying };
  if (head.carrying === true) return { outcome: 'carry' };
  const isEmpty = head.status === 'sent' && head.lines === 0;
  if (isEmpty) await passByAnswers(head, deps);
  const status = isEmpty || isNothingToPay(head) ? await passByPayment(head, deps) : head.status;
  if (status === 'paid') return settleOrHold(head.batchId, deps);
  if (status === 'reconciled') return { outcome: 'settle' };
  if (status === 'closed') return { outcome: 'ended' };
  if (!isWaiting(status)) throw new BrokenError(`batch ${batchId} is ${status} and waits for nobody`);
  return remind(head, deps);
}

const LONGEST_WAIT_SECONDS = 7 * 86_400;

/** From the mark on, neither answers nor reversals can come between the steps that settle. */
async function settleOrHold(
  batchId: BatchHead['batchId'],
  { table, now }: ReviewBatchDeps,
): Promise<ReviewBatchOutput> {
  const settle: ReviewBatchOutput = { outcome: 'settle' };
  const answer = await changeHead<BatchHead, ReviewBatchOutput>(table, {
    key: batchKey(batchId),
    schema: batchHeadSchema,
    judge: (head) => {
      if (head === null) throw new BrokenError(`no batch ${batchId}`);
      if (head.settling === true) return { stop: settle };
      // Whatever came meanwhile is looked at first.
      if (head.status !== 'paid' || head.applying !== undefined) return { stop: { outcome: 'wait', waitSeconds: 1 } };
      const left = head.heldUntil === undefined ? 0 : Date.parse(head.heldUntil) - now().getTime();
      const waitSeconds = Math.min(LONGEST_WAIT_SECONDS, Math.ceil(left / 1000));
      if (waitSeconds > 0) return { stop: { outcome: 'wait', waitSeconds } };
      const event = { type: 'batch-settling', at: now().toISOString(), by: 'review-batch', data: {} };
      return { change: { set: { settling: true }, event } };
    },
  });
  return answer.changed ? settle : answer.stop;
}

/** Also between the moves that pass the payment by: an execution may have been cut off there. */
function isNothingToPay({ status, accepted, facts }: BatchHead): boolean {
  const isBeforePayment = status === 'answered' || status === 'billed' || status === 'sp2d';
  return isBeforePayment && accepted?.total === 0 && facts === undefined;
}

function isWaiting(status: BatchStatus): boolean {
  return status === 'sent' || status === 'answered' || status === 'billed' || status === 'sp2d';
}

/** Every line was excluded before the batch was sealed: BPJS TK has nobody to answer for. */
async function passByAnswers({ batchId }: BatchHead, { table, now }: ReviewBatchDeps): Promise<void> {
  const none = { lines: 0, total: ZERO_RUPIAH };
  await moveBatch(table, {
    batchId,
    from: 'sent',
    to: 'answered',
    by: 'review-batch',
    now: now(),
    change: () => ({ set: { accepted: { ...none, byAllocation: {} }, rejected: none }, data: { nobodyLeft: true } }),
  });
}

/** Every line was rejected or removed: there is no bill, so nobody can enter one. */
async function passByPayment({ batchId }: BatchHead, { table, now }: ReviewBatchDeps): Promise<BatchStatus> {
  const change = () => ({ data: { nothingToPay: true } });
  const by = 'review-batch';
  await moveBatch(table, { batchId, from: 'answered', to: 'billed', by, now: now(), change });
  await moveBatch(table, { batchId, from: 'billed', to: 'sp2d', by, now: now(), change });
  return moveBatch(table, { batchId, from: 'sp2d', to: 'paid', by, now: now(), change });
}

async function remind(head: BatchHead, deps: ReviewBatchDeps): Promise<ReviewBatchOutput> {
  const { batchId, period } = head;
  const clock = { now: deps.now(), utcOffsetMinutes: await deps.utcOffsetMinutes() };
  const plan = reminderPlan({ period, sentAt: head.sentAt ?? head.changedAt }, clock, await deps.calendar());
  if (plan.due > (head.remindersSent ?? 0)) {
    await storeReminder({ batchId, due: plan.due, at: clock.now.toISOString() }, deps);
    await deps.nudgeMail();
  }
  return { outcome: 'wait', waitSeconds: plan.waitSeconds };
}

async function storeReminder(
  { batchId, due, at }: { batchId: BatchHead['batchId']; due: number; at: string },
  { table, financePeople }: ReviewBatchDeps,
): Promise<void> {
  const to = await financePeople();
  const turn = `reminder-${due}`;
  await changeHead<BatchHead, 'sent'>(table, {
    key: batchKey(batchId),
    schema: batchHeadSchema,
    judge: (head) => {
      if (head === null || (head.remindersSent ?? 0) >= due) return { stop: 'sent' };
      return {
        change: {
          set: { remindersSent: due },
          event: { type: 'finance-reminded', at, by: 'review-batch', data: { reminder: due, dueDate: head.dueDate } },
          also: batchMails(table, { batchId, template: 'batch-reminder', turn, to, at }),
        },
      };
    },
    onAlsoFailed: () => 'sent',
  });
}
