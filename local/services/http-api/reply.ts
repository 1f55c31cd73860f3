import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer over HTTP before it is sent; header names in lower case. */
export interface Reply {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

export function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const hasBody = request.method !== 'HEAD' && reply.status !== 204 && reply.status !== 304;
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(hasBody ? { 'content-length': String(Buffer.byteLength(reply.body)) } : {}),
  });
  response.end(hasBody ? reply.body : undefined);
}
