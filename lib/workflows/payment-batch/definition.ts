import { failureStates, follow, forEach, task, wait } from '../states.ts';
import type { Definition, Places } from '../states.ts';
import {
  answerMapPrefix,
  attempt,
  batchId,
  chunksKey,
  item,
  mapPrefix,
  outcome,
  partsKey,
  sha256,
  waitSeconds,
} from './expressions.ts';

const END = 'End quietly';

/**
 * One batch, from its closed membership to its last settled line.
 *
 *  1. Load batch tells where to go on: a new attempt begins where the last one stopped.
 *  2. List chunks writes down which chunks the batch holds.
 *  3. Apply exclusions takes out workers who died, moved or left since; their money is available again.
 *  4. Seal batch counts and sums what BPJS TK will see. From here on only answers change a line.
 *  5. Build files writes roster, recap and signed manifest, once.
 *  6. Check files reads them back by other code and compares with lines and journal. A difference stops the batch.
 *  7. Notify finance hands it over.
 *  8. Review batch looks at what is stored: an answer file to apply, facts complete, or nothing yet, with a reminder when
 *     one is due. Await finance waits for its token or for the next such moment, and comes back here.
 *  9. Read answers refuses a file as a whole or cuts it up; Apply answers works part by part, Conclude answers totals.
 * 10. Carry lines moves what BPJS TK left open to the follow-up batch, Conclude carrying starts that batch.
 * 11. Settle lines marks the accepted lines as paid, Reconcile compares lines, facts and journal, Close batch ends it.
 *
 * Undo: nothing is undone here. A rejected line's money returns in the transaction that rejects it, a wrong fact is
 * corrected by another person's entry, and every step may be repeated.
 */
export function paymentBatch(places: Places): Definition {
  const batch = { batchId };
  return {
    Comment: 'One batch, from its closed membership to its last settled line',
    QueryLanguage: 'JSONata',
    StartAt: 'Load batch',
    States: {
      'Load batch': task(places, { call: 'load-batch', payload: { ...batch, attempt }, next: 'Branch by status' }),
      'Branch by status': follow(
        'resumeAt',
        {
          list: 'List chunks',
          build: 'Build files',
          check: 'Check files',
          notify: 'Notify finance',
          review: 'Review batch',
          settle: 'Settle lines',
          close: 'Close batch',
        },
        END,
      ),
      'List chunks': task(places, { call: 'list-chunks', payload: batch, next: 'Apply exclusions' }),
      'Apply exclusions': forEach(places, {
        label: 'ApplyExclusions',
        itemsKey: chunksKey,
        resultsPrefix: mapPrefix('exclude'),
        select: { ...batch, item },
        stateName: 'Exclude in chunk',
        call: 'apply-exclusions',
        next: 'Seal batch',
      }),
      'Seal batch': task(places, { call: 'seal-batch', payload: batch, next: 'Build files' }),
      'Build files': task(places, { call: 'build-files', payload: batch, next: 'Check files' }),
      'Check files': task(places, { call: 'check-files', payload: batch, next: 'Notify finance' }),
      'Notify finance': task(places, { call: 'notify-finance', payload: batch, next: 'Review batch' }),
      'Review batch': task(places, { call: 'review-batch', payload: batch, next: 'Follow review' }),
      'Follow review': follow(
        'outcome',
        { wait: 'Await finance', apply: 'Read answers', carry: 'Carry lines', settle: 'Settle lines' },
        END,
      ),
      'Await finance': wait(places, {
        call: 'await-finance',
        payload: batch,
        seconds: waitSeconds,
        keep: {},
        next: 'Review batch',
      }),
      'Read answers': task(places, {
        call: 'read-answers',
        payload: { ...batch, sha256 },
        keep: { outcome, sha256 },
        next: 'Follow answers',
      }),
      'Follow answers': follow('outcome', { read: 'Apply answers' }, 'Review batch'),
      'Apply answers': forEach(places, {
        label: 'ApplyAnswers',
        itemsKey: partsKey,
        resultsPrefix: answerMapPrefix,
        select: { ...batch, sha256, item },
        stateName: 'Apply part',
        call: 'apply-answers',
        keep: { sha256 },
        next: 'Conclude answers',
      }),
      'Conclude answers': task(places, {
        call: 'conclude-answers',
        payload: { ...batch, sha256 },
        next: 'Review batch',
      }),
      'Carry lines': forEach(places, {
        label: 'CarryLines',
        itemsKey: chunksKey,
        resultsPrefix: mapPrefix('carry'),
        select: { ...batch, item },
        stateName: 'Carry in chunk',
        call: 'carry-lines',
        next: 'Conclude carrying',
      }),
      'Conclude carrying': task(places, { call: 'conclude-carry', payload: batch, next: 'Review batch' }),
      'Settle lines': forEach(places, {
        label: 'SettleLines',
        itemsKey: chunksKey,
        resultsPrefix: mapPrefix('settle'),
        select: { ...batch, item },
        stateName: 'Settle chunk',
        call: 'settle-lines',
        next: 'Reconcile',
      }),
      Reconcile: task(places, { call: 'reconcile-batch', payload: batch, next: 'Close batch' }),
      'Close batch': task(places, { call: 'close-batch', payload: batch, next: END }),
      [END]: { Type: 'Succeed' },
      ...failureStates(places, batch),
    },
  };
}
