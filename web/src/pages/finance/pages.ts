import type { Page } from '../page.ts';

const ROLES: Page['roles'] = ['finance', 'auditor', 'administrator'];

export const FINANCE_PAGES: readonly Page[] = [
  {
    path: 'batch',
    roles: ROLES,
    load: async () => (await import('./list/batch-list.tsx')).BatchList,
    menu: {
      label: { id: 'Batch pembayaran', en: 'Payment batches' },
    },
  },
  {
    path: 'kalender-pembayaran',
    roles: ROLES,
    load: async () => (await import('./calendar/calendar-page.tsx')).CalendarPage,
    menu: {
      label: { id: 'Kalender pembayaran', en: 'Payment calendar' },
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
