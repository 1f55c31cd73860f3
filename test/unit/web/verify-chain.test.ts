import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EMPTY_CHAIN, nextEvent } from '../../../domain/audit/chain.ts';
import type { AuditEvent, AuditFact } from '../../../domain/audit/chain.ts';
import { verifyChain } from '../../../web/src/pages/auditor/verify-chain.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

const FACTS: readonly AuditFact[] = [
  {
    type: 'submitted',
    at: '2027-01-04T02:00:00.000Z',
    by: 'petugas-disnaker',
    data: { rows: 12, title: 'Nelayan “Rangsang”' },
  },
  { type: 'budget-reserved', at: '2027-01-04T02:01:00.000Z', by: 'reserve-budget', data: { 'APBD-2027-JKK': 120_000 } },
  { type: 'level-voted', at: '2027-01-05T02:00:00.000Z', by: 'kabid-hi', data: { word: 'approve', level: 1 } },
  {
    type: 'premiums-committed',
    at: '2027-01-05T02:02:00.000Z',
    by: 'commit-premiums',
    data: { before: null, after: { lines: 12 } },
  },
];

function chain(facts = FACTS): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (const fact of facts) {
    const last = events.at(-1);
    events.push(nextEvent(last === undefined ? EMPTY_CHAIN : { count: last.seq, hash: last.hash }, fact, sha256));
  }
  return events;
}

const headOf = (events: readonly AuditEvent[]) => ({
  count: events.length,
  hash: events.at(-1)?.hash ?? EMPTY_CHAIN.hash,
});
/** The untouched head, as a forger of events alone would leave it. */
const verified = (events: AuditEvent[]) => verifyChain({ events, head: headOf(chain()) });
const changed = (index: number, change: Partial<AuditEvent>): AuditEvent[] =>
  chain().map((event, at) => (at === index ? { ...event, ...change } : event));

describe('verifying a chain of events', () => {
  it('finds an untouched one whole, and says how many events were checked', async () => {
    expect(await verified(chain())).toEqual({ checked: 4, brokenAt: null });
    expect(await verifyChain({ events: [], head: EMPTY_CHAIN })).toEqual({ checked: 0, brokenAt: null });
  });

  it('takes no notice of events newer than the head that was read', async () => {
    expect(await verifyChain({ events: chain(), head: headOf(chain().slice(0, 3)) })).toMatchObject({ brokenAt: null });
  });

  it.each([
    ['content', { data: { word: 'reject', level: 1 } }],
    ['actor', { by: 'kasi-jamsos' }],
    ['time', { at: '2027-01-04T02:00:00.000Z' }],
    ['type', { type: 'level-delegated' }],
    ['number', { seq: 7 }],
    ['link to the one before', { previousHash: 'f'.repeat(64) }],
    ['hash', { hash: '0'.repeat(64) }],
  ])('names the event whose %s was changed', async (_what, change) => {
    expect(await verified(changed(2, change))).toMatchObject({ brokenAt: 3 });
  });

  it('names the event that stands where another was taken out, put in or moved', async () => {
    const events = chain();
    const [first, second, third, fourth] = events;
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error();
    expect(await verified([first, third, fourth])).toMatchObject({ brokenAt: 2 });
    expect(await verified([first, second, second, third, fourth])).toMatchObject({ brokenAt: 3 });
    expect(await verified([first, third, second, fourth])).toMatchObject({ brokenAt: 2 });
  });

  it('misses the end that was cut off, because the head remembers it', async () => {
    expect(await verified(chain().slice(0, 3))).toMatchObject({ brokenAt: 4 });
    expect(await verified([])).toMatchObject({ brokenAt: 1 });
  });

  it('tells a whole chain written anew, with right hashes, from the one that the head names', async () => {
    const forged = chain(FACTS.map((fact) => (fact.type === 'level-voted' ? { ...fact, by: 'kasi-jamsos' } : fact)));
    expect(await verified(forged)).toMatchObject({ brokenAt: 5 });
  });
});
