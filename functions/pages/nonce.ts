import type { PageMac } from '../adapters/kms/page-mac.ts';

/** How long a shown page may be answered. */
const NONCE_MINUTES = 30;
/** A page made by a function whose clock is a little ahead is not yet a forgery. */
const CLOCK_SLACK_MS = 60_000;

export interface NonceSubject {
  /** SHA-256 of the link's secret. */
  readonly linkHash: string;
  readonly contentHash: string;
}

const messageOf = (subject: NonceSubject, issued: string): string =>
  ['lindung-approval-page', subject.linkHash, subject.contentHash, issued].join('\n');

/** Proof that this page was shown for this link and content: `<time in base 36>.<MAC>`. */
export async function makeNonce(mac: PageMac, subject: NonceSubject, now: Date): Promise<string> {
  const issued = now.getTime().toString(36);
  return `${issued}.${await mac.sign(messageOf(subject, issued))}`;
}

export async function checkNonce(
  mac: PageMac,
  question: { nonce: string; subject: NonceSubject; now: Date; validMinutes?: number },
): Promise<'good' | 'stale' | 'forged'> {
  const [issued = '', code = ''] = question.nonce.split('.', 2);
  const issuedAt = Number.parseInt(issued, 36);
  if (!/^[0-9a-z]{1,12}$/.test(issued) || !(await mac.verify(messageOf(question.subject, issued), code))) {
    return 'forged';
  }
  const age = question.now.getTime() - issuedAt;
  const validMs = (question.validMinutes ?? NONCE_MINUTES) * 60_000;
  return age >= -CLOCK_SLACK_MS && age <= validMs ? 'good' : 'stale';
}
