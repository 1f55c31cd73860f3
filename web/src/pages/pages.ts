import type { Role } from '../auth/me.tsx';
import { ADMINISTRATOR_PAGES } from './administrator/pages.ts';
import { AUDITOR_PAGES } from './auditor/pages.ts';
import { DASHBOARD_PAGES } from './dashboard/pages.ts';
import { FINANCE_PAGES } from './finance/pages.ts';
import { OFFICER_PAGES } from './officer/pages.ts';
import type { Page } from './page.ts';

/** Every page behind the sign-in, in the order of the menu. */
export const PAGES: readonly Page[] = [
  ...DASHBOARD_PAGES,
  ...OFFICER_PAGES,
  ...FINANCE_PAGES,
  ...AUDITOR_PAGES,
  ...ADMINISTRATOR_PAGES,
];

export type MenuPage = Page & Required<Pick<Page, 'menu'>>;

const hasMenu = (page: Page): page is MenuPage => page.menu !== undefined;

export function menuOf(roles: readonly Role[]): readonly MenuPage[] {
  return PAGES.filter(hasMenu).filter((page) => page.roles.some((role) => roles.includes(role)));
}

/** The page at this address of the portal. */
export function pageAt(pathname: string): Page | undefined {
  return PAGES.find(({ path }) => new RegExp(`^/${path.replaceAll(/:\w+/g, '[^/]+')}$`).test(pathname));
}
