import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PortTakenError } from './errors.ts';
import { errorCode } from './json.ts';

/** An HTTP server that listens from the first moment and answers 503 until a handler is set. */
export interface OpenServer {
  url: string;
  port: number;
  handle(listener: RequestListener): void;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1. `fixed` must be free (PortTakenError otherwise); without it `preferred` is tried, then any
 * free port. Addresses are needed before the parts behind them exist, hence the late handler.
 */
export async function openServer(wish: { use: string; fixed?: number; preferred?: number }): Promise<OpenServer> {
  let handler: RequestListener = (_request, response) => {
    response.writeHead(503, { 'retry-after': '1' }).end('starting');
  };
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) =>
    handler(request, response),
  );
  await listenWithFallback(server, wish);
  const port = portOf(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    handle: (listener) => {
      handler = listener;
    },
    close: () => closeServer(server),
  };
}

async function listenWithFallback(
  server: Server,
  wish: { use: string; fixed?: number; preferred?: number },
): Promise<void> {
  const wanted = wish.fixed || wish.preferred || 0;
  try {
    await listen(server, wanted);
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw error;
    if (wish.fixed) throw new PortTakenError(wish.use, wish.fixed);
    await listen(server, 0);
  }
}

export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port.');
  return address.port;
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A port that is free now; for programs that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await listen(probe, 0);
  const port = portOf(probe);
  await closeServer(probe);
  return port;
}
