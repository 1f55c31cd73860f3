import type { Text } from '../text.ts';
import type { BatchStatus } from './lifecycle.ts';

export interface BatchStep {
  readonly turn: 'finance' | 'administrator' | 'system' | 'nobody';
  readonly text: Text;
}

const system = (id: string, en: string): BatchStep => ({ turn: 'system', text: { id, en } });
const finance = (id: string, en: string): BatchStep => ({ turn: 'finance', text: { id, en } });
const MAKING = system(
  'Berkas batch sedang dibuat dan diperiksa.',
  'The files of the batch are being made and checked.',
);

const NEXT: Readonly<Record<BatchStatus, BatchStep>> = {
  open: system('Menunggu usulan lain sampai batch ditutup.', 'Takes requests until it is closed for further ones.'),
  sealed: MAKING,
  built: MAKING,
  checked: MAKING,
  sent: finance(
    'Unduh berkas, serahkan kepada BPJS TK, lalu unggah jawabannya.',
    'Download the files, hand them to BPJS TK, then upload its answers.',
  ),
  answered: finance(
    'Isi kode iuran dan jumlah tagihan dari BPJS TK.',
    'Enter the kode iuran and the billed amount from BPJS TK.',
  ),
  billed: finance('Isi nomor, tanggal dan jumlah SP2D.', 'Enter number, date and amount of the SP2D.'),
  sp2d: finance(
    'Isi referensi bank setelah pembayaran dilakukan.',
    'Enter the bank reference once the payment has been made.',
  ),
  paid: finance(
    'Periksa pembayaran dan tegaskan; batch ditutup dengan sendirinya setelah itu.',
    'Check the payment and confirm it; the batch closes by itself after that.',
  ),
  reconciled: system('Batch sedang ditutup.', 'The batch is being closed.'),
  closed: { turn: 'nobody', text: { id: 'Tidak ada. Batch ini selesai.', en: 'None. This batch is closed.' } },
};

const ADMINISTRATOR: BatchStep = {
  turn: 'administrator',
  text: {
    id: 'Proses terhenti dan tidak ada yang hilang. Administrator sudah diberi tahu.',
    en: 'The process has stopped and nothing is lost. The administrators have been told.',
  },
};

/** What happens next with a batch, and who does it. */
export function nextBatchStep(of: { readonly status: BatchStatus; readonly needsAdministrator: boolean }): BatchStep {
  return of.needsAdministrator ? ADMINISTRATOR : NEXT[of.status];
}
