import type { Page } from '../page.ts';

export const OFFICER_PAGES: readonly Page[] = [
  {
    path: 'usulan',
    roles: ['officer', 'finance', 'auditor', 'administrator'],
    load: async () => (await import('./request-list.tsx')).RequestList,
    asksFirst: ['/requests'],
    menu: {
      label: { id: 'Usulan', en: 'Requests' },
    },
  },
  {
    path: 'usulan-baru',
    roles: ['officer'],
    load: async () => (await import('./form/new-request.tsx')).NewRequest,
    menu: {
      label: { id: 'Usulan baru', en: 'New request' },
    },
  },
  {
    path: 'perpanjangan',
    roles: ['officer'],
    load: async () => (await import('./renewals/renewals-page.tsx')).RenewalsPage,
    menu: {
      label: { id: 'Perpanjangan', en: 'Renewals' },
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
