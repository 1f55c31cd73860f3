import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';

/** What is posted: a JSON body and, where the call wants them, headers. */
export interface Content {
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The product's HTTP API as one signed-in person sees it. Every answer is parsed. */
export interface Api {
  readonly get: <T>(path: string, schema: z.ZodType<T>) => Promise<T>;
  readonly post: <T>(path: string, content: Content, schema: z.ZodType<T>) => Promise<T>;
}

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** The whole body of the answer. */
  readonly answer: string;
  constructor(method: string, path: string, answer: { status: number; text: string }) {
    super(`${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 500)}`);
    this.status = answer.status;
    this.answer = answer.text;
  }
}

/** @param token read on every call, so that a token renewed after a restart is used */
export function openApi(baseUrl: () => string, token: () => string): Api {
  async function call<T>(method: string, path: string, rest: { init: RequestInit; schema: z.ZodType<T> }): Promise<T> {
    const headers = { ...headersOf(rest.init), authorization: `Bearer ${token()}` };
    const answer = await fetch(`${baseUrl()}${path}`, { ...rest.init, method, headers });
    const text = await answer.text();
    if (!answer.ok) throw new ApiError(method, path, { status: answer.status, text });
    return rest.schema.parse(JSON.parse(text));
  }
  return {
    get: (path, schema) => call('GET', path, { init: {}, schema }),
    post: (path, { body, headers }, schema) =>
      call('POST', path, {
        init: { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } },
        schema,
      }),
  };
}

function headersOf(init: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(init.headers).entries());
}

/** True when the call is refused with this HTTP status. @throws whatever else goes wrong */
export async function isRefused(call: () => Promise<unknown>, status: number): Promise<boolean> {
  try {
    await call();
    return false;
  } catch (error) {
    if (error instanceof ApiError) return error.status === status;
    throw error;
  }
}

const uploadSchema = z.object({ uploadKey: z.string(), url: z.string(), headers: z.record(z.string(), z.string()) });

/** Asks for an address, PUTs the file there and gives the upload's key. */
export async function uploadFile(api: Api, file: { path: string; fileName: string; kind: string }): Promise<string> {
  const bytes = await readFile(file.path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const place = await api.post(
    '/api/uploads',
    { body: { fileName: file.fileName, kind: file.kind, bytes: bytes.byteLength, sha256 } },
    uploadSchema,
  );
  const answer = await fetch(place.url, { method: 'PUT', body: new Uint8Array(bytes), headers: place.headers });
  if (!answer.ok) throw new Error(`upload answered ${answer.status}: ${await answer.text()}`);
  return place.uploadKey;
}

const POLL_MS = 150;

/** Asks again and again until `done` says so. @throws Error when it takes longer than `limitSeconds` */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T>,
  { done, limitSeconds = 900 }: { done: (answer: T) => boolean; limitSeconds?: number },
): Promise<T> {
  const end = Date.now() + limitSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (done(answer)) return answer;
    if (Date.now() > end)
      throw new Error(`${what} took longer than ${limitSeconds} s; last seen: ${JSON.stringify(answer).slice(0, 800)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
