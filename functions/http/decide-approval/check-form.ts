import type { VoteWord } from '../../../domain/approval/level.ts';
import { BrokenError } from '../../../domain/errors.ts';
import type { Text } from '../../../domain/text.ts';
import type { PageMac } from '../../adapters/kms/page-mac.ts';
import { workersIn } from '../../pages/approval-view.ts';
import { MAX_REASON } from '../../pages/decision-forms.ts';
import { checkNonce } from '../../pages/nonce.ts';
import type { OpenedLink } from '../../pages/open-link.ts';
import type { DecisionForm } from './contract.ts';

export interface FormProblem {
  readonly status: number;
  readonly text: Text;
}

export type CheckedForm = { readonly contentHash: string } & (
  { readonly word: VoteWord; readonly reason: string } | { readonly word: 'delegate'; readonly delegateTo: string }
);

const PROBLEMS = {
  word: { id: 'pilih setujui, kembalikan, tolak atau alihkan.', en: 'choose approve, return, reject or pass on.' },
  forged: {
    id: 'formulir ini tidak lengkap. Periksa lagi, lalu kirim dari halaman ini.',
    en: 'the form was incomplete. Check again and send it from this page.',
  },
  stale: {
    id: 'halaman terlalu lama terbuka. Periksa lagi, lalu kirim sekali lagi.',
    en: 'the page was open for too long. Check again and send once more.',
  },
  workers: {
    id: 'jumlah pekerja yang diketik tidak sama dengan yang tertera. Periksa lagi, lalu ketik angkanya.',
    en: 'the number of workers typed is not the one shown. Check again and type the number.',
  },
  reason: {
    id: 'tuliskan alasan, supaya pengusul tahu apa yang harus dilakukan.',
    en: 'write a reason, so that the officer knows what to do.',
  },
  long: {
    id: `alasan terlalu panjang; paling banyak ${MAX_REASON} huruf.`,
    en: `the reason is too long; at most ${MAX_REASON} characters.`,
  },
} as const satisfies Record<string, Text>;

const wrong = (text: Text, status = 400): { problem: FormProblem } => ({ problem: { status, text } });

/** What was sent, ready to be stored, or the first thing wrong with it. */
export async function checkForm(
  sent: DecisionForm,
  opened: OpenedLink,
  deps: { readonly mac: PageMac; readonly now: () => Date },
): Promise<CheckedForm | { problem: FormProblem }> {
  const { head, linkHash } = opened;
  const { contentHash, summary } = head;
  if (contentHash === undefined || summary === undefined) throw new BrokenError('an open level without a summary');
  if (sent.decision === null) return wrong(PROBLEMS.word);
  const nonce = await checkNonce(deps.mac, { nonce: sent.nonce, subject: { linkHash, contentHash }, now: deps.now() });
  if (nonce !== 'good') return wrong(PROBLEMS[nonce]);
  if (sent.workers !== workersIn(summary)) return wrong(PROBLEMS.workers);
  if (sent.decision === 'delegate') return { contentHash, word: 'delegate', delegateTo: sent.delegateTo };
  if (sent.decision === 'approve') return { contentHash, word: 'approve', reason: '' };
  const reason = readable(sent.reason);
  if (reason === '') return wrong(PROBLEMS.reason);
  if (reason.length > MAX_REASON) return wrong(PROBLEMS.long);
  return { contentHash, word: sent.decision, reason };
}

/** Text as people write it: control characters become spaces, line breaks stay. */
function readable(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\n' ? character : ' '))
    .trim();
}
