import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { PAYLOAD_LIMIT } from './errors.ts';
import type { Engine } from './engine.ts';
import { handleStatesRequest } from './protocol.ts';

/** A definition and an input may each be large, and both are escaped inside the request's JSON. */
const LONGEST_BODY = 12 * PAYLOAD_LIMIT;

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  const parts: AsyncIterable<unknown> = request;
  for await (const part of parts) {
    if (!Buffer.isBuffer(part)) continue;
    length += part.length;
    if (length > LONGEST_BODY) return undefined;
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function answer(engine: Engine, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = request.headers['x-amz-target'];
  const body = await readBody(request);
  if (request.method !== 'POST' || typeof target !== 'string' || body === undefined) {
    response.writeHead(body === undefined ? 413 : 400).end();
    return;
  }
  const reply = await handleStatesRequest(engine, target, body);
  response.writeHead(reply.statusCode, reply.headers).end(reply.body);
}

/** An HTTP server that speaks the Step Functions wire protocol for an engine; listening is the caller's. */
export function createStatesServer(engine: Engine): Server {
  return createServer((request, response) => {
    answer(engine, request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: 'InternalFailure', message }));
    });
  });
}
