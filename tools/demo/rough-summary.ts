import { formatRupiah } from '../../domain/money/money.ts';
import type { AllocationView, BatchView } from './finance.ts';
import type { RequestView } from './officer.ts';
import type { RoughEnds } from './rough-story.ts';
import type { Story } from './story.ts';

/** What happened beside the main road, and where the money lies at the end. */
export function roughSummary({ request, batch, books }: Story, { expired, sentAgain, followUp }: RoughEnds) {
  return {
    expired: endOf(expired),
    sentAgain: endOf(sentAgain),
    removedWorkers: request.removedWorkers ?? 0,
    escalations: request.timeline.filter(({ type }) => type === 'level-escalated').length,
    batch: {
      accepted: batch.accepted?.lines ?? 0,
      rejected: batch.rejected?.lines ?? 0,
      carried: batch.carriedOut?.lines ?? 0,
      rejectedAfterPayment: batch.reversed?.lines ?? 0,
      payments: paymentsOf(batch),
    },
    followUp: {
      id: followUp.batch.batchId,
      status: followUp.batch.status,
      accepted: followUp.batch.accepted?.lines ?? 0,
      credit: followUp.batch.credits?.total ?? 0,
      payments: paymentsOf(followUp.batch),
    },
    allocations: (books.pages().get('at the end') ?? []).filter(isTouched),
  };
}

function endOf({ requestId, number, status, summary }: RequestView) {
  return { requestId, revision: number, status, workers: summary?.eligible ?? 0 };
}

function paymentsOf({ facts }: BatchView): number[] {
  return facts?.payments?.map(({ amount }) => amount) ?? [];
}

function isTouched({ available, allocated }: AllocationView): boolean {
  return available !== allocated;
}

/** The same for a reader. */
export function roughLines(summary: ReturnType<typeof roughSummary>): string[] {
  const { removedWorkers, batch, followUp, expired, sentAgain, allocations } = summary;
  const amounts = (list: readonly number[]): string => list.map((amount) => formatRupiah(amount)).join(' + ');
  return [
    `  ${removedWorkers} removed by the second check; ${batch.accepted} accepted, ${batch.rejected} rejected, ${batch.carried} carried over, ${batch.rejectedAfterPayment} rejected after the payment of ${amounts(batch.payments)}`,
    `Follow-up batch ${followUp.id}: ${followUp.status}, ${followUp.accepted} accepted, paid with ${amounts(followUp.payments)} and a credit of ${formatRupiah(followUp.credit)}`,
    `Request ${expired.requestId}: ${expired.workers} workers ${expired.status}; revision ${sentAgain.revision} with ${sentAgain.workers} workers ${sentAgain.status}`,
    ...allocations.map(
      ({ allocationId, available, committed, disbursed }) =>
        `  ${allocationId}: ${formatRupiah(disbursed)} disbursed, ${formatRupiah(committed)} committed, ${formatRupiah(available)} available`,
    ),
  ];
}
