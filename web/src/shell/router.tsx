import { lazy, Suspense, use, useEffect } from 'react';
import type { ComponentType } from 'react';
import { BrowserRouter, Route, Routes, useLocation, useNavigate } from 'react-router';
import type { Session } from '../auth/session.ts';
import { pageAt, PAGES } from '../pages/pages.ts';
import { Welcome } from '../pages/welcome.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { NotFound, OuterErrorPage } from './error-page.tsx';
import { guarded } from './guarded.tsx';
import { loading } from './loading.ts';
import { Opening } from './opening.tsx';
import type { PersonAt } from './person-at.ts';
import { Shell } from './shell.tsx';
import { SignedInAgain } from './signed-in-again.tsx';

interface Wiring {
  readonly session: Session;
  readonly personAt: PersonAt;
}

const HOME = '/beranda';

interface PageCode {
  readonly Component: ComponentType;
  /** Once it is here, the page is drawn without waiting. */
  readonly bring: () => Promise<void>;
}

/**
 * A page's code is loaded when the page is opened. Until it is here the page before stays, and before the first one the
 * opening: a frame without a page would lose the focus to the page's title.
 */
function openedWhenAsked(load: () => Promise<ComponentType>): PageCode {
  let brought: ComponentType | undefined;
  const bring = async (): Promise<void> => {
    brought ??= await load();
  };
  return {
    bring,
    Component: lazy(async () => ({ default: brought ?? (await loading.during(load())) })),
  };
}

const HOME_PAGE = openedWhenAsked(async () => (await import('../pages/home.tsx')).Home);
const PAGE_ROUTES = PAGES.map((page) => ({
  page,
  code: openedWhenAsked(async () => guarded(await page.load(), page.roles)),
}));

/** Brings the code of the page at this address, to draw it without waiting. */
export async function bringPageAt(pathname: string): Promise<void> {
  const page = pageAt(pathname);
  const code = pathname === HOME ? HOME_PAGE : PAGE_ROUTES.find((route) => route.page === page)?.code;
  await code?.bring();
}

/** Which page stands at which address, and who has to be known before it is shown. */
export function Router({ session, personAt }: Wiring) {
  return (
    <BrowserRouter>
      <ErrorBoundary instead={OuterErrorPage}>
        <Suspense fallback={<Opening />}>
          <Routes>
            <Route index element={<Beginning session={session} />} />
            <Route path="masuk/kembali" Component={SignedInAgain} />
            <Route element={<Entrance personAt={personAt} />}>
              <Route path={HOME} Component={HOME_PAGE.Component} />
              {PAGE_ROUTES.map(({ page, code }) => (
                <Route key={page.path} path={page.path} Component={code.Component} />
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

function Entrance({ personAt }: { readonly personAt: PersonAt }) {
  const { pathname, search } = useLocation();
  return <Shell me={use(personAt(`${pathname}${search}`))} />;
}
