import { failureStates, follow, forEach, task, wait } from '../states.ts';
import type { Definition, Places } from '../states.ts';
import { item, level, manifestKey, mapPrefix, revisionId, waitSeconds } from './expressions.ts';

const END = 'End quietly';

/**
 * One revision of a request, from its submission to its committed premium.
 *
 *  1. Load revision tells where to go on: a new attempt begins where the last one stopped.
 *  2. Parse roster cuts the file into chunks. A roster without a usable row ends as refused.
 *  3. Check eligibility applies the rules to each chunk, prices it and takes the claims.
 *  4. Summarise counts and seals the content hash. Nobody eligible: refused.
 *  5. Reserve budget holds the premium on the allocations. Too little there: refused.
 *  6. Open level asks the officials of the next level, until no level is left.
 *  7. Await decision waits for the level's token or for the next moment at which something is due.
 *  8. Review level looks at what is stored and does what is due: nobody else's word counts. An open level waits on, a
 *     decided one leads to the next, and a dead revision ends the execution.
 *  9. Check again applies the rules once more; it can only remove.
 * 10. Seal removals stores who was removed and proves that the rest is exactly what was approved.
 * 11. Record premiums writes the lines of each chunk.
 * 12. Commit premiums moves the money and returns what the removed workers would have cost.
 * 13. End quietly: committed, or the revision died on the way, which is an answer and not a failure.
 *
 * Undo: a dead revision gives its reservation back in the transaction that ends it, and its claims stop counting by
 * themselves; from Record premiums on there is no way back, so those steps only repeat.
 */
export function premiumRequest(places: Places): Definition {
  const revision = { revisionId };
  const chunks = { itemsKey: manifestKey };
  return {
    Comment: 'One revision of a request, from its submission to its committed premium',
    QueryLanguage: 'JSONata',
    StartAt: 'Load revision',
    States: {
      'Load revision': task(places, { call: 'load-revision', payload: revision, next: 'Branch by status' }),
      'Branch by status': follow(
        'resumeAt',
        {
          parse: 'Parse roster',
          approve: 'Open level',
          recheck: 'Check again',
          record: 'Record premiums',
        },
        END,
      ),
      'Parse roster': task(places, { call: 'parse-roster', payload: revision, next: 'Follow parsing' }),
      'Follow parsing': follow('outcome', { parsed: 'Check eligibility' }, END),
      'Check eligibility': forEach(places, {
        ...chunks,
        label: 'CheckEligibility',
        resultsPrefix: mapPrefix('check'),
        select: { ...revision, chunk: item },
        stateName: 'Check chunk',
        call: 'check-eligibility',
        next: 'Summarise',
      }),
      Summarise: task(places, { call: 'summarise-request', payload: revision, next: 'Follow summary' }),
      'Follow summary': follow('outcome', { eligible: 'Reserve budget' }, END),
      'Reserve budget': task(places, { call: 'reserve-budget', payload: revision, next: 'Follow reservation' }),
      'Follow reservation': follow('outcome', { reserved: 'Open level' }, END),
      'Open level': task(places, { call: 'open-level', payload: revision, next: 'Follow level' }),
      'Follow level': follow(
        'outcome',
        { open: 'Await decision', approved: 'Check again', decided: 'Open level' },
        END,
      ),
      'Await decision': wait(places, {
        call: 'await-decision',
        payload: { ...revision, level },
        seconds: waitSeconds,
        keep: { level },
        next: 'Review level',
      }),
      'Review level': task(places, { call: 'review-level', payload: { ...revision, level }, next: 'Follow level' }),
      'Check again': forEach(places, {
        ...chunks,
        label: 'CheckAgain',
        resultsPrefix: mapPrefix('recheck'),
        select: { ...revision, chunk: item },
        stateName: 'Recheck chunk',
        call: 'recheck-chunk',
        next: 'Seal removals',
      }),
      'Seal removals': task(places, { call: 'seal-removals', payload: revision, next: 'Follow removals' }),
      'Follow removals': follow('outcome', { recording: 'Record premiums' }, END),
      'Record premiums': forEach(places, {
        ...chunks,
        label: 'RecordPremiums',
        resultsPrefix: mapPrefix('record'),
        select: { ...revision, chunk: item },
        stateName: 'Record chunk',
        call: 'record-premiums',
        next: 'Commit premiums',
      }),
      'Commit premiums': task(places, { call: 'commit-premiums', payload: revision, next: END }),
      [END]: { Type: 'Succeed' },
      ...failureStates(places, revision),
    },
  };
}
