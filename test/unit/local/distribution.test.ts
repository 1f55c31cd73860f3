import { brotliCompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { UnsupportedTemplateError } from '../../../local/errors.ts';
import { distributionModel, matcherOf } from '../../../local/services/cloudfront/model.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../../local/template/resolve.ts';
import { openDistribution } from '../../support/distribution.ts';
import type { OpenDistribution } from '../../support/distribution.ts';

const OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const API_HOST = '127.0.0.1:1';

const resource = (type: string, ref: string, properties: object): ResolvedResource => ({
  stack: 'Site',
  logicalId: ref,
  type,
  ref,
  attributes: type === 'AWS::S3::Bucket' ? { RegionalDomainName: `${ref}.s3.local` } : {},
  properties: properties as ResolvedResource['properties'],
});

interface Shape {
  readonly distribution?: object;
  readonly behaviour?: object;
  readonly code?: string;
  readonly headersPolicy?: object;
}

/** A site with a bucket behind everything and an API behind /api/*, changed where a test says so. */
function siteOf(shape: Shape = {}): ResolvedTemplate {
  const files = {
    TargetOriginId: 'files',
    CachePolicyId: OPTIMIZED,
    Compress: true,
    ResponseHeadersPolicyId: 'headers',
  };
  const config = {
    Enabled: true,
    Origins: [
      { Id: 'files', DomainName: 'site.s3.local' },
      { Id: 'api', DomainName: API_HOST },
    ],
    DefaultCacheBehavior: { ...files, ...shape.behaviour },
    CacheBehaviors: [
      {
        PathPattern: '/api/*',
        TargetOriginId: 'api',
        CachePolicyId: DISABLED,
        AllowedMethods: ['GET', 'HEAD', 'POST'],
        ResponseHeadersPolicyId: 'headers',
      },
    ],
    ...shape.distribution,
  };
  const headersPolicy = {
    Name: 'headers',
    SecurityHeadersConfig: {
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'same-origin', Override: false },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
    },
    CustomHeadersConfig: { Items: [{ Header: 'X-Own', Value: 'own', Override: true }] },
    ...shape.headersPolicy,
  };
  const resources = [
    resource('AWS::S3::Bucket', 'site', {}),
    resource('AWS::CloudFront::Distribution', 'distribution', { DistributionConfig: config }),
    resource('AWS::CloudFront::ResponseHeadersPolicy', 'headers', { ResponseHeadersPolicyConfig: headersPolicy }),
    resource('AWS::CloudFront::Function', 'function', {
      Name: 'function',
      AutoPublish: true,
      FunctionCode: shape.code ?? 'function handler(event) { return event.request; }',
      FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
    }),
  ];
  return { region: 'ap-southeast-3', accountId: '000000000000', resources, outputs: {}, assets: new Map() };
}

const withFunction = (code: string): Shape => ({
  code,
  behaviour: { FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: 'function' }] },
});

const opened: OpenDistribution[] = [];
afterEach(async () => {
  for (const site of opened.splice(0)) await site.stop();
});

async function open(shape: Shape = {}): Promise<OpenDistribution> {
  const site = await openDistribution(siteOf(shape), {
    bucket: 'site',
    api: async ({ method, url }) => ({
      status: 404,
      headers: { 'content-type': 'application/json', 'referrer-policy': 'no-referrer' },
      body: JSON.stringify({ method, url }),
    }),
  });
  opened.push(site);
  return site;
}

describe('a distribution', () => {
  it('answers from its bucket with type, cache control and the headers of its policy', async () => {
    const site = await open();
    await site.put('a/page.html', { type: 'text/html', body: '<p>', cacheControl: 'no-cache' });

    const answer = await fetch(`${site.url}/a/page.html`);

    expect(await answer.text()).toBe('<p>');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'strict-transport-security': 'max-age=60; includeSubDomains',
      'x-own': 'own',
    });
  });

  it('does not tell what the bucket lacks', async () => {
    const { url } = await open();

    expect((await fetch(`${url}/absent.html`)).status).toBe(403);
  });

  it('passes calls to the API as they are, and leaves a header that the API says itself', async () => {
    const { url } = await open();

    const answer = await fetch(`${url}/api/a%20b?c=1`, { method: 'POST', body: '{}' });

    expect([answer.status, await answer.json()]).toEqual([404, { method: 'POST', url: '/api/a%20b?c=1' }]);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('x-own')).toBe('own');
  });

  it('refuses a method that the behaviour does not allow', async () => {
    const { url } = await open();

    expect((await fetch(`${url}/page.html`, { method: 'POST' })).status).toBe(403);
  });

  it('compresses what a browser can read, once it is large enough', async () => {
    const site = await open();
    await site.put('large.js', { type: 'text/javascript', body: 'a'.repeat(5000) });
    await site.put('small.js', { type: 'text/javascript', body: 'a' });
    await site.put('large.png', { type: 'image/png', body: 'a'.repeat(5000) });
    const encodingOf = async (path: string, accepted: string): Promise<string | null> => {
      const answer = await fetch(`${site.url}/${path}`, { headers: { 'accept-encoding': accepted } });
      expect((await answer.text()).startsWith('a')).toBe(true);
      return answer.headers.get('content-encoding');
    };

    expect(await encodingOf('large.js', 'gzip, br')).toBe('br');
    expect(await encodingOf('large.js', 'gzip, br;q=0')).toBe('gzip');
    expect(await encodingOf('large.js', 'identity')).toBeNull();
    expect(await encodingOf('small.js', 'br')).toBeNull();
    expect(await encodingOf('large.png', 'br')).toBeNull();
  });

  it('hands on what is compressed already, as it is', async () => {
    const site = await open();
    const body = brotliCompressSync('a'.repeat(5000));
    await site.put('large.js', { type: 'text/javascript', body, encoding: 'br' });

    const answer = await fetch(`${site.url}/large.js`, { headers: { 'accept-encoding': 'gzip' } });

    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(await answer.text()).toBe('a'.repeat(5000));
  });

  it('answers 304 to a browser that has the file, compressed or not', async () => {
    const site = await open();
    await site.put('large.js', { type: 'text/javascript', body: 'a'.repeat(5000) });
    const first = await fetch(`${site.url}/large.js`, { headers: { 'accept-encoding': 'br' } });
    const etag = first.headers.get('etag') ?? '';

    const second = await fetch(`${site.url}/large.js`, { headers: { 'if-none-match': etag } });

    expect(etag).toMatch(/^W\/"/);
    expect([second.status, second.headers.get('x-own')]).toEqual([304, 'own']);
  });
});

describe('a function at the edge', () => {
  it('may ask the bucket for another address', async () => {
    const site = await open(
      withFunction("function handler(event) { event.request.uri = '/index.html'; return event.request; }"),
    );
    await site.put('index.html', { type: 'text/html', body: 'index' });

    expect(await (await fetch(`${site.url}/anything/below`)).text()).toBe('index');
  });

  it('may answer by itself, and sees method, query and headers', async () => {
    const { url } = await open(
      withFunction(`async function handler(event) {
        var request = event.request;
        var seen = [request.method, request.querystring.a.value, request.headers['x-b'].value].join(' ');
        return { statusCode: 418, headers: { 'X-Seen': { value: seen } }, body: { encoding: 'base64', data: 'aGFsbw==' } };
      }`),
    );

    const answer = await fetch(`${url}/?a=1`, { headers: { 'x-b': '2' } });

    expect([answer.status, answer.headers.get('x-seen'), await answer.text()]).toEqual([418, 'GET 1 2', 'halo']);
  });

  it('that fails is a 503', async () => {
    const { url } = await open(withFunction("function handler() { throw new Error('on purpose'); }"));

    expect((await fetch(`${url}/`)).status).toBe(503);
  });
});

describe('a distribution is refused by the name of', () => {
  const errorPages = { CustomErrorResponses: [{ ErrorCode: 404, ResponsePagePath: '/' }] };
  const beforeApi = withFunction('');
  it.each<[string, Shape, string]>([
    ['a field of its own', { distribution: errorPages }, 'DistributionConfig.CustomErrorResponses'],
    ['being off', { distribution: { Enabled: false } }, 'DistributionConfig.Enabled'],
    [
      'a field of a behaviour',
      { behaviour: { ForwardedValues: {} } },
      'DistributionConfig.DefaultCacheBehavior.ForwardedValues',
    ],
    [
      'a function at another moment',
      { behaviour: { FunctionAssociations: [{ EventType: 'viewer-response', FunctionARN: 'function' }] } },
      'FunctionAssociations.0.EventType',
    ],
    [
      'a function before the API',
      { behaviour: { ...beforeApi.behaviour, TargetOriginId: 'api' } },
      'a function before',
    ],
    ['an origin that is not there', { behaviour: { TargetOriginId: 'other' } }, 'no origin other'],
    ['a cache policy that is not known', { behaviour: { CachePolicyId: 'other' } }, 'cache policy other'],
    ['a kind of headers', { headersPolicy: { CorsConfig: {} } }, 'ResponseHeadersPolicyConfig.CorsConfig'],
    [
      'an origin elsewhere',
      { distribution: { Origins: [{ Id: 'files', DomainName: 'example.com' }] } },
      'origin example.com',
    ],
  ])('%s', (_what, shape, name) => {
    const model = (): unknown => distributionModel(siteOf(shape), `http://${API_HOST}`);

    expect(model).toThrow(UnsupportedTemplateError);
    expect(model).toThrow(name);
  });
});

describe('a path pattern', () => {
  it.each([
    ['*', '/anything/at/all', true],
    ['/api/*', '/api/requests', true],
    ['api/*', '/api/requests', true],
    ['/api/*', '/api', false],
    ['/a.json', '/a.json', true],
    ['/a.json', '/axjson', false],
    ['/page-?', '/page-1', true],
    ['/page-?', '/page-', false],
  ])('%s meets %s: %s', (pattern, path, meets) => {
    expect(matcherOf(pattern)(path)).toBe(meets);
  });
});
