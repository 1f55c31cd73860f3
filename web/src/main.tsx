import './without-eval.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { openApiClient } from './api/client.ts';
import { ApiProvider } from './api/provider.tsx';
import { openQueryClient } from './api/queries.ts';
import { SessionProvider } from './auth/session-context.tsx';
import type { Entered } from './entered.ts';
import { startLanguage } from './i18n/language.ts';
import { Announcer } from './shell/announcer.tsx';
import { Router } from './shell/router.tsx';
import { Unreachable } from './shell/unreachable.tsx';

type Drawing = typeof import('./drawing.ts');

/**
 * @param entered fails when the portal's own settings could not be read, or the browser keeps nothing for the sign-in
 * @param drawing React's, which comes last: all else is made ready meanwhile
 */
export async function showPortal(entered: Promise<Entered>, drawing: Promise<Drawing>): Promise<void> {
  const element = document.getElementById('portal');
  if (element === null) return;
  await startLanguage();
  const { createRoot } = await drawing;
  const root = createRoot(element);
  try {
    const { config, session, headStart, returned } = await entered;
    const api = openApiClient({ session, apiBase: config.apiBase, fetch: headStart.fetch });
    const queries = openQueryClient();
    root.render(
      <SessionProvider value={session}>
        <ApiProvider value={api}>
          <QueryClientProvider client={queries}>
            <Announcer>
              <Router session={session} api={api} queries={queries} returned={returned} />
            </Announcer>
          </QueryClientProvider>
        </ApiProvider>
      </SessionProvider>,
    );
  } catch (error) {
    root.render(<Unreachable error={error} />);
  }
}
