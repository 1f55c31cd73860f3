import * as z from 'zod';

/** Where a chain stands: the number of its events and the hash of the last one. */
export const chainHeadSchema = z.object({ count: z.number().int().min(0), hash: z.string() });
export type ChainHead = z.infer<typeof chainHeadSchema>;

export const EMPTY_CHAIN: ChainHead = { count: 0, hash: '0'.repeat(64) };

/** What happened, to what, when, by whom. `by` is a person's id or the step that acted. `data` never holds a NIK or a secret. */
export interface AuditFact {
  readonly type: string;
  readonly at: string;
  readonly by: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const auditEventSchema = z.object({
  seq: z.number().int().min(1),
  type: z.string(),
  at: z.string(),
  by: z.string(),
  data: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** Text with sorted keys: the same value always gives the same bytes, whoever writes it. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => canonicalJson(entry ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * The next event of a chain. `sha256` gives lower-case hex of UTF-8 text (passed in: the domain has no crypto of its own).
 */
export function nextEvent(head: ChainHead, fact: AuditFact, sha256: (text: string) => string): AuditEvent {
  const body = { seq: head.count + 1, ...fact, previousHash: head.hash };
  return { ...body, hash: sha256(canonicalJson(body)) };
}

/** What an event must be to follow from the one before: its number, and the text that its hash is of. */
interface Expected {
  readonly seq: number;
  readonly previousHash: string;
  readonly text: string;
}

function* expectedOf(events: readonly AuditEvent[]): Generator<{ event: AuditEvent; expected: Expected }> {
  let head = EMPTY_CHAIN;
  for (const event of events) {
    const { type, at, by, data } = event;
    const place = { seq: head.count + 1, previousHash: head.hash };
    yield { event, expected: { ...place, text: canonicalJson({ ...place, type, at, by, data }) } };
    head = { count: event.seq, hash: event.hash };
  }
}

const isNext = (event: AuditEvent, { seq, previousHash }: Expected): boolean =>
  event.seq === seq && event.previousHash === previousHash;

/** The number of the first event that does not follow from the one before, or null when the chain holds. */
export function firstBreak(events: readonly AuditEvent[], sha256: (text: string) => string): number | null {
  for (const { event, expected } of expectedOf(events)) {
    if (!isNext(event, expected) || sha256(expected.text) !== event.hash) return expected.seq;
  }
  return null;
}

/** The same where hashing takes its time, as in a browser. */
export async function firstBreakSlowly(
  events: readonly AuditEvent[],
  sha256: (text: string) => Promise<string>,
): Promise<number | null> {
  for (const { event, expected } of expectedOf(events)) {
    if (!isNext(event, expected) || (await sha256(expected.text)) !== event.hash) return expected.seq;
  }
  return null;
}

/**
 * Cutting off the end of a chain shows nowhere but at its head. Gives the number of the first event that is missing there
 * or is not the one that the head names, or null. Events newer than the head that was read are none of its business.
 */
export function breakAtEnd(events: readonly AuditEvent[], head: ChainHead): number | null {
  const told = events.slice(0, head.count);
  const isWhole = told.length === head.count && (head.count === 0 || told.at(-1)?.hash === head.hash);
  return isWhole ? null : events.length + 1;
}
