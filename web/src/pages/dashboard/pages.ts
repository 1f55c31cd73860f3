import type { Page } from '../page.ts';

export const DASHBOARD_PAGES: readonly Page[] = [
  {
    path: 'dasbor',
    roles: ['officer', 'finance', 'auditor', 'administrator'],
    load: async () => (await import('./dashboard-page.tsx')).DashboardPage,
    menu: {
      label: { id: 'Dasbor', en: 'Dashboard' },
      about: {
        id: 'Pekerja terlindungi, dana, persetujuan yang menunggu, dan perlindungan yang segera berakhir.',
        en: 'Workers covered, money, approvals that wait, and cover that ends soon.',
      },
    },
  },
];
