import './without-eval.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { startTransition } from 'react';
import { openApiClient } from './api/client.ts';
import { ApiProvider } from './api/provider.tsx';
import { openQueryClient } from './api/queries.ts';
import { SessionProvider } from './auth/session-context.tsx';
import type { Entered } from './entered.ts';
import { startLanguage } from './i18n/language.ts';
import { Announcer } from './shell/announcer.tsx';
import { openPersonAt } from './shell/person-at.ts';
import type { PersonAt } from './shell/person-at.ts';
import { bringPageAt, Router } from './shell/router.tsx';
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
    const personAt = openPersonAt({ session, api, queries });
    await goOn(returned, personAt);
    const portal = (
      <SessionProvider value={session}>
        <ApiProvider value={api}>
          <QueryClientProvider client={queries}>
            <Announcer>
              <Router session={session} personAt={personAt} />
            </Announcer>
          </QueryClientProvider>
        </ApiProvider>
      </SessionProvider>
    );
    // Else React would draw the opening first even where nothing has to be waited for any more.
    startTransition(() => root.render(portal));
  } catch (error) {
    root.render(<Unreachable error={error} />);
  }
}

/**
 * After a sign-in, the address it leads to, with the person and the page's code. They are awaited before anything is drawn:
 * where React has to draw an opening first, it keeps it for 300 ms, whatever comes meanwhile.
 */
async function goOn(returned: Entered['returned'] | undefined, personAt: PersonAt): Promise<void> {
  const address = await returned;
  if (address === null || address === undefined) return;
  window.history.replaceState(null, '', address);
  // What fails is told where it is drawn.
  await Promise.allSettled([personAt(address), bringPageAt(window.location.pathname)]);
}
