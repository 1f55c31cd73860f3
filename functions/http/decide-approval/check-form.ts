import * as z from 'zod';
import type { VoteWord } from '../../../domain/approval/level.ts';
import { BrokenError } from '../../../domain/errors.ts';
import { personIdSchema } from '../../../domain/identity/ids.ts';
import type { PersonId } from '../../../domain/identity/ids.ts';
import { holdsNik } from '../../../domain/nik/holds-nik.ts';
import type { Text } from '../../../domain/text.ts';
import { checkPin } from '../../adapters/dynamodb/pin-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { PageMac } from '../../adapters/kms/page-mac.ts';
import { workersIn } from '../../pages/approval-view.ts';
import { MAX_REASON } from '../../pages/decision-forms.ts';
import type { FormProblem } from '../../pages/decision-forms.ts';
import { checkNonce } from '../../pages/nonce.ts';
import type { OpenedLink } from '../../pages/open-link.ts';
import { LOG } from '../../runtime/log-messages.ts';
import { logger } from '../../runtime/telemetry.ts';
import type { DecisionForm } from './contract.ts';

export type CheckedForm = { readonly contentHash: string } & (
  | { readonly word: VoteWord; readonly reason: string }
  | { readonly word: 'delegate'; readonly delegateTo: string }
  | { readonly word: 'absence'; readonly absence: Absence }
);

/** Who stands in, and the instants of the first and the last day's ends as the person means them: local days. */
export interface Absence {
  readonly toPersonId: PersonId;
  readonly from: string;
  readonly until: string;
}

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
  pin: {
    id: 'PIN tidak cocok. Setelah tiga kali salah PIN terkunci.',
    en: 'the PIN does not fit. After three wrong tries it is locked.',
  },
  locked: {
    id: 'PIN Anda terkunci. Sepakati PIN baru dengan administrator.',
    en: 'your PIN is locked. Agree on a new one with an administrator.',
  },
  absence: {
    id: 'isi pengganti serta hari pertama dan hari terakhir Anda berhalangan; hari terakhir tidak sebelum hari ini atau hari pertama.',
    en: 'give who stands in, and the first and the last day of your absence; the last day not before today or the first.',
  },
  reason: {
    id: 'tuliskan alasan, supaya pengusul tahu apa yang harus dilakukan.',
    en: 'write a reason, so that the officer knows what to do.',
  },
  long: {
    id: `alasan terlalu panjang; paling banyak ${MAX_REASON} huruf.`,
    en: `the reason is too long; at most ${MAX_REASON} characters.`,
  },
  nik: {
    id: 'alasan memuat angka seperti NIK. Sebutkan nomor barisnya saja: alasan Anda dikirim lewat surel.',
    en: 'the reason holds a number like a NIK. Name the row instead: your reason is sent by mail.',
  },
} as const satisfies Record<string, Text>;

const wrong = (text: Text, status = 400): { problem: FormProblem } => ({ problem: { status, text } });

/** What was sent, ready to be stored, or the first thing wrong with it. */
export async function checkForm(
  sent: DecisionForm,
  opened: OpenedLink,
  deps: { readonly table: Table; readonly mac: PageMac; readonly now: () => Date },
): Promise<CheckedForm | { problem: FormProblem }> {
  const { head, linkHash } = opened;
  const { contentHash, summary } = head;
  if (contentHash === undefined || summary === undefined) throw new BrokenError('an open level without a summary');
  if (sent.decision === null) return wrong(PROBLEMS.word);
  const nonce = await checkNonce(deps.mac, { nonce: sent.nonce, subject: { linkHash, contentHash }, now: deps.now() });
  if (nonce !== 'good') return wrong(PROBLEMS[nonce]);
  if (sent.workers !== workersIn(summary)) return wrong(PROBLEMS.workers);
  const checked = checkFields({ ...sent, decision: sent.decision }, opened, deps.now());
  if ('problem' in checked) return checked;
  // Last of all: a try is counted only for a form that would be stored.
  const proof = await checkProof(sent, opened, deps);
  return proof ?? { contentHash, ...checked };
}

type Fields = CheckedForm extends infer Form ? (Form extends CheckedForm ? Omit<Form, 'contentHash'> : never) : never;
type Sent = DecisionForm & { readonly decision: NonNullable<DecisionForm['decision']> };

function checkFields(sent: Sent, opened: OpenedLink, now: Date): Fields | { problem: FormProblem } {
  if (sent.decision === 'delegate') return { word: 'delegate', delegateTo: sent.delegateTo };
  if (sent.decision === 'approve') return { word: 'approve', reason: '' };
  if (sent.decision === 'absence') {
    const absence = readAbsence(sent, opened, now);
    return absence === null ? wrong(PROBLEMS.absence) : { word: 'absence', absence };
  }
  const reason = readable(sent.reason);
  if (reason === '') return wrong(PROBLEMS.reason);
  if (reason.length > MAX_REASON) return wrong(PROBLEMS.long);
  if (holdsNik(reason)) return wrong(PROBLEMS.nik);
  return { word: sent.decision, reason };
}

async function checkProof(
  sent: Sent | DecisionForm,
  { level, link }: OpenedLink,
  { table }: { readonly table: Table },
): Promise<{ problem: FormProblem } | null> {
  if (level.proof === 'link') return null;
  const typed = sent.pin.replaceAll(/\s/g, '');
  // An empty field is an oversight, not a guess.
  const state = typed === '' ? 'wrong' : await checkPin(table, link.personId, typed);
  if (state === 'right') return null;
  if (state !== 'locked') return wrong(PROBLEMS.pin, 403);
  const { code, message } = LOG.pinLocked;
  logger.warn(message, { code, personId: link.personId, revisionId: link.revisionId });
  return wrong(PROBLEMS.locked, 403);
}

const daySchema = z.iso.date();
const DAY_MS = 86_400_000;

/** Whole local days: from the first one's beginning, to the beginning of the day after the last. */
function readAbsence(sent: DecisionForm, opened: OpenedLink, now: Date): Absence | null {
  const [first, last] = [daySchema.safeParse(sent.absentFrom), daySchema.safeParse(sent.absentUntil)];
  const to = personIdSchema.safeParse(sent.delegateTo);
  if (!first.success || !last.success || !to.success) return null;
  const { level, link, utcOffsetMinutes } = opened;
  if (!level.mayDelegateTo.includes(to.data) || to.data === link.personId) return null;
  const startOf = (day: string, later: number) =>
    new Date(Date.parse(`${day}T00:00:00.000Z`) - utcOffsetMinutes * 60_000 + later).toISOString();
  const from = startOf(first.data, 0);
  const until = startOf(last.data, DAY_MS);
  return from < until && until > now.toISOString() ? { toPersonId: to.data, from, until } : null;
}

/** Text as people write it: control characters become spaces, line breaks stay. */
function readable(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\n' ? character : ' '))
    .trim();
}
