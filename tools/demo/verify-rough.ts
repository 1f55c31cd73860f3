import { excludedNiks, SILENT, TARGET } from './chapters/hesitation.ts';
import { partsOf } from './chapters/rough-batch.ts';
import type { Checks } from './checks.ts';
import type { BatchView } from './finance.ts';
import type { DemoOptions } from './options.ts';
import { planOf, premiumOf } from './plan.ts';
import type { RoughEnds } from './rough-story.ts';
import type { Story } from './story.ts';

interface RoughQuestion {
  readonly ends: RoughEnds;
  readonly options: DemoOptions;
  readonly checks: Checks;
}

/** What only a rough life brings; amounts and counts follow from the plan. */
export function verifyRough(story: Story, question: RoughQuestion): void {
  verifySmallRequest(question);
  verifyHesitation(story, question);
  verifyPayments(story, question);
  verifyFollowUp(question);
}

function verifySmallRequest({ ends, options, checks }: RoughQuestion): void {
  const { silent, rejected, late } = planOf(options);
  const { expired, sentAgain } = ends;
  checks.equal('end of the small request', [expired.status, expired.number], ['expired', 1]);
  checks.equal('times it expired', countOf(expired.timeline, 'level-expired'), 1);
  checks.equal(
    'votes on it',
    expired.levels.flatMap(({ votes }) => votes),
    [],
  );
  checks.equal('its next revision', [sentAgain.status, sentAgain.number], ['committed', 2]);
  const workers = silent + rejected + late;
  checks.equal(
    'workers of its next revision: those of before, and those whom BPJS TK did not take',
    [sentAgain.summary?.eligible, sentAgain.summary?.refused, sentAgain.summary?.total],
    [workers, 0, workers * premiumOf(options)],
  );
}

function verifyHesitation({ request, roster }: Story, { ends, options, checks }: RoughQuestion): void {
  const { excluded } = planOf(options);
  const rows = excludedNiks(roster.good, excluded).map((nik) => ({
    baris: roster.rowNumbers.get(nik),
    aturan: 'exclusion-list',
    iuran: premiumOf(options),
  }));
  checks.equal("the officer's report of removed workers", ends.removed, rows);
  checks.equal('workers removed by the second check', request.removedWorkers, excluded);
  const sealed = request.timeline.find(({ type }) => type === 'removals-sealed')?.data ?? {};
  checks.equal(
    'the list that was sealed',
    [sealed['workers'], sealed['amount'], sealed['reasons']],
    [excluded, excluded * premiumOf(options), { 'exclusion-list': excluded }],
  );
  const deciders = request.levels.flatMap(({ votes }) => votes.map(({ personId }) => personId));
  checks.equal('who decided on the last level', deciders.at(-1), TARGET);
  checks.isTrue('the silent approver has no vote', !deciders.includes(SILENT));
  checks.equal('times it was escalated', countOf(request.timeline, 'level-escalated'), 1);
  checks.isTrue('the silent approver was reminded', countOf(request.timeline, 'level-reminded') >= 1);
  // Officer and deciders: nobody else approved what is no longer paid in full.
  checks.equal('people told of the removal', ends.toldOfRemoval.length, 1 + deciders.length);
}

function verifyPayments({ batch }: Story, { options, checks }: RoughQuestion): void {
  const plan = planOf(options);
  const billed = options.workers - plan.excluded - plan.rejected - plan.unanswered - plan.unclear;
  const { first, rest } = partsOf(billed * premiumOf(options));
  checks.equal('bill and payments of the batch', paymentsOf(batch), { billed: first + rest, payments: [first, rest] });
}

function verifyFollowUp({ ends, options, checks }: RoughQuestion): void {
  const { unanswered, unclear, late } = planOf(options);
  const { batch, files } = ends.followUp;
  const lines = unanswered + unclear;
  const sum = { lines, total: lines * premiumOf(options) };
  const credit = late * premiumOf(options);
  const amount = sum.total - credit;
  checks.equal('status of the follow-up batch', batch.status, 'closed');
  checks.equal('its lines: carried in, sealed, accepted', [batch.carriedIn, batch, batch.accepted].map(linesOf), [
    sum,
    sum,
    sum,
  ]);
  checks.equal('rows of its export', files.rows.length, lines);
  checks.equal('the credit that its bill took', batch.credits, { total: credit, moved: true });
  checks.equal('its bill and payments', paymentsOf(batch), { billed: amount, payments: [amount] });
}

function linesOf(sum: { lines?: number | undefined; total?: number | undefined } | undefined) {
  return { lines: sum?.lines, total: sum?.total };
}

function paymentsOf({ facts }: BatchView) {
  return { billed: facts?.billed?.amount, payments: facts?.payments?.map(({ amount }) => amount) };
}

function countOf(timeline: readonly { readonly type: string }[], type: string): number {
  return timeline.filter((turn) => turn.type === type).length;
}
