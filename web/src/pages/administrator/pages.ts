import type { Page } from '../page.ts';

const page = (path: string, load: Page['load'], menu?: Page['menu']): Page => ({
  path,
  roles: ['administrator'],
  load,
  ...(menu !== undefined && { menu }),
});

export const ADMINISTRATOR_PAGES: readonly Page[] = [
  page('perubahan', async () => (await import('./changes/changes-page.tsx')).ChangesPage, {
    label: { id: 'Perubahan', en: 'Changes' },
    about: {
      id: 'Yang menunggu pengesahan administrator kedua, sebelum dan sesudahnya.',
      en: 'What waits for a second administrator, before and after.',
    },
  }),
  page('administrasi', async () => (await import('./overview/overview-page.tsx')).OverviewPage, {
    label: { id: 'Administrasi', en: 'Administration' },
    about: {
      id: 'Orang dan instansi, kebijakan persetujuan, pagu.',
      en: 'People and offices, the approval policy, allocations.',
    },
  }),
  page('administrasi/orang', async () => (await import('./people/people-page.tsx')).PeoplePage),
  page('administrasi/orang/:personId', async () => (await import('./people/person-page.tsx')).PersonPage),
  page('administrasi/pagu', async () => (await import('./allocations/allocations-page.tsx')).AllocationsPage),
  page(
    'administrasi/pagu/:allocationId',
    async () => (await import('./allocations/allocation-page.tsx')).AllocationPage,
  ),
  page('administrasi/kebijakan', async () => (await import('./policy/policy-page.tsx')).PolicyPage),
  page('administrasi/kebijakan/baru', async () => (await import('./policy/policy-editor-page.tsx')).PolicyEditorPage),
  page('administrasi/instansi/:officeId', async () => (await import('./people/office-page.tsx')).OfficePage),
];
