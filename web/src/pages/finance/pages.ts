import type { Page } from '../page.ts';

const ROLES: Page['roles'] = ['finance', 'auditor', 'administrator'];

export const FINANCE_PAGES: readonly Page[] = [
  {
    path: 'batch',
    roles: ROLES,
    load: async () => (await import('./batch-list.tsx')).BatchList,
    menu: {
      label: { id: 'Batch pembayaran', en: 'Payment batches' },
      about: {
        id: 'Berkas untuk BPJS TK, jawabannya, tagihan, SP2D dan pembayaran.',
        en: 'Files for BPJS TK, its answers, bills, SP2D and payments.',
      },
    },
  },
  { path: 'batch/:batchId', roles: ROLES, load: async () => (await import('./batch-page.tsx')).BatchPage },
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
