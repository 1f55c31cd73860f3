import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import * as z from 'zod';
import { errorMessage, isObject, parseJson } from '../../json.ts';
import type { LambdaService } from '../lambda/service.ts';
import { createAuthorise, type Verdict } from './authorizer.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { createEvent } from './event.ts';
import type { HttpApiModel, RouteTarget } from './model.ts';
import { send, type Reply } from './reply.ts';
import { createRouter, type RouteMatch } from './routes.ts';

const MAX_BODY = 10 * 1024 * 1024;
const MAX_TIMEOUT = 30_000;

const resultSchema = z.object({
  statusCode: z.coerce.number().int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

const message = (status: number, text: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: text }),
});

export interface HttpApiSettings {
  model: HttpApiModel;
  lambda: LambdaService;
  accountId: string;
  log: (line: string) => void;
}

export interface HttpApi {
  /** Never rejects: what goes wrong here is a 503. */
  answer: (request: IncomingMessage) => Promise<Reply>;
  listener: RequestListener;
}

/** The HTTP API: routes, JWT authorizer, CORS and Lambda integrations of the template. */
export function createHttpApi(settings: HttpApiSettings): HttpApi {
  const { model } = settings;
  const route = createRouter(model.routes);
  const authorise = createAuthorise();

  const reply = async (request: IncomingMessage): Promise<Reply> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { origin } = request.headers;
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (model.cors !== undefined && isPreflight)
      return { status: 204, headers: preflightHeaders(model.cors, origin), body: '' };
    const answer = await routed(request, url);
    return { ...answer, headers: { ...answer.headers, ...corsHeaders(model.cors, origin) } };
  };

  const routed = async (request: IncomingMessage, url: URL): Promise<Reply> => {
    const match = route(request.method ?? 'GET', url.pathname);
    if (match === undefined) return message(404, 'Not Found');
    const verdict = await verdictFor(request, match.value);
    if (verdict === 401) return message(401, 'Unauthorized');
    if (verdict === 403) return message(403, 'Forbidden');
    const body = await readLimited(request);
    if (body === undefined) return message(413, 'Request Entity Too Large');
    return integrate({ request, url, body, match, verdict });
  };

  const verdictFor = (request: IncomingMessage, target: RouteTarget): Promise<Verdict | 401 | 403 | undefined> =>
    target.authorizer === undefined ? Promise.resolve(undefined) : authorise(request, target.authorizer, target.scopes);

  const integrate = async (call: RoutedCall): Promise<Reply> => {
    const { match, verdict } = call;
    const event = createEvent({
      request: call.request,
      url: call.url,
      body: call.body,
      routeKey: match.routeKey,
      pathParameters: match.pathParameters,
      apiId: model.apiId,
      accountId: settings.accountId,
      stageVariables: model.stageVariables,
      ...(verdict === undefined ? {} : { jwt: verdict }),
    });
    const invocation = settings.lambda.invoke(match.value.functionName, JSON.stringify(event));
    const result = await withTimeout(invocation, Math.min(match.value.timeout, MAX_TIMEOUT));
    if (result === undefined) return message(503, 'Service Unavailable');
    if (!result.isError) return replyOf(result.payload);
    settings.log(`${match.value.functionName}: ${result.payload}`);
    return message(500, 'Internal Server Error');
  };

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const replied = await reply(request).catch((error: unknown) => {
      settings.log(`http api: ${errorMessage(error)}`);
      return message(503, 'Service Unavailable');
    });
    return { ...replied, headers: { ...replied.headers, 'apigw-requestid': randomUUID() } };
  };

  return {
    answer,
    listener: (request, response) => void answer(request).then((replied) => send(request, response, replied)),
  };
}

interface RoutedCall {
  request: IncomingMessage;
  url: URL;
  body: Buffer;
  match: RouteMatch<RouteTarget>;
  verdict: Verdict | undefined;
}

/** A result with a statusCode is an answer; anything else is the body of a 200. */
function replyOf(payload: string): Reply {
  const result = parseJson(payload);
  if (!isObject(result) || !('statusCode' in result)) {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: typeof result === 'string' ? result : payload,
    };
  }
  const parsed = resultSchema.safeParse(result);
  if (!parsed.success) return message(500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...lower,
      ...(cookies.length === 0 ? {} : { 'set-cookie': cookies }),
    },
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}

async function readLimited(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
  }
  return size > MAX_BODY ? undefined : Buffer.concat(chunks);
}

async function withTimeout<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
}
