import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResolvedResource, ResolvedTemplate } from '../../../local/template/resolve.ts';
import { openDistribution } from '../../support/distribution.ts';
import type { OpenDistribution } from '../../support/distribution.ts';
import { synthesizedTemplate } from '../../support/synthesized.ts';

let template: ResolvedTemplate;
let site: OpenDistribution;

const ofType = (type: string): ResolvedResource[] => template.resources.filter((resource) => resource.type === type);

beforeAll(async () => {
  template = await synthesizedTemplate();
  const bucket = template.outputs['LindungPortal']?.['SiteBucket'] ?? '';
  site = await openDistribution(template, {
    bucket,
    api: async ({ url }) => ({ status: 404, headers: {}, body: `the API at ${url ?? ''}` }),
  });
  await site.put('index.html', { type: 'text/html', body: 'the portal' });
  await site.put('masuk/kembali.html', { type: 'text/html', body: 'the page that the sign-in returns to' });
  await site.put('masuk/diam.html', { type: 'text/html', body: 'the silent page' });
  await site.put('assets/a.js', { type: 'text/javascript', body: 'a script' });
  await site.put('api/openapi.json', { type: 'application/json', body: 'the description' });
});
afterAll(() => site.stop());

const textAt = async (path: string): Promise<string> => (await fetch(`${site.url}${path}`)).text();

/** Directives of the page's Content-Security-Policy by name. */
async function policyAt(path: string): Promise<Record<string, string>> {
  const policy = (await fetch(`${site.url}${path}`)).headers.get('content-security-policy') ?? '';
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources.join(' ')];
    }),
  );
}

describe('the one address of portal and API', () => {
  it.each([
    ['/', 'the portal'],
    ['/masuk/kembali?code=1', 'the page that the sign-in returns to'],
    ['/masuk/lagi', 'the portal'],
    ['/usulan/1234.56/baru', 'the portal'],
    ['/masuk/diam.html', 'the silent page'],
    ['/assets/a.js', 'a script'],
    ['/api/openapi.json', 'the description'],
    ['/api/requests/absent', 'the API at /api/requests/absent'],
    ['/approval/secret/rows', 'the API at /approval/secret/rows'],
  ])('answers %s with %s', async (path, text) => {
    expect(await textAt(path)).toBe(text);
  });

  it('does not give the portal for a file that is not there', async () => {
    expect((await fetch(`${site.url}/assets/absent.js`)).status).toBe(403);
  });

  it('tells the portal where to sign in and as whom', async () => {
    const [client] = ofType('AWS::Cognito::UserPoolClient');

    const answer = await fetch(`${site.url}/portal-config.json`);

    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('max-age=60, stale-while-revalidate=86400');
    expect(await answer.json()).toEqual({
      clientId: client?.ref,
      apiBase: '/api',
      signIn: {
        issuer: 'http://127.0.0.1:1',
        authorization_endpoint: 'http://127.0.0.1:1/oauth2/authorize',
        token_endpoint: 'http://127.0.0.1:1/oauth2/token',
        end_session_endpoint: 'http://127.0.0.1:1/logout',
      },
    });
  });

  it('lets nothing inline run or style, on no page', async () => {
    const policies = await Promise.all(['/', '/masuk/kembali', '/masuk/diam.html'].map(policyAt));

    for (const policy of policies) {
      expect(JSON.stringify(policy)).not.toMatch(/unsafe|\*|blob:/);
      expect(policy).toMatchObject({
        'default-src': "'self'",
        'script-src': "'self'",
        'style-src': "'self'",
        'worker-src': "'self'",
        'img-src': "'self' data:",
        'base-uri': "'none'",
        'form-action': "'self'",
        'object-src': "'none'",
      });
    }
  });

  it('says with the parts of a page only what the worker among them obeys', async () => {
    const { headers } = await fetch(`${site.url}/assets/a.js`);

    expect(await policyAt('/assets/a.js')).toEqual({ 'default-src': "'self'" });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.has('permissions-policy')).toBe(false);
  });

  it('lets the portal talk to itself, the sign-in, the bucket of uploads and the draft rosters, and to nobody else', async () => {
    const { UploadsBucket: uploads = '', WorkBucket: work = '' } = template.outputs['LindungData'] ?? {};

    const policy = await policyAt('/');

    expect(new Set(policy['connect-src']?.split(' '))).toEqual(
      new Set([
        "'self'",
        'http://127.0.0.1:1/',
        `http://127.0.0.1:1/${uploads}/`,
        `http://127.0.0.1:1/${work}/renewals/`,
      ]),
    );
    expect(policy['frame-src']).toBe("'self' http://127.0.0.1:1/");
  });

  it('may be shown in a frame only as the page that renews a session, and by itself', async () => {
    expect((await policyAt('/'))['frame-ancestors']).toBe("'none'");
    expect((await policyAt('/masuk/diam.html'))['frame-ancestors']).toBe("'self'");
  });

  it('asks for HTTPS, the right types and no referrer everywhere', async () => {
    for (const path of ['/', '/assets/a.js', '/api/me', '/approval/secret', '/api/openapi.json']) {
      const { headers } = await fetch(`${site.url}${path}`);
      expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('is the only place that a sign-in leads back to, and the only one whose pages may upload and read drafts', () => {
    const [client] = ofType('AWS::Cognito::UserPoolClient');
    const open = ofType('AWS::S3::Bucket').filter(({ properties }) => 'CorsConfiguration' in properties);
    const { UploadsBucket: uploads, WorkBucket: work } = template.outputs['LindungData'] ?? {};

    expect(client?.properties).toMatchObject({
      AllowedOAuthFlows: ['code'],
      CallbackURLs: ['http://127.0.0.1:1/masuk/kembali', 'http://127.0.0.1:1/masuk/diam.html'],
      LogoutURLs: ['http://127.0.0.1:1/'],
    });
    const rules = Object.fromEntries(open.map(({ ref, properties }) => [ref, properties['CorsConfiguration']]));
    const AllowedOrigins = ['http://127.0.0.1:1'];
    expect(rules).toEqual({
      [String(uploads)]: { CorsRules: [expect.objectContaining({ AllowedMethods: ['PUT'], AllowedOrigins })] },
      [String(work)]: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins, MaxAge: 3000 }] },
    });
  });

  it('keeps the copies that are made to be fetched at once no longer than a day', () => {
    const work = ofType('AWS::S3::Bucket').find(({ ref }) => ref === template.outputs['LindungData']?.['WorkBucket']);

    expect(work?.properties['LifecycleConfiguration']).toMatchObject({
      Rules: [
        { ExpirationInDays: 400 },
        { Prefix: 'renewals/', ExpirationInDays: 1, Status: 'Enabled' },
        { Prefix: 'rejected/', ExpirationInDays: 1, Status: 'Enabled' },
      ],
    });
  });

  it('stands behind a web ACL that limits calls and keeps no sample of an address', () => {
    const [distribution] = ofType('AWS::CloudFront::Distribution');
    const [acl] = ofType('AWS::WAFv2::WebACL');

    expect(JSON.stringify(distribution?.properties)).toContain('"WebACLId":"none"');
    expect(acl?.stack).toBe('LindungEdge');
    const text = JSON.stringify(acl?.properties);
    expect(text).toContain('RateBasedStatement');
    expect(text).toContain('"SampledRequestsEnabled":false');
    expect(text).not.toContain('"SampledRequestsEnabled":true');
  });
});
