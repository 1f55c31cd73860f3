import type { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, redirect } from 'react-router';
import type { LoaderFunctionArgs, RouteObject } from 'react-router';
import type { ApiClient } from '../api/client.ts';
import { ME } from '../api/me.ts';
import type { Me } from '../api/me.ts';
import { readOf } from '../api/queries.ts';
import type { Session } from '../auth/session.ts';
import { preferLanguage } from '../i18n/language.ts';
import { PAGES } from '../pages/pages.ts';
import { Welcome } from '../pages/welcome.tsx';
import { ErrorPage, NotFound, OuterErrorPage } from './error-page.tsx';
import { guarded } from './guarded.tsx';
import { Opening } from './opening.tsx';
import { Shell } from './shell.tsx';
import { SignedInAgain } from './signed-in-again.tsx';

interface Wiring {
  readonly session: Session;
  readonly api: ApiClient;
  readonly queries: QueryClient;
  /** Where a sign-in that has returned goes on; null in a window of its own. */
  readonly returned: Promise<string | null>;
}

const HOME = '/beranda';

export function openRouter(wiring: Wiring) {
  const { session, returned } = wiring;
  return createBrowserRouter([
    {
      ErrorBoundary: OuterErrorPage,
      HydrateFallback: Opening,
      children: [
        {
          index: true,
          Component: Welcome,
          loader: async () => ((await session.isSignedIn()) ? redirect(HOME) : null),
        },
        { path: 'masuk/kembali', Component: SignedInAgain, loader: () => comeBack(returned) },
        {
          Component: Shell,
          loader: (call) => enter(wiring, call),
          shouldRevalidate: () => false,
          children: [{ ErrorBoundary: ErrorPage, children: pageRoutes() }],
        },
      ],
    },
  ]);
}

async function comeBack(returned: Wiring['returned']): Promise<Response | null> {
  const goOn = await returned;
  return goOn === null ? null : redirect(goOn);
}

async function enter({ session, api, queries }: Wiring, { request }: LoaderFunctionArgs): Promise<Me> {
  const { pathname, search } = new URL(request.url);
  await session.require(`${pathname}${search}`);
  const me = await queries.ensureQueryData({ ...readOf(api, ME, {}), staleTime: Infinity });
  preferLanguage(me.language);
  return me;
}

function pageRoutes(): RouteObject[] {
  return [
    { path: HOME, lazy: { Component: async () => (await import('../pages/home.tsx')).Home } },
    ...PAGES.map(({ path, roles, load }) => ({
      path,
      lazy: { Component: async () => guarded(await load(), roles) },
    })),
    { path: '*', Component: NotFound },
  ];
}
