import { InMemoryWebStorage, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import type { PortalConfig } from './config.ts';

const SILENT_SECONDS = 8;

/**
 * Code flow with PKCE. Tokens live in this page's memory and end with it; only the verifier of a sign-in that is under
 * way stands in the session's storage, because the page is left for it.
 * @param origin of the portal
 */
export function openManager({ clientId, signIn }: PortalConfig, origin: string): UserManager {
  return new UserManager({
    authority: signIn.issuer,
    metadata: signIn,
    client_id: clientId,
    redirect_uri: `${origin}/masuk/kembali`,
    silent_redirect_uri: `${origin}/masuk/diam.html`,
    post_logout_redirect_uri: `${origin}/`,
    response_type: 'code',
    scope: 'openid email profile',
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
    automaticSilentRenew: true,
    silentRequestTimeoutInSeconds: SILENT_SECONDS,
    monitorSession: false,
    loadUserInfo: false,
  });
}
