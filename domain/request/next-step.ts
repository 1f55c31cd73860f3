import { isPaid } from '../batch/lifecycle.ts';
import type { BatchStatus } from '../batch/lifecycle.ts';
import type { Text } from '../text.ts';
import type { RevisionStatus } from './lifecycle.ts';

/** Whose turn it is. */
export type Turn = 'officer' | 'approvers' | 'finance' | 'administrator' | 'system' | 'nobody';

export interface NextStep {
  readonly turn: Turn;
  readonly text: Text;
}

const system = (id: string, en: string): NextStep => ({ turn: 'system', text: { id, en } });
const officer = (id: string, en: string): NextStep => ({ turn: 'officer', text: { id, en } });

const NEXT: Readonly<Record<RevisionStatus, NextStep>> = {
  submitted: system(
    'Berkas sedang dibaca. Tidak ada yang perlu Anda lakukan.',
    'The file is being read. There is nothing to do.',
  ),
  checking: system(
    'Setiap baris sedang diperiksa. Tidak ada yang perlu Anda lakukan.',
    'Every row is being checked. There is nothing to do.',
  ),
  approving: {
    turn: 'approvers',
    text: {
      id: 'Menunggu persetujuan. Pejabat diingatkan otomatis; usulan masih dapat ditarik.',
      en: 'Waits for approval. Officials are reminded by themselves; the request can still be withdrawn.',
    },
  },
  approved: system(
    'Disetujui. Pekerja diperiksa sekali lagi sebelum iuran dicatat.',
    'Approved. The workers are checked once more before premiums are recorded.',
  ),
  recording: system('Iuran sedang dicatat.', 'Premiums are being recorded.'),
  committed: {
    turn: 'finance',
    text: {
      id: 'Iuran tercatat. Bagian keuangan membayarnya dalam batch bulan pertanggungan.',
      en: 'Premiums are recorded. Finance pays them with the batch of the coverage month.',
    },
  },
  refused: officer(
    'Unduh baris yang perlu diperbaiki, perbaiki, lalu kirim sebagai revisi berikutnya.',
    'Download the rows to correct, correct them, and send them as the next revision.',
  ),
  rejected: officer(
    'Baca alasan penolakan. Bila usulan masih diperlukan, kirim revisi yang menjawabnya.',
    'Read why it was rejected. If the request is still needed, send a revision that answers it.',
  ),
  returned: officer(
    'Baca catatan pejabat, perbaiki usulan, lalu kirim sebagai revisi berikutnya.',
    'Read what the official asks for, correct the request, and send it as the next revision.',
  ),
  withdrawn: officer(
    'Usulan ditarik. Bila diperlukan lagi, kirim sebagai revisi berikutnya.',
    'The request was withdrawn. If it is needed again, send it as the next revision.',
  ),
  expired: officer(
    'Tidak diputuskan sampai batas waktu. Kirim lagi sebagai revisi berikutnya bila masih diperlukan.',
    'It was not decided in time. Send it again as the next revision if it is still needed.',
  ),
  failed: officer(
    'Terjadi gangguan teknis dan tidak ada dana yang terpakai. Kirim lagi sebagai revisi berikutnya.',
    'Something failed on our side and no money was used. Send it again as the next revision.',
  ),
};

const ADMINISTRATOR: NextStep = {
  turn: 'administrator',
  text: {
    id: 'Proses terhenti dan tidak ada yang hilang. Administrator sudah diberi tahu.',
    en: 'The process has stopped and nothing is lost. The administrators have been told.',
  },
};

/** What has become of a committed revision's premiums. */
export interface PaymentStanding {
  readonly batches: readonly { readonly status: BatchStatus }[];
  /** Workers whom BPJS TK rejected and whom no other request has taken up. */
  readonly toProposeAgain: number;
}

const UNBATCHED: NextStep = {
  turn: 'system',
  text: {
    id: 'Iuran tercatat. Batch pembayaran untuk masa ini dibuka sendiri pada waktunya.',
    en: 'Premiums are recorded. The payment batch for this period is opened by itself in time.',
  },
};

const PAID: NextStep = {
  turn: 'nobody',
  text: { id: 'Iuran sudah dibayar kepada BPJS TK.', en: 'The premiums have been paid to BPJS TK.' },
};

const REJECTED = officer(
  'Ada pekerja yang ditolak BPJS TK. Unduh barisnya, perbaiki, lalu kirim sebagai usulan baru.',
  'BPJS TK has rejected workers. Download their rows, correct them, and send them as a new request.',
);

function nextAfterCommit({ batches, toProposeAgain }: PaymentStanding): NextStep {
  if (toProposeAgain > 0) return REJECTED;
  if (batches.length === 0) return UNBATCHED;
  return batches.every(({ status }) => isPaid(status)) ? PAID : NEXT.committed;
}

/** What happens next with a revision, and who does it. `payment`: of a committed one, when it is known. */
export function nextStepOf(of: {
  readonly status: RevisionStatus;
  readonly needsAdministrator: boolean;
  readonly payment?: PaymentStanding | undefined;
}): NextStep {
  if (of.needsAdministrator) return ADMINISTRATOR;
  if (of.status === 'committed' && of.payment !== undefined) return nextAfterCommit(of.payment);
  return NEXT[of.status];
}
