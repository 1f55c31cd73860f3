import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { Account } from '../../runtime-types.ts';
import { readBody } from '../../gateway/call.ts';
import type { AppClient } from './clients.ts';
import type { SignInKeys } from './keys.ts';
import { loginPage } from './login-page.ts';
import type { TokenStore } from './token-store.ts';

interface SignInSettings {
  issuer: string;
  clients: AppClient[];
  accounts: readonly Account[];
  keys: SignInKeys;
  tokens: TokenStore;
}

/** The OpenID provider that stands in for Cognito, at Cognito's paths. */
export function createSignIn(settings: SignInSettings): RequestListener {
  const provider = new Provider(settings.issuer, configurationOf(settings));
  allowLoopbackRedirects(provider);
  const callback = provider.callback();
  return (request, response) => {
    const uid = /^\/login\/([\w-]+)$/.exec(new URL(request.url ?? '/', settings.issuer).pathname)?.[1];
    if (uid === undefined) void callback(request, response);
    else void interact({ provider, accounts: settings.accounts }, request, response);
  };
}

function configurationOf({ clients, accounts, keys, tokens }: SignInSettings): Configuration {
  const lifetimes = (clientId: string | undefined): AppClient['lifetimes'] =>
    clients.find((client) => client.metadata.client_id === clientId)?.lifetimes ?? {
      access: 3600,
      id: 3600,
      refresh: 2_592_000,
    };
  const scopes = [...new Set(['openid', 'offline_access', ...clients.flatMap((client) => client.scopes)])];
  return {
    adapter: (model: string) => tokens.adapterFor(model),
    clients: clients.map((client) => client.metadata),
    jwks: { keys: [keys.jwk] },
    cookies: { keys: [keys.cookieKey] },
    scopes,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_context: KoaContextWithOIDC, sub: string) => findAccount(accounts, sub),
    extraTokenClaims: (_context, token) => tokenClaims(accounts, 'accountId' in token ? token.accountId : undefined),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:local:api',
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, _resource, client) => ({
          scope: scopes.join(' '),
          audience: client.clientId,
          accessTokenFormat: 'jwt',
          accessTokenTTL: lifetimes(client.clientId).access,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    interactions: { url: (_context, interaction) => `/login/${interaction.uid}` },
    issueRefreshToken: async () => true,
    rotateRefreshToken: false,
    loadExistingGrant: grantEverything,
    clientBasedCORS: () => true,
    pkce: { required: () => true },
    routes: {
      authorization: '/oauth2/authorize',
      token: '/oauth2/token',
      userinfo: '/oauth2/userInfo',
      jwks: '/.well-known/jwks.json',
      end_session: '/logout',
    },
    ttl: {
      AccessToken: (_context, _token, client) => lifetimes(client.clientId).access,
      AuthorizationCode: 300,
      IdToken: (_context, _token, client) => lifetimes(client.clientId).id,
      RefreshToken: (_context, _token, client) => lifetimes(client.clientId).refresh,
      Session: 86_400,
      Grant: 2_592_000,
      Interaction: 3600,
    },
  };
}

function findAccount(
  accounts: readonly Account[],
  sub: string,
): { accountId: string; claims: () => { sub: string } } | undefined {
  const account = accounts.find((candidate) => candidate.sub === sub);
  if (account === undefined) return undefined;
  const { email, name } = account;
  return { accountId: sub, claims: () => ({ sub, email, email_verified: true, name, token_use: 'id' }) };
}

/** Cognito's own claims of an access token, and the address. */
function tokenClaims(accounts: readonly Account[], sub: string | undefined): Record<string, string> {
  const account = accounts.find((candidate) => candidate.sub === sub);
  return account === undefined ? {} : { token_use: 'access', username: account.sub, email: account.email };
}

/** There is no consent page: the pool's own clients get every scope they ask for, as at Cognito. */
async function grantEverything(context: KoaContextWithOIDC): Promise<InstanceType<Provider['Grant']> | undefined> {
  const { oidc } = context;
  const accountId = oidc.session?.accountId;
  const clientId = oidc.client?.clientId;
  if (accountId === undefined || clientId === undefined) return undefined;
  const existing = oidc.session?.grantIdFor(clientId);
  const stored = existing === undefined ? undefined : await oidc.provider.Grant.find(existing);
  const grant = stored ?? new oidc.provider.Grant({ accountId, clientId });
  const asked = [...oidc.requestParamScopes].join(' ');
  grant.addOIDCScope(asked);
  grant.addResourceScope('urn:local:api', asked);
  await grant.save();
  return grant;
}

/** Besides the template's callback addresses, any port of 127.0.0.1, where tools and tests wait for the code. */
function allowLoopbackRedirects(provider: Provider): void {
  const prototype = provider.Client.prototype;
  prototype.redirectUriAllowed = function redirectUriAllowed(uri: string): boolean {
    return /^http:\/\/127\.0\.0\.1(:\d+)?(\/|$)/.test(uri) || (this.redirectUris ?? []).includes(uri);
  };
}

async function interact(
  { provider, accounts }: { provider: Provider; accounts: readonly Account[] },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { uid } = await provider.interactionDetails(request, response);
    const action = `/login/${uid}`;
    if (request.method !== 'POST') return page(response, 200, loginPage({ action, failed: false }));
    const form = new URLSearchParams((await readBody(request)).toString('utf8'));
    const account = accounts.find(
      (candidate) =>
        candidate.email.toLowerCase() === (form.get('email') ?? '').trim().toLowerCase() &&
        candidate.password === form.get('password'),
    );
    if (account === undefined) return page(response, 401, loginPage({ action, failed: true }));
    const result = { login: { accountId: account.sub } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  } catch {
    page(
      response,
      400,
      '<!doctype html><title>Masuk lagi / Sign in again</title><p>Sesi berakhir; mulai lagi. / The session ended; start again.</p>',
    );
  }
}

function page(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
}
