import type { Text } from '../../../domain/text.ts';

/** What each page of the menu is for, as the home page tells it; not with the pages, which every visit loads. */
export const ABOUT: Readonly<Record<string, Text>> = {
  perubahan: {
    id: 'Yang menunggu pengesahan administrator kedua, sebelum dan sesudahnya.',
    en: 'What waits for a second administrator, before and after.',
  },
  administrasi: {
    id: 'Orang, instansi, kebijakan, pagu, kalender, pengecualian, tarif, dan yang macet.',
    en: 'People, offices, policy, allocations, calendar, exclusions, tariffs, and what is stuck.',
  },
  telusur: {
    id: 'Temukan usulan, batch, atau pekerja, dan periksa riwayatnya.',
    en: 'Find a request, a batch or a worker, and verify its history.',
  },
  'aliran-dana': {
    id: 'Setiap pagu: berapa tersedia, dicadangkan, dicatat, dibayar, dan untuk siapa.',
    en: 'Every allocation: what is available, reserved, committed, paid, and for whom.',
  },
  dasbor: {
    id: 'Pekerja terlindungi, dana, persetujuan yang menunggu, dan perlindungan yang segera berakhir.',
    en: 'Workers covered, money, approvals that wait, and cover that ends soon.',
  },
  batch: {
    id: 'Berkas untuk BPJS TK, jawabannya, tagihan, SP2D dan pembayaran.',
    en: 'Files for BPJS TK, its answers, bills, SP2D and payments.',
  },
  'kalender-pembayaran': {
    id: 'Yang harus dibayar, kapan jatuh temponya, dan apa yang sudah lewat.',
    en: 'What is to be paid, when it is due, and what is overdue.',
  },
  usulan: { id: 'Semua usulan dan sampai di mana masing-masing.', en: 'All requests and where each of them stands.' },
  'usulan-baru': {
    id: 'Usulkan pekerja, langkah demi langkah, atau lanjutkan isian.',
    en: 'Propose workers step by step, or go on with a draft.',
  },
  perpanjangan: {
    id: 'Perlindungan yang segera berakhir, dengan usulan lanjutan yang siap diisi.',
    en: 'Cover that ends soon, with the next request ready to be filled in.',
  },
};
