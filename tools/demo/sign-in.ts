import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';

interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
  readonly email: string;
  readonly password: string;
}

const discoverySchema = z.object({ authorization_endpoint: z.string(), token_endpoint: z.string() });
const tokenSchema = z.object({ access_token: z.string() });
const REDIRECT = 'http://127.0.0.1:5173/callback';
const MAX_HOPS = 12;

/** Signs in as a browser does: authorization code with PKCE, the login form filled in. Gives an access token. */
export async function signIn(as: SignIn): Promise<string> {
  const discovery = discoverySchema.parse(await (await fetch(`${as.issuer}/.well-known/openid-configuration`)).json());
  const verifier = randomBytes(32).toString('base64url');
  const code = await authorise(as, discovery.authorization_endpoint, verifier);
  const answer = await fetch(discovery.token_endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT,
      client_id: as.clientId,
      code_verifier: verifier,
    }),
  });
  if (!answer.ok)
    throw new Error(`sign-in of ${as.email}: token endpoint answered ${answer.status} ${await answer.text()}`);
  return tokenSchema.parse(await answer.json()).access_token;
}

async function authorise(as: SignIn, endpoint: string, verifier: string): Promise<string> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: as.clientId,
    redirect_uri: REDIRECT,
    scope: 'openid email',
    state: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const cookies = new Map<string, string>();
  let url = `${endpoint}?${query.toString()}`;
  let init: RequestInit = {};
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: headersWith(cookies, init) });
    keepCookies(cookies, answer);
    init = {};
    const location = answer.headers.get('location');
    if (location !== null) {
      url = new URL(location, url).toString();
      if (url.startsWith(REDIRECT)) return codeOf(url, as.email);
      continue;
    }
    const form = readForm(await answer.text(), url);
    init = { method: 'POST', body: filled(form.fields, as) };
    url = form.action;
  }
  throw new Error(`sign-in of ${as.email} went in circles`);
}

function codeOf(url: string, email: string): string {
  const code = new URL(url).searchParams.get('code');
  if (code === null) throw new Error(`sign-in of ${email} was refused: ${url}`);
  return code;
}

function headersWith(cookies: ReadonlyMap<string, string>, init: RequestInit): Record<string, string> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const type = init.method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
  return cookie === '' ? { ...type } : { cookie, ...type };
}

function keepCookies(cookies: Map<string, string>, answer: Response): void {
  for (const line of answer.headers.getSetCookie()) {
    const [pair = ''] = line.split(';', 1);
    const at = pair.indexOf('=');
    cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

interface Form {
  readonly action: string;
  readonly fields: readonly { readonly name: string; readonly type: string; readonly value: string }[];
}

/** The first form of a page with its inputs. */
export function readForm(html: string, pageUrl: string): Form {
  const form = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(html);
  if (form === null) throw new Error(`no form on ${new URL(pageUrl).pathname}`);
  const action = attribute(form[1] ?? '', 'action') ?? pageUrl;
  const fields = [...(form[2] ?? '').matchAll(/<input\b([^>]*)>/gi)].map(([, text = '']) => ({
    name: attribute(text, 'name') ?? '',
    type: attribute(text, 'type') ?? 'text',
    value: attribute(text, 'value') ?? '',
  }));
  return { action: new URL(action, pageUrl).toString(), fields: fields.filter(({ name }) => name !== '') };
}

export function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}\\s*=\\s*"([^"]*)"`, 'i').exec(tag)?.[1];
  return found?.replaceAll('&amp;', '&').replaceAll('&#x2F;', '/').replaceAll('&quot;', '"');
}

function filled(fields: Form['fields'], as: SignIn): URLSearchParams {
  const valueOf = (field: Form['fields'][number]): string => {
    if (field.type === 'password') return as.password;
    return field.type === 'hidden' || field.type === 'submit' ? field.value : as.email;
  };
  return new URLSearchParams(fields.map((field): [string, string] => [field.name, valueOf(field)]));
}
