import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Payload = Record<string, unknown>;
export type Workflow = 'premium-request' | 'payment-batch';

const revisionId = 'R3V1S10N';
const batchId = 'SG-202701-1-APBD-1';
const sha256 = 'b'.repeat(64);
const member = (chunk: number): object => ({ revisionId, chunk });
const CHUNKS = [1, 2, 3];

export const INPUTS: Record<Workflow, object> = {
  'premium-request': { requestId: 'REQ1234567', revisionId, number: 1, attempt: 1 },
  'payment-batch': { batchId, attempt: 1 },
};

/** What lies in the work bucket, by key. */
export const OBJECTS: Record<string, unknown> = {
  [`requests/${revisionId}/manifest.json`]: CHUNKS.map((chunk) => ({
    chunk,
    key: `requests/${revisionId}/chunks/0000${chunk}.json`,
    sha256: 'a'.repeat(64),
    rows: 250,
  })),
  [`batches/${batchId}/chunks.json`]: CHUNKS.map(member),
  [`batches/${batchId}/answers/${sha256}/parts.json`]: CHUNKS.map((part) => ({
    ...member(part),
    part,
    key: `batches/${batchId}/answers/${sha256}/${part}.json`,
    sha256: 'c'.repeat(64),
  })),
};

/** What outlives the process: as with the real functions, the same call gives the same answer until the world has changed. */
export interface World {
  call(functionName: string, payload: Payload): unknown;
  /** The tokens handed out so far, each once. */
  tokens(): string[];
  /** All calls so far. */
  calls(): string[];
}

export function createWorld(folder: string): World {
  const lines = (name: string): string[] => {
    const file = join(folder, name);
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  };
  const note = (name: string, line: string): void => {
    if (!lines(name).includes(line)) appendFileSync(join(folder, name), `${line}\n`);
  };
  const tokens = (): string[] => lines('tokens');
  const functions = createFunctions({
    waits: () => tokens().length,
    facts: () => lines('facts'),
    note: (fact) => note('facts', fact),
  });
  return {
    call(functionName, payload) {
      const name = functionName.replace('lindung-', '');
      appendFileSync(join(folder, 'calls'), `${name}\n`);
      if (typeof payload['taskToken'] === 'string') note('tokens', payload['taskToken']);
      const answer = functions[name];
      if (answer === undefined) throw new Error(`nobody says what ${name} answers`);
      return answer(payload);
    },
    tokens,
    calls: () => lines('calls'),
  };
}

interface Facts {
  /** How often somebody was waited for. */
  waits: () => number;
  facts: () => string[];
  note: (fact: string) => void;
}

function createFunctions({ waits, facts, note }: Facts): Record<string, (payload: Payload) => unknown> {
  const chunkOf = (payload: Payload): unknown => (payload['chunk'] as { chunk: number }).chunk;
  const always = (answer: object) => (): object => answer;
  const noting = (fact: string, answer: object) => (): object => {
    note(fact);
    return answer;
  };
  return {
    'load-revision': always({ status: 'submitted', resumeAt: 'parse' }),
    'parse-roster': always({ outcome: 'parsed', chunks: 3, manifestKey: `requests/${revisionId}/manifest.json` }),
    'check-eligibility': (payload) => ({ chunk: chunkOf(payload), eligible: 249, warned: 0, refused: 1 }),
    'summarise-request': always({ outcome: 'eligible' }),
    'reserve-budget': always({ outcome: 'reserved' }),
    'open-level': () => (waits() < 2 ? { outcome: 'open', level: 1, waitSeconds: 3600 } : { outcome: 'approved' }),
    'await-decision': always({ outcome: 'stored' }),
    'review-level': () => (waits() < 2 ? { outcome: 'open', level: 1, waitSeconds: 7200 } : { outcome: 'decided' }),
    'recheck-chunk': (payload) => ({ chunk: chunkOf(payload), removed: 0 }),
    'seal-removals': always({ outcome: 'recording' }),
    'record-premiums': (payload) => ({ chunk: chunkOf(payload), lines: 249, removed: 0 }),
    'commit-premiums': always({ outcome: 'committed' }),
    'load-batch': always({ status: 'open', resumeAt: 'list', chunksKey: `batches/${batchId}/chunks.json` }),
    'list-chunks': always({ chunksKey: `batches/${batchId}/chunks.json`, chunks: 3 }),
    'apply-exclusions': always({ removed: 0 }),
    'seal-batch': always({ status: 'sealed', lines: 249, total: 4_183_200 }),
    'build-files': always({ status: 'built' }),
    'check-files': always({ status: 'checked' }),
    'notify-finance': always({ status: 'sent' }),
    'review-batch': () => {
      if (waits() === 0) return { outcome: 'wait', waitSeconds: 86_400 };
      if (!facts().includes('concluded')) return { outcome: 'apply', sha256 };
      return facts().includes('carried') ? { outcome: 'settle' } : { outcome: 'carry' };
    },
    'await-finance': always({ outcome: 'stored' }),
    'read-answers': always({ outcome: 'read', sha256, partsKey: '', parts: 3 }),
    'apply-answers': always({ accepted: 90, rejected: 0 }),
    'conclude-answers': noting('concluded', { status: 'answered', pending: 0 }),
    'carry-lines': always({ carried: 1, rejected: 0 }),
    'conclude-carry': noting('carried', { status: 'answered' }),
    'settle-lines': always({ paid: 249 }),
    'reconcile-batch': always({ status: 'reconciled' }),
    'close-batch': always({ status: 'closed' }),
    'note-failure': always({ outcome: 'noted' }),
  };
}
