import { InMemoryWebStorage, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { keepForReturn } from './config.ts';
import type { LearntForSignIn, PortalConfig } from './config.ts';

const SILENT_SECONDS = 8;

interface Place {
  /** Of the portal. */
  readonly origin: string;
  /** The issuer's endpoints, when they are known already. */
  readonly metadata?: LearntForSignIn['metadata'] | undefined;
}

/**
 * Code flow with PKCE. Tokens live in this page's memory and end with it; only the verifier of a sign-in that is under
 * way stands in the session's storage, because the page is left for it.
 */
export function openManager({ authority, clientId }: PortalConfig, { origin, metadata }: Place): UserManager {
  return new UserManager({
    ...(metadata === undefined ? {} : { metadata }),
    authority,
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

/** Leaves the page for the sign-in with what the page that it returns to would otherwise ask again. */
export async function leaveForSignIn(manager: UserManager, config: PortalConfig, returnTo: string): Promise<void> {
  keepForReturn({ config, metadata: { ...(await manager.metadataService.getMetadata()) } });
  await manager.signinRedirect({ state: { returnTo } });
}
