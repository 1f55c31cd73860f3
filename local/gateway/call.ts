import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { WriteCall } from '../runtime-types.ts';
import type { Identity } from './credentials.ts';
import type { AccessRequest } from './permissions.ts';

export interface Answer {
  status: number;
  headers?: Record<string, string | string[]>;
  body?: string | Buffer | Readable;
}

/** One request at the gateway, its caller known. */
export interface GatewayCall {
  request: IncomingMessage;
  url: URL;
  identity: Identity;
  isPresigned: boolean;
  /** Throws AccessDeniedError unless the caller's role allows every one of these. */
  authorise(requests: readonly AccessRequest[]): void;
  /** The same as a question. */
  mayDo(request: AccessRequest): boolean;
  /** Counts the call by service and action. */
  count(action: string): void;
  /** To be called before a change is passed on; lets a test's fault strike. */
  announceWrite(write: Omit<WriteCall, 'n' | 'service' | 'caller'>): void;
}

export interface GatewayService {
  handle(call: GatewayCall): Promise<Answer>;
  /** An error in the words of this service's protocol. */
  error(status: number, code: string, message: string): Answer;
}

export class AccessDeniedError extends Error {
  override readonly name = 'AccessDeniedError';
}

/** The connection breaks off without an answer. */
export class DroppedError extends Error {
  override readonly name = 'DroppedError';
}

/** An error that the service's protocol reports by this code. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The operation of AWS's JSON protocols: `X-Amz-Target: Prefix.Operation`. */
export function targetOf(request: IncomingMessage): string {
  const target = request.headers['x-amz-target'];
  return typeof target === 'string' ? (target.split('.').at(-1) ?? '') : '';
}

export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0', ...headers }, body: JSON.stringify(body) };
}

/** Errors of the JSON protocols carry their name in `__type`. */
export function jsonError(status: number, code: string, message: string): Answer {
  return jsonAnswer(status === 403 ? 400 : status, { __type: code, message, Message: message });
}

/** Errors of the REST protocols (Lambda, SES) carry it in a header. */
export function restError(status: number, code: string, message: string): Answer {
  return jsonAnswer(status, { message, Message: message, Type: 'User' }, { 'x-amzn-errortype': code });
}
