import './style/index.css';
import { openHeadStart } from './api/head-start.ts';
import type { HeadStart } from './api/head-start.ts';
import { readPortalConfig } from './auth/config.ts';
import type { PortalConfig } from './auth/config.ts';
import { openManager } from './auth/manager.ts';
import { openSession } from './auth/session.ts';
import type { Session } from './auth/session.ts';
import type { Entered } from './entered.ts';
import { pageAt } from './pages/pages.ts';

const TIMEOUT = 30_000;
const KEPT_FOR = 15_000;
const WELCOME = '/';
const HOME = '/beranda';
const RETURN = '/masuk/kembali';
const AGAIN = '/masuk/lagi';

/**
 * The portal's first script, small and waiting for nothing. A page that nobody is signed in for is left at once, while
 * what it would need is still on its way; the page that the sign-in returns to asks for the token, and with it for the
 * person and the page's first facts, while the portal itself is loaded.
 */
async function enter({ origin, pathname, search }: Location): Promise<Entered> {
  const config = await readPortalConfig();
  const session = openSession(openManager(config, origin));
  const headStart = openHeadStart({
    fetch: (...call) => window.fetch(...call),
    now: () => performance.now(),
    keptFor: KEPT_FOR,
    timeout: TIMEOUT,
  });
  if (pathname === AGAIN) await session.beginInWindow();
  else if (!isShown(pathname)) await session.require(`${pathname}${search}`);
  const opened = { config, session, headStart };
  return pathname === RETURN ? { ...opened, returned: comeBack(opened) } : opened;
}

interface Opened {
  readonly config: PortalConfig;
  readonly session: Session;
  readonly headStart: HeadStart;
}

/** Asked for without a sign-in under way, the return address leads home. */
async function comeBack({ config, session, headStart }: Opened): Promise<string | null> {
  const returnTo = await session.finish().catch(() => HOME);
  if (returnTo === null || !(await session.isSignedIn())) return returnTo;
  const token = await session.token();
  const page = pageAt(new URL(returnTo, window.location.origin).pathname);
  for (const path of ['/me', ...(page?.asksFirst ?? [])]) headStart.ask(`${config.apiBase}${path}`, token);
  // A part that cannot be loaded is told when the page is opened.
  page?.load().catch(() => undefined);
  return returnTo;
}

const isShown = (pathname: string): boolean => pathname === WELCOME || pathname === RETURN;

async function show(entered: Promise<Entered>): Promise<void> {
  try {
    const drawing = import('./drawing.ts');
    const { showPortal } = await import('./main.tsx');
    await showPortal(entered, drawing);
  } catch {
    // The words stand in the page, because those of the portal have not come either.
    document.getElementById('loading')?.setAttribute('hidden', '');
    document.getElementById('not-loaded')?.removeAttribute('hidden');
  }
}

const entered = enter(window.location);
if (isShown(window.location.pathname)) void show(entered);
else {
  // The page is being left, unless it could not even learn for where.
  entered.catch(() => show(entered));
  // Gone back to, it begins anew.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) window.location.reload();
  });
}
