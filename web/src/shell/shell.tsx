import { Outlet, useLocation } from 'react-router';
import type { Me } from '../api/me.ts';
import { EndedDialog } from '../auth/ended-dialog.tsx';
import { MeProvider } from '../auth/me.tsx';
import { useSession } from '../auth/session-context.tsx';
import { useTexts } from '../i18n/texts.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { ErrorPage } from './error-page.tsx';
import { Header } from './header.tsx';
import { Navigation } from './navigation.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { Progress } from './progress.tsx';
import { SHELL_TEXTS } from './texts.ts';

/** What stands around every page behind the sign-in. */
export function Shell({ me }: { readonly me: Me }) {
  const t = useTexts(SHELL_TEXTS);
  const { pathname } = useLocation();
  return (
    <MeProvider value={me}>
      <a className="ds-skip-link skip" href="#isi">
        {t('skip')}
      </a>
      <OfflineBanner />
      <Header />
      <Navigation />
      <main className="main" id="isi" tabIndex={-1}>
        <Progress />
        <ErrorBoundary key={pathname} instead={ErrorPage}>
          <Outlet />
        </ErrorBoundary>
      </main>
      <EndedDialog session={useSession()} />
    </MeProvider>
  );
}
