import type { Page } from '../page.ts';

const READERS: Page['roles'] = ['auditor', 'finance', 'administrator'];
const AUDITORS: Page['roles'] = ['auditor', 'administrator'];

export const AUDITOR_PAGES: readonly Page[] = [
  {
    path: 'telusur',
    roles: READERS,
    load: async () => (await import('./search/search-page.tsx')).SearchPage,
    menu: {
      label: { id: 'Telusur', en: 'Search' },
    },
  },
  {
    path: 'aliran-dana',
    roles: READERS,
    load: async () => (await import('./money/allocation-list.tsx')).AllocationList,
    menu: {
      label: { id: 'Aliran dana', en: 'Money trail' },
    },
  },
  {
    path: 'aliran-dana/:allocationId',
    roles: READERS,
    load: async () => (await import('./money/allocation-page.tsx')).AllocationPage,
  },
  { path: 'pekerja', roles: READERS, load: async () => (await import('./worker/worker-page.tsx')).WorkerPage },
  { path: 'peran', roles: AUDITORS, load: async () => (await import('./roles/roles-page.tsx')).RolesPage },
  {
    path: 'riwayat/:kind/:id',
    roles: AUDITORS,
    load: async () => (await import('./history/history-page.tsx')).HistoryPage,
  },
];
