import type { QueryClient } from '@tanstack/react-query';
import { lazy, Suspense, use, useEffect, useState } from 'react';
import type { ComponentType } from 'react';
import { BrowserRouter, Navigate, Route, Routes, useLocation, useNavigate } from 'react-router';
import type { ApiClient } from '../api/client.ts';
import { ME } from '../api/me.ts';
import type { Me } from '../api/me.ts';
import { readOf } from '../api/queries.ts';
import type { Session } from '../auth/session.ts';
import { preferLanguage } from '../i18n/language.ts';
import { PAGES } from '../pages/pages.ts';
import { Welcome } from '../pages/welcome.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { NotFound, OuterErrorPage } from './error-page.tsx';
import { guarded } from './guarded.tsx';
import { loading } from './loading.ts';
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

/**
 * A page's code is loaded when the page is opened. Until it is here the page before stays, and before the first one the
 * opening: a frame without a page would lose the focus to the page's title.
 */
function openedWhenAsked(load: () => Promise<ComponentType>): ComponentType {
  return lazy(async () => ({ default: await loading.during(load()) }));
}

const HomePage = openedWhenAsked(async () => (await import('../pages/home.tsx')).Home);
const PAGE_ROUTES = PAGES.map(({ path, roles, load }) => ({
  path,
  Component: openedWhenAsked(async () => guarded(await load(), roles)),
}));

/** Which page stands at which address, and who has to be known before it is shown. */
export function Router({ session, api, queries, returned }: Wiring) {
  const [personAt] = useState(() => openPersonAt({ session, api, queries }));
  return (
    <BrowserRouter>
      <ErrorBoundary instead={OuterErrorPage}>
        <Suspense fallback={<Opening />}>
          <Routes>
            <Route index element={<Beginning session={session} />} />
            <Route path="masuk/kembali" element={<Return returned={returned} />} />
            <Route element={<Entrance personAt={personAt} />}>
              <Route path={HOME} Component={HomePage} />
              {PAGE_ROUTES.map(({ path, Component }) => (
                <Route key={path} path={path} Component={Component} />
              ))}
              <Route path="*" Component={NotFound} />
            </Route>
          </Routes>
        </Suspense>
      </ErrorBoundary>
    </BrowserRouter>
  );
}

/** The welcome, which whoever is signed in passes by. */
function Beginning({ session }: Pick<Wiring, 'session'>) {
  const navigate = useNavigate();
  useEffect(() => {
    void session.isSignedIn().then((isSignedIn) => isSignedIn && navigate(HOME, { replace: true }));
  }, [session, navigate]);
  return <Welcome />;
}

function Return({ returned }: Pick<Wiring, 'returned'>) {
  const goOn = use(returned);
  if (goOn === null) return <SignedInAgain />;
  return (
    <>
      <Opening />
      <Navigate to={goOn} replace />
    </>
  );
}

type PersonAt = (address: string) => Promise<Me>;

function Entrance({ personAt }: { readonly personAt: PersonAt }) {
  const { pathname, search } = useLocation();
  return <Shell me={use(personAt(`${pathname}${search}`))} />;
}

/** Who is signed in, asked once; without anybody the page is left for the sign-in, which comes back to the address. */
function openPersonAt({ session, api, queries }: Omit<Wiring, 'returned'>): PersonAt {
  let person: Promise<Me> | undefined;
  const ask = async (address: string): Promise<Me> => {
    await session.require(address);
    const me = await queries.ensureQueryData({ ...readOf(api, ME, {}), staleTime: Infinity });
    preferLanguage(me.language);
    return me;
  };
  return (address) => (person ??= ask(address));
}
