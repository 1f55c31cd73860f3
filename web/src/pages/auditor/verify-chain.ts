import { breakAtEnd, firstBreakSlowly } from '../../../../domain/audit/chain.ts';
import type { Audit } from '../../api/audit.ts';

export interface Verdict {
  readonly checked: number;
  /** Number of the first event that does not follow from those before, or null when the chain holds. */
  readonly brokenAt: number | null;
}

/** Lower-case hex SHA-256 of UTF-8 text, by the browser itself. */
async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Computes every hash of a chain anew, here, without taking the server's word for any of them. */
export async function verifyChain({ events, head }: Pick<Audit, 'events' | 'head'>): Promise<Verdict> {
  const brokenAt = (await firstBreakSlowly(events, sha256)) ?? breakAtEnd(events, head);
  return { checked: events.length, brokenAt };
}
