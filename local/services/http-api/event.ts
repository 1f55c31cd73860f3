import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '../../json.ts';

export interface EventParts {
  request: IncomingMessage;
  url: URL;
  body: Buffer;
  routeKey: string;
  pathParameters: Record<string, string>;
  apiId: string;
  accountId: string;
  stageVariables: Record<string, string>;
  /** Claims and matched scopes, for routes behind the authorizer. */
  jwt?: { claims: Record<string, string>; scopes: string[] | null };
}

/**
 * The event of payload format 2.0:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function createEvent(parts: EventParts): JsonObject {
  const { request, url, body, pathParameters } = parts;
  const { cookie, headers } = headersOf(request);
  const query = queryParameters(url);
  const isText = isTextType(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: parts.routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    requestContext: requestContext(parts, headers),
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    ...(Object.keys(parts.stageVariables).length === 0 ? {} : { stageVariables: parts.stageVariables }),
    ...(body.length === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function requestContext(parts: EventParts, headers: Record<string, string>): JsonObject {
  const { request, url } = parts;
  const now = new Date();
  const domainName = (headers['host'] ?? '').replace(/:\d+$/, '');
  return {
    accountId: parts.accountId,
    apiId: parts.apiId,
    ...(parts.jwt === undefined ? {} : { authorizer: { jwt: parts.jwt } }),
    domainName,
    domainPrefix: domainName.split('.')[0],
    http: {
      method: request.method,
      path: url.pathname,
      protocol: `HTTP/${request.httpVersion}`,
      sourceIp: request.socket.remoteAddress ?? '',
      userAgent: headers['user-agent'] ?? '',
    },
    requestId: randomUUID(),
    routeKey: parts.routeKey,
    stage: '$default',
    time: logTime(now),
    timeEpoch: now.getTime(),
  };
}

function headersOf(request: IncomingMessage): { cookie: string | undefined; headers: Record<string, string> } {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (values !== undefined && name !== 'cookie') headers[name] = values.join(',');
  }
  return { cookie: request.headers.cookie, headers };
}

function queryParameters(url: URL): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams) query[name] = name in query ? `${query[name] ?? ''},${value}` : value;
  return query;
}

/** Other bodies, form posts among them, reach the function in base64. */
export function isTextType(contentType: string): boolean {
  return /^(text\/|application\/(json|xml|javascript)\b|application\/[\w.-]+\+(json|xml)\b)/i.test(contentType);
}

/** `12/Mar/2020:19:03:58 +0000` */
function logTime(time: Date): string {
  const [, day = '', month = '', year = '', clock = ''] = /, (\d+) (\w+) (\d+) ([\d:]+)/.exec(time.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${clock} +0000`;
}
