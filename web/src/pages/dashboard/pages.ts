import type { Page } from '../page.ts';

export const DASHBOARD_PAGES: readonly Page[] = [
  {
    path: 'dasbor',
    roles: ['officer', 'finance', 'auditor', 'administrator'],
    load: async () => (await import('./dashboard-page.tsx')).DashboardPage,
    menu: {
      label: { id: 'Dasbor', en: 'Dashboard' },
    },
  },
];
