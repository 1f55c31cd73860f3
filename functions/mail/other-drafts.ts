import { formatRupiah } from '../../domain/money/money.ts';
import type { Text } from '../../domain/text.ts';
import type { RevisionStatus } from '../../domain/request/lifecycle.ts';
import type { BatchHead } from '../adapters/dynamodb/batch-records.ts';
import type { RevisionHead } from '../adapters/dynamodb/records.ts';
import type { Renewal } from '../adapters/dynamodb/renewal-records.ts';
import { localDay, monthName, periodName, wholeNumber } from '../pages/words.ts';
import { batchFacts, batchName, requestFacts, workersInWords } from './mail-facts.ts';
import type { MailDraft } from './render-mail.ts';

export const OPEN_PORTAL: Text = { id: 'Buka Lindung', en: 'Open Lindung' };

const OUTCOMES: Readonly<Partial<Record<RevisionStatus, Text>>> = {
  committed: { id: 'Iuran dicatat', en: 'Premiums recorded' },
  refused: { id: 'Usulan tidak dapat diproses', en: 'Request refused' },
  rejected: { id: 'Usulan ditolak', en: 'Request rejected' },
  returned: { id: 'Usulan dikembalikan', en: 'Request returned' },
  withdrawn: { id: 'Usulan ditarik', en: 'Request withdrawn' },
  expired: { id: 'Usulan berakhir tanpa keputusan', en: 'Request expired' },
  failed: { id: 'Usulan dihentikan', en: 'Request stopped' },
};

const COMMITTED: Text = {
  id: 'Usulan sudah disetujui pada semua tingkat dan iurannya dicatat. Selanjutnya iuran dibayarkan melalui batch bagian keuangan.',
  en: 'The request was approved on every level and its premiums are recorded. Finance pays them in the next batch.',
};

/** What became of the officer's request, with the reason and what to do next. */
export function outcomeDraft(head: RevisionHead, portalUrl: string): MailDraft {
  const words = OUTCOMES[head.status] ?? { id: 'Kabar usulan', en: 'News of your request' };
  const reason = head.outcome === undefined ? undefined : { id: head.outcome.id, en: head.outcome.en };
  return {
    subject: { id: `${words.id}: ${head.header.title}`, en: `${words.en}: ${head.header.title}` },
    paragraphs: [...(head.status === 'committed' ? [COMMITTED] : []), ...(reason === undefined ? [] : [reason])],
    facts: requestFacts(head),
    button: { label: OPEN_PORTAL, url: portalUrl },
  };
}

export function removedDraft(head: RevisionHead): MailDraft {
  const count = head.removal?.workers ?? 0;
  const workers = workersInWords(count);
  const amount = formatRupiah(head.removal?.amount ?? 0);
  return {
    subject: {
      id: `${workers.id} dikeluarkan: ${head.header.title}`,
      en: `${workers.en} removed: ${head.header.title}`,
    },
    paragraphs: [
      {
        id: `Pemeriksaan kedua mengeluarkan ${workers.id} (${amount}) dari usulan yang sudah disetujui, misalnya karena meninggal, pindah atau sudah ditanggung pihak lain. Pekerja lainnya dibayarkan seperti yang disetujui.`,
        en: `The second check removed ${workers.en} (${amount}) from the approved request, for example because they died, moved away or are covered by somebody else. All others are paid as approved.`,
      },
      {
        id: 'Anggaran yang tidak terpakai dikembalikan ke pagu.',
        en: 'The budget that is not used goes back to its allocation.',
      },
    ],
    facts: requestFacts(head),
  };
}

/** That cover ends, for how many, and until when a renewal must be paid. Who they are stands in the portal only. */
export function renewalDraft({ header, ending, workers, dueDate }: Renewal, portalUrl: string): MailDraft {
  const who = workersInWords(workers);
  return {
    subject: {
      id: `Perlindungan ${who.id} akan berakhir: ${header.title}`,
      en: `The cover of ${who.en} ends: ${header.title}`,
    },
    paragraphs: [
      {
        id: 'Perlindungan para pekerja usulan ini berakhir bersama masa iurannya. Usulan perpanjangan dengan daftar pekerjanya sudah disiapkan di halaman Perpanjangan; periksa, perbarui dan kirimkan.',
        en: 'The cover of this request’s workers ends with its period. A renewal with their roster is ready on the page Renewals: check it, update it and send it.',
      },
      {
        id: `Iuran bulan ${monthName(header.period.firstMonth, 'id')} harus dibayar paling lambat ${localDay(dueDate, 'id')}. Bulan yang terlewat membuat hitungan bulan tanpa putus dimulai lagi.`,
        en: `The premium of ${monthName(header.period.firstMonth, 'en')} must be paid by ${localDay(dueDate, 'en')}. A month that is missed starts the count of unbroken months again.`,
      },
    ],
    facts: [
      [
        { id: 'Usulan', en: 'Request' },
        { id: header.title, en: header.title },
      ],
      [
        { id: 'Masa yang berakhir', en: 'Period that ends' },
        { id: periodName(ending, 'id'), en: periodName(ending, 'en') },
      ],
      [
        { id: 'Masa perpanjangan', en: 'Period proposed' },
        { id: periodName(header.period, 'id'), en: periodName(header.period, 'en') },
      ],
      [
        { id: 'Pekerja', en: 'Workers' },
        { id: wholeNumber(workers, 'id'), en: wholeNumber(workers, 'en') },
      ],
    ],
    button: { label: { id: 'Buka Perpanjangan', en: 'Open Renewals' }, url: `${portalUrl}/perpanjangan` },
  };
}

type BatchTurn = 'batch-ready' | 'batch-reminder' | 'batch-closed';

const BATCH_WORDS: Readonly<Record<BatchTurn, { subject: Text; paragraph: Text }>> = {
  'batch-ready': {
    subject: { id: 'Batch siap diserahkan', en: 'Batch ready to hand over' },
    paragraph: {
      id: 'Batch pembayaran sudah disusun dan diperiksa. Unduh berkasnya di portal, serahkan daftar pekerjanya kepada BPJS Ketenagakerjaan, lalu unggah jawabannya.',
      en: 'A payment batch was built and checked. Download its files in the portal, hand the roster to BPJS Ketenagakerjaan, then upload the answers.',
    },
  },
  'batch-reminder': {
    subject: { id: 'Pengingat pembayaran batch', en: 'Reminder: batch awaits payment' },
    paragraph: {
      id: 'Batch ini belum selesai. Iuran yang terlambat dapat menghentikan perlindungan pekerja.',
      en: 'This batch is not finished. Late premiums can end the cover of its workers.',
    },
  },
  'batch-closed': {
    subject: { id: 'Batch selesai', en: 'Batch closed' },
    paragraph: {
      id: 'Setiap baris batch ini sudah final dan jumlahnya cocok dengan buku.',
      en: 'Every line of this batch is final and its amounts agree with the books.',
    },
  },
};

export function batchDraft(turn: BatchTurn, batch: BatchHead, portalUrl: string): MailDraft {
  const { subject, paragraph } = BATCH_WORDS[turn];
  const name = batchName(batch);
  return {
    subject: { id: `${subject.id}: ${name}`, en: `${subject.en}: ${name}` },
    paragraphs: [paragraph],
    facts: batchFacts(batch),
    button: { label: OPEN_PORTAL, url: portalUrl },
  };
}

/** To the old address, so that nobody's mails are led elsewhere unnoticed. The new address is not told. */
export const ADDRESS_CHANGED: MailDraft = {
  subject: { id: 'Alamat surel Anda diganti', en: 'Your mail address was changed' },
  paragraphs: [
    {
      id: 'Dua administrator mengganti alamat surel Anda di Lindung. Surel berikutnya dikirim ke alamat yang baru.',
      en: 'Two administrators changed your mail address in Lindung. Further mails go to the new one.',
    },
    {
      id: 'Bila Anda tidak mengetahuinya, segera hubungi administrator.',
      en: 'If you know nothing about it, tell an administrator at once.',
    },
  ],
  facts: [],
};
