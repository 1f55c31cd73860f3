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
  }),
  page('administrasi', async () => (await import('./overview/overview-page.tsx')).OverviewPage, {
    label: { id: 'Administrasi', en: 'Administration' },
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
  page('administrasi/ketidakhadiran', async () => (await import('./absence/absence-page.tsx')).AbsencePage),
  page('administrasi/kalender', async () => (await import('./calendar/calendar-page.tsx')).CalendarPage),
  page('administrasi/pengecualian', async () => (await import('./workers/workers-page.tsx')).WorkersPage),
  page('administrasi/tarif', async () => (await import('./tariffs/tariffs-page.tsx')).TariffsPage),
  page('administrasi/tarif/:document/:id', async () => (await import('./tariffs/figure-page.tsx')).FigurePage),
  page('administrasi/penanganan', async () => (await import('./stuck/stuck-page.tsx')).StuckPage),
  page('administrasi/instansi/:officeId', async () => (await import('./people/office-page.tsx')).OfficePage),
];
