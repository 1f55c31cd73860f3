import type { IncomingMessage, RequestListener } from 'node:http';
import { errorMessage } from '../../json.ts';
import { send, type Reply } from '../http-api/reply.ts';
import { readObject } from './bucket-origin.ts';
import { createCompress, type Compress } from './compress.ts';
import type { Behaviour } from './model.ts';
import type { HeaderRule } from './policies.ts';

export interface DistributionSettings {
  behaviours: readonly Behaviour[];
  /** Answers for the template's HTTP API. */
  api: (request: IncomingMessage) => Promise<Reply>;
  /** Port of S3. */
  s3Port: number;
  log: (line: string) => void;
}

const plain = (status: number, text: string): Reply => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: text,
});

/** The template's distribution: one address before its bucket and its HTTP API. Nothing is kept. */
export function createDistribution(settings: DistributionSettings): RequestListener {
  const compress = createCompress();
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const behaviour = settings.behaviours.find(({ matches }) => matches(url.pathname));
    if (behaviour === undefined) return plain(404, 'Not Found');
    if (!behaviour.methods.includes(request.method ?? 'GET')) return plain(403, 'This method is not allowed here.');
    return answerBy(behaviour, { request, url, settings, compress });
  };
  return (request, response) => {
    answer(request).then(
      (reply) => send(request, response, reply),
      (error: unknown) => {
        settings.log(`distribution: ${errorMessage(error)}`);
        send(request, response, plain(503, 'Service Unavailable'));
      },
    );
  };
}

interface Visit {
  request: IncomingMessage;
  url: URL;
  settings: DistributionSettings;
  compress: Compress;
}

async function answerBy(behaviour: Behaviour, { request, url, settings, compress }: Visit): Promise<Reply> {
  const { origin, atRequest, encodings, headers } = behaviour;
  if (origin.kind === 'api') return withHeaders(await settings.api(request), headers);
  const outcome = (await atRequest?.(request, url)) ?? { uri: url.pathname };
  // Whether a headers policy reaches what a function answers is not documented; here it does not.
  if ('reply' in outcome) return outcome.reply;
  const stored = await readObject(settings.s3Port, origin.bucket, outcome.uri);
  const fresh = notModified(stored, request);
  const body = fresh ?? (await compress(stored, encodings, String(request.headers['accept-encoding'] ?? '')));
  return withHeaders(body, headers);
}

function notModified(reply: Reply, request: IncomingMessage): Reply | undefined {
  const { etag } = reply.headers;
  const known = (request.headers['if-none-match'] ?? '').split(/\s*,\s*/).map((tag) => tag.replace(/^W\//, ''));
  if (typeof etag !== 'string' || !known.includes(etag)) return undefined;
  return { status: 304, headers: { ...reply.headers, etag: `W/${etag}` }, body: '' };
}

function withHeaders(reply: Reply, rules: readonly HeaderRule[]): Reply {
  const headers = { ...reply.headers };
  for (const { name, value, override } of rules) {
    if (override || headers[name] === undefined) headers[name] = value;
  }
  return { ...reply, headers };
}
