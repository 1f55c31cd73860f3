import type { Page } from '../page.ts';

const ROLES: Page['roles'] = ['finance', 'auditor', 'administrator'];

export const FINANCE_PAGES: readonly Page[] = [
  {
    path: 'batch',
    roles: ROLES,
    load: async () => (await import('./list/batch-list.tsx')).BatchList,
    menu: {
      label: { id: 'Batch pembayaran', en: 'Payment batches' },
      about: {
        id: 'Berkas untuk BPJS TK, jawabannya, tagihan, SP2D dan pembayaran.',
        en: 'Files for BPJS TK, its answers, bills, SP2D and payments.',
      },
    },
  },
  {
    path: 'kalender-pembayaran',
    roles: ROLES,
    load: async () => (await import('./calendar/calendar-page.tsx')).CalendarPage,
    menu: {
      label: { id: 'Kalender pembayaran', en: 'Payment calendar' },
      about: {
        id: 'Yang harus dibayar, kapan jatuh temponya, dan apa yang sudah lewat.',
        en: 'What is to be paid, when it is due, and what is overdue.',
      },
    },
  },
  { path: 'batch/:batchId', roles: ROLES, load: async () => (await import('./batch/batch-page.tsx')).BatchPage },
  {
    path: 'batch/:batchId/jawaban',
    roles: ['finance'],
    load: async () => (await import('./answers/import-page.tsx')).ImportPage,
  },
  {
    path: 'batch/:batchId/jawaban/:sha256',
    roles: ROLES,
    load: async () => (await import('./answers/answer-file-page.tsx')).AnswerFilePage,
  },
];
