import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Answer, GatewayCall } from './call.ts';
import type { S3Address } from './s3-address.ts';
import { ChecksumCheck, ChunkedDecoder, isAwsChunked, promisedChecksums, s3HeadersOf } from './s3-body.ts';

export interface S3Backend {
  /** Headers of an object, or `undefined` when there is none. */
  head(address: S3Address): Promise<Record<string, string> | undefined>;
  remove(address: S3Address): Promise<void>;
  /** Sends the call on without its signature; an upload's body is decoded and checked on the way. */
  pass(call: GatewayCall, options: { isUpload: boolean }): Promise<Answer>;
}

/** Headers that concern the connection or the signature, not the object. */
const HOP_HEADERS = [
  'authorization',
  'connection',
  'host',
  'expect',
  'transfer-encoding',
  'x-amz-date',
  'x-amz-content-sha256',
];
const UPLOAD_HEADERS = ['content-length', 'x-amz-trailer', 'x-amz-decoded-content-length', 'if-none-match'];

export function connectS3(port: number): S3Backend {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const open = (method: string, path: string, headers: Record<string, string>): ClientRequest =>
    request({ agent, host: '127.0.0.1', port, method, path, headers });

  const simple = async (method: string, address: S3Address): Promise<IncomingMessage> => {
    const outgoing = open(method, pathOf(address), {});
    const answered = answerOf(outgoing);
    outgoing.end();
    const response = await answered;
    response.resume();
    return response;
  };

  const pass = async (call: GatewayCall, { isUpload }: { isUpload: boolean }): Promise<Answer> => {
    const headers = s3HeadersOf(call.request, call.url);
    const outgoing = open(
      call.request.method ?? 'GET',
      call.url.pathname + queryOf(call.url),
      passedHeaders(headers, isUpload),
    );
    const answered = answerOf(outgoing);
    answered.catch(() => undefined);
    await (isUpload ? sendUpload(call.request, headers, outgoing) : pipeline(call.request, outgoing));
    const response = await answered;
    return { status: response.statusCode ?? 500, headers: answerHeaders(call, headers, response), body: response };
  };

  return {
    pass,
    head: async (address) => {
      const response = await simple('HEAD', address);
      if (response.statusCode !== 200) return undefined;
      return Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
    },
    remove: async (address) => {
      await simple('DELETE', address);
    },
  };
}

/** Nothing is stored unless the body ends well: without a length, s3rver waits for the end that only a good one gets. */
async function sendUpload(
  body: IncomingMessage,
  headers: Record<string, string>,
  outgoing: ClientRequest,
): Promise<void> {
  const { names, values } = promisedChecksums(headers);
  try {
    const check = new ChecksumCheck(names, values);
    if (isAwsChunked(headers))
      await pipeline(body, new ChunkedDecoder((name, value) => void values.set(name, value)), check, outgoing);
    else await pipeline(body, check, outgoing);
  } catch (error) {
    outgoing.destroy();
    throw error;
  }
}

function passedHeaders(headers: Record<string, string>, isUpload: boolean): Record<string, string> {
  const dropped = [...HOP_HEADERS, ...(isUpload ? UPLOAD_HEADERS : [])];
  const kept = Object.entries(headers).filter(([name]) => !dropped.includes(name));
  const passed = Object.fromEntries(kept);
  const encoding = (passed['content-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked');
  if (encoding.length === 0) delete passed['content-encoding'];
  else passed['content-encoding'] = encoding.join(',');
  return passed;
}

/** The query without signature, x-amz- parameters and answer overrides, none of which s3rver should see unsigned. */
function queryOf(url: URL): string {
  const kept = [...url.searchParams].filter(
    ([name]) => !/^x-amz-/i.test(name) && name !== 'x-id' && !name.startsWith('response-'),
  );
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept).toString()}`;
}

function answerHeaders(
  call: GatewayCall,
  headers: Record<string, string>,
  response: IncomingMessage,
): Record<string, string> {
  const answer: Record<string, string> = {};
  const wantsChecksums = headers['x-amz-checksum-mode'] === 'ENABLED' && response.statusCode === 200;
  for (const [name, value] of Object.entries(response.headers)) {
    if (value === undefined || name === 'connection' || name === 'keep-alive' || name === 'transfer-encoding') continue;
    if (name.startsWith('x-amz-checksum-') && !wantsChecksums) continue;
    answer[name] = String(value);
  }
  if (call.request.method === 'PUT' && response.statusCode === 200) {
    for (const [name, value] of promisedChecksums(headers).values) if (name !== 'content-md5') answer[name] = value;
  }
  for (const [name, value] of call.url.searchParams) {
    if (name.startsWith('response-')) answer[name.slice('response-'.length)] = value;
  }
  return answer;
}

function answerOf(outgoing: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
}

function pathOf({ bucket, key }: S3Address): string {
  return `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
}
