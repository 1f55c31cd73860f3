import { oneChunk, step, wholeFile } from './entry.ts';
import type { FunctionEntry } from './entry.ts';

/** The functions that state machines, schedules and events call, each in functions/steps. */
export const STEPS = {
  // premium-request
  'load-revision': step('Tells at which step a revision goes on', ['table:read']),
  'parse-roster': step(
    'Streams the roster, validates every row and writes chunks',
    ['table', 'records:read', 'work:write', 'nudge-mail'],
    wholeFile,
  ),
  'check-eligibility': step(
    'Applies the rules to one chunk, prices it and takes the claims',
    ['table', 'table:insert', 'records:read', 'work:read', 'work:write', 'nik-key'],
    oneChunk,
  ),
  'summarise-request': step(
    'Counts outcomes and totals, writes the report and the content hash',
    ['table', 'work:read', 'work:write', 'nudge-mail'],
    wholeFile,
  ),
  'reserve-budget': step('Reserves the premium on the allocations', ['table', 'nudge-mail']),
  'open-level': step('Opens the next approval level', ['table', 'nudge-mail']),
  'await-decision': step('Stores the task token of an open level', ['table', 'answer-tokens']),
  'review-level': step('Reminds, escalates or expires an open level', ['table', 'nudge-mail']),
  'recheck-chunk': step(
    'Checks one approved chunk again',
    ['table', 'records:read', 'work:read', 'work:write'],
    oneChunk,
  ),
  'seal-removals': step(
    'Stores once who is removed, and proves that the rest is what was approved',
    ['table', 'records:read', 'records:write', 'work:read', 'work:write', 'nudge-mail'],
    wholeFile,
  ),
  'record-premiums': step('Writes the lines of one chunk', ['table', 'records:read', 'work:read'], oneChunk),
  'commit-premiums': step('Commits the premium and returns the rest', ['table', 'nudge-mail']),
  'note-failure': step('Notes that an execution failed, so that repair takes it', ['table']),
  // payment-batch
  'open-batches': step('Opens batches that are due and starts them', ['table', 'start-payment-batch'], {
    timeoutSeconds: 300,
  }),
  'propose-renewals': step('Proposes renewals before cover ends', ['table', 'nudge-mail'], { timeoutSeconds: 300 }),
  'load-batch': step('Tells at which step a batch goes on', ['table:read']),
  'list-chunks': step("Lists the chunks of a batch's members", ['table:read', 'work:read', 'work:write'], oneChunk),
  'apply-exclusions': step('Removes excluded workers of one chunk', ['table'], oneChunk),
  'seal-batch': step('Counts and sums the lines that BPJS TK will see', ['table', 'work:read'], wholeFile),
  'build-files': step(
    'Writes roster export, recap and signed manifest',
    ['table', 'work:read', 'records:read', 'records:write', 'sign'],
    wholeFile,
  ),
  'check-files': step(
    'Reads the stored files back and compares them with lines and journal',
    ['table', 'records:read', 'nik-key'],
    wholeFile,
  ),
  'notify-finance': step('Hands the batch to finance', ['table', 'nudge-mail']),
  'await-finance': step('Stores the task token of a waiting batch', ['table', 'answer-tokens']),
  'review-batch': step('Tells what a waiting batch needs next, and reminds', ['table', 'nudge-mail']),
  'read-answers': step(
    "Reads BPJS TK's answer file and cuts it into parts",
    ['table', 'records:read', 'work:read', 'work:write', 'nik-key'],
    wholeFile,
  ),
  'apply-answers': step('Applies one part of an answer file', ['table', 'work:read'], oneChunk),
  'conclude-answers': step('Totals the answers of a batch', ['table'], oneChunk),
  'carry-lines': step('Carries the open lines of one chunk over to the follow-up batch', ['table'], oneChunk),
  'conclude-carry': step(
    'Totals what was carried and starts the follow-up batch',
    ['table', 'start-payment-batch'],
    oneChunk,
  ),
  'settle-lines': step('Marks the accepted lines of one chunk as paid', ['table'], oneChunk),
  'reconcile-batch': step('Compares lines, facts and journal', ['table'], wholeFile),
  'close-batch': step('Closes a batch', ['table', 'nudge-mail']),
  // on their own
  'load-configuration': step('Loads configuration documents as new versions', ['table'], { timeoutSeconds: 120 }),
  'send-mail': step('Sends what the outbox holds', ['table', 'ses', 'nudge-mail'], {
    timeoutSeconds: 300,
    // One sender keeps the rate that the mail service allows.
    reservedConcurrency: 1,
  }),
  'note-bounce': step('Marks a person whose address does not take mails', ['table']),
  repair: step(
    'Mends what a crash left between two writes',
    ['table', 'start-premium-request', 'start-payment-batch', 'describe-executions', 'answer-tokens', 'nudge-mail'],
    { timeoutSeconds: 300 },
  ),
} as const satisfies Record<string, FunctionEntry>;
