import type { Page } from '../page.ts';

export const OFFICER_PAGES: readonly Page[] = [
  {
    path: 'usulan',
    roles: ['officer', 'finance', 'auditor', 'administrator'],
    load: async () => (await import('./request-list.tsx')).RequestList,
    asksFirst: ['/requests'],
    menu: {
      label: { id: 'Usulan', en: 'Requests' },
      about: {
        id: 'Semua usulan dan sampai di mana masing-masing.',
        en: 'All requests and where each of them stands.',
      },
    },
  },
  {
    path: 'usulan-baru',
    roles: ['officer'],
    load: async () => (await import('./form/new-request.tsx')).NewRequest,
    menu: {
      label: { id: 'Usulan baru', en: 'New request' },
      about: {
        id: 'Usulkan pekerja, langkah demi langkah, atau lanjutkan isian.',
        en: 'Propose workers step by step, or go on with a draft.',
      },
    },
  },
  {
    path: 'perpanjangan',
    roles: ['officer'],
    load: async () => (await import('./renewals/renewals-page.tsx')).RenewalsPage,
    menu: {
      label: { id: 'Perpanjangan', en: 'Renewals' },
      about: {
        id: 'Perlindungan yang segera berakhir, dengan usulan lanjutan yang siap diisi.',
        en: 'Cover that ends soon, with the next request ready to be filled in.',
      },
    },
  },
  {
    path: 'isian/:draftId',
    roles: ['officer'],
    load: async () => (await import('./form/request-form.tsx')).RequestForm,
  },
  {
    path: 'usulan/:requestId',
    roles: ['officer', 'finance', 'auditor', 'administrator'],
    load: async () => (await import('./request/request-page.tsx')).RequestPage,
  },
];
