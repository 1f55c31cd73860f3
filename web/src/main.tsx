import './without-eval.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { openApiClient } from './api/client.ts';
import { ApiProvider } from './api/provider.tsx';
import { openQueryClient } from './api/queries.ts';
import { readPortalConfig, takeKept } from './auth/config.ts';
import { leaveForSignIn, openManager } from './auth/manager.ts';
import { SessionProvider } from './auth/session-context.tsx';
import { openSession } from './auth/session.ts';
import { startLanguage } from './i18n/language.ts';
import { Announcer } from './shell/announcer.tsx';
import { openRouter } from './shell/router.tsx';
import { Unreachable } from './shell/unreachable.tsx';
import './style/index.css';

async function start(element: HTMLElement): Promise<void> {
  const root = createRoot(element);
  await startLanguage();
  try {
    const kept = takeKept();
    const config = kept?.config ?? (await readPortalConfig());
    const manager = openManager(config, { origin: window.location.origin, metadata: kept?.metadata });
    const session = openSession(manager, (returnTo) => leaveForSignIn(manager, config, returnTo));
    const api = openApiClient({ session, apiBase: config.apiBase, fetch: (...call) => window.fetch(...call) });
    const queries = openQueryClient();
    const router = openRouter({ session, api, queries });
    root.render(
      <SessionProvider value={session}>
        <ApiProvider value={api}>
          <QueryClientProvider client={queries}>
            <Announcer>
              <RouterProvider router={router} />
            </Announcer>
          </QueryClientProvider>
        </ApiProvider>
      </SessionProvider>,
    );
  } catch {
    root.render(<Unreachable />);
  }
}

const element = document.getElementById('portal');
if (element !== null) void start(element);
