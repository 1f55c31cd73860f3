import type { Page } from '../page.ts';

export const OFFICER_PAGES: readonly Page[] = [
  {
    path: 'usulan',
    roles: ['officer', 'finance', 'auditor', 'administrator'],
    load: async () => (await import('./request-list.tsx')).RequestList,
    menu: {
      label: { id: 'Usulan', en: 'Requests' },
      about: {
        id: 'Semua usulan dan sampai di mana masing-masing.',
        en: 'All requests and where each of them stands.',
      },
    },
  },
];
