import type { IncomingMessage } from 'node:http';
import { createContext, Script } from 'node:vm';
import * as z from 'zod';
import type { ResolvedResource } from '../../template/resolve.ts';
import type { Reply } from '../http-api/reply.ts';
import { parseProperties } from './refusal.ts';

const functionSchema = z.strictObject({
  Name: z.string(),
  AutoPublish: z.literal(true),
  FunctionCode: z.string(),
  FunctionConfig: z.strictObject({ Comment: z.string(), Runtime: z.literal('cloudfront-js-2.0') }),
  Tags: z.unknown().optional(),
});

const valueSchema = z.object({ value: z.string() });
const requestSchema = z.object({ uri: z.string(), statusCode: z.undefined().optional() });
const responseSchema = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), valueSchema).default({}),
  body: z
    .union([z.string(), z.object({ encoding: z.enum(['text', 'base64']), data: z.string() })])
    .default('')
    .transform((body) => (typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.data, encodingOf(body)))),
});

const encodingOf = ({ encoding }: { encoding: 'text' | 'base64' }): BufferEncoding =>
  encoding === 'text' ? 'utf8' : 'base64';

/** The address that the origin is asked for instead, or an answer in the origin's place. */
export type Outcome = { uri: string } | { reply: Reply };

export type ViewerFunction = (request: IncomingMessage, url: URL) => Promise<Outcome>;

/**
 * The code of an AWS::CloudFront::Function, run at a viewer's request. Of a changed request only the address counts.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export function createViewerFunction(resource: ResolvedResource): ViewerFunction {
  const { FunctionCode } = parseProperties(resource, functionSchema);
  const context = createContext({ event: undefined });
  new Script(FunctionCode, { filename: resource.logicalId }).runInContext(context);
  const call = new Script('handler(event)');
  return async (request, url) => {
    context['event'] = eventOf(request, url);
    const result: unknown = await call.runInContext(context);
    const changed = requestSchema.safeParse(result);
    if (changed.success) return changed.data;
    const { statusCode, headers, body } = responseSchema.parse(result);
    const flat = Object.entries(headers).map(([name, { value }]): [string, string] => [name.toLowerCase(), value]);
    return { reply: { status: statusCode, headers: Object.fromEntries(flat), body } };
  };
}

function eventOf(request: IncomingMessage, url: URL): object {
  const valued = (entries: Iterable<[string, string]>): Record<string, { value: string }> =>
    Object.fromEntries([...entries].map(([name, value]) => [name, { value }]));
  const headers = Object.entries(request.headersDistinct).map(([name, values]): [string, string] => [
    name,
    (values ?? []).join(','),
  ]);
  return {
    version: '1.0',
    context: { eventType: 'viewer-request' },
    viewer: { ip: request.socket.remoteAddress ?? '' },
    request: {
      method: request.method,
      uri: url.pathname,
      querystring: valued(url.searchParams),
      headers: valued(headers.filter(([name]) => name !== 'cookie')),
      cookies: {},
    },
  };
}
