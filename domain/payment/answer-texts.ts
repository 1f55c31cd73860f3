import type { Text } from '../text.ts';
import type { AnswerOutcome } from './answer-verdict.ts';

/** What each outcome of an answer row means, for the person who uploaded the file. */
export const ANSWER_TEXTS: Readonly<Record<AnswerOutcome, Text>> = {
  accepted: { id: 'Diterima.', en: 'Accepted.' },
  rejected: { id: 'Ditolak BPJS TK; dananya kembali.', en: 'Rejected by BPJS TK; the money goes back.' },
  'rejected-after-payment': {
    id: 'Ditolak BPJS TK setelah dibayar; jumlahnya menjadi kelebihan bayar untuk tagihan berikutnya.',
    en: 'Rejected by BPJS TK after the payment; the amount becomes a credit for the next bill.',
  },
  held: {
    id: 'Ditahan: menunggu keputusan keuangan atau jawaban baru.',
    en: 'Held: waits for a decision of finance or a new answer.',
  },
  'held-unknown-word': {
    id: 'Ditahan: hasil ini tidak dikenal. Putuskan barisnya, atau minta administrator menambah arti kata ini.',
    en: 'Held: this result is not known. Decide the row, or ask an administrator to add the word’s meaning.',
  },
  'held-other-amount': {
    id: 'Ditahan: jumlah iuran berbeda dari catatan kami.',
    en: 'Held: the amount is not the one we recorded.',
  },
  'held-not-a-number': {
    id: 'Ditahan: jumlah iuran pada baris ini bukan angka rupiah bulat.',
    en: 'Held: the amount in this row is not a whole number of rupiah.',
  },
  'held-sum': {
    id: 'Ditahan: rincian per program pada baris ini tidak sama dengan jumlahnya.',
    en: 'Held: the amounts by programme in this row are not the row’s total.',
  },
  'held-other-bill': {
    id: 'Ditahan: dibayar dengan kode iuran lain daripada kode iuran batch ini.',
    en: 'Held: paid under another kode iuran than this batch’s.',
  },
  'held-future-date': {
    id: 'Ditahan: tanggal pada baris ini belum terjadi, atau sesudah masa iuran batch.',
    en: 'Held: the date in this row has not come yet, or lies after the batch’s period.',
  },
  'held-unreadable': {
    id: 'Ditahan: tanggal, masa iuran atau kode iuran pada baris ini tidak dapat dibaca.',
    en: 'Held: a date, a period or a kode iuran in this row cannot be read.',
  },
  same: { id: 'Sudah tercatat demikian.', en: 'Recorded like this already.' },
  'already-final': {
    id: 'Diabaikan: baris ini sudah diputuskan sebelumnya.',
    en: 'Passed over: this line was decided before.',
  },
  duplicate: {
    id: 'Diabaikan: NIK atau nomor ini muncul lagi.',
    en: 'Passed over: this NIK or number stands here a second time.',
  },
  'unknown-line': {
    id: 'Diabaikan: NIK atau nomor baris tidak dapat dibaca atau tidak dikenal.',
    en: 'Passed over: NIK or line id cannot be read or is not known.',
  },
  'other-batch': {
    id: 'Baris milik batch lain: berkas ditolak seluruhnya.',
    en: 'A line of another batch: the whole file is refused.',
  },
};
