import * as requestUpload from '../../../functions/http/request-upload/contract.ts';
import type { ApiClient } from './client.ts';
import { post } from './endpoint.ts';
import { Failure, isPassing } from './failure.ts';

const UPLOAD = post('/api/uploads', requestUpload);
export const MAX_BYTES = requestUpload.MAX_BYTES;

const PAUSES_MS = [1_000, 3_000, 9_000];
/** A line on which nothing moves for this long is dead, whatever it says. */
const SILENCE_MS = 60_000;

export interface UploadOrder {
  readonly kind: 'roster' | 'sk' | 'pks' | 'answers' | 'paper' | 'members';
  readonly name: string;
  readonly blob: Blob;
  /** Of the blob, lower-case hex. */
  readonly sha256: string;
}

type Tell = (part: number) => void;

export async function sha256Of(blob: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Puts one file where the API says, and tries again by itself, with a new address each time, while the trouble is one
 * that passes. Offline it waits for the line.
 * @returns the upload's key. @throws Failure
 */
export async function upload(api: ApiClient, order: UploadOrder, tell: Tell): Promise<string> {
  for (const pause of [...PAUSES_MS, undefined]) {
    try {
      return await uploadOnce(api, order, tell);
    } catch (error) {
      if (!isPassing(error) || pause === undefined) throw error;
      tell(0);
      await new Promise((resolve) => setTimeout(resolve, pause));
      await online();
    }
  }
  throw new Failure('unexpected');
}

async function uploadOnce(api: ApiClient, { kind, name, blob, sha256 }: UploadOrder, tell: Tell): Promise<string> {
  const fileName = name.length > 200 ? name.slice(-200) : name;
  const { uploadKey, url, headers } = await api.call(UPLOAD, { body: { fileName, kind, bytes: blob.size, sha256 } });
  await put(blob, { url, headers }, tell);
  return uploadKey;
}

/** By XMLHttpRequest, which tells how far it has come; `fetch` does not. */
function put(blob: Blob, to: { url: string; headers: Readonly<Record<string, string>> }, tell: Tell): Promise<void> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    let silence = setTimeout(() => call.abort(), SILENCE_MS);
    const settle = (failure?: Failure): void => {
      clearTimeout(silence);
      if (failure === undefined) resolve();
      else reject(failure);
    };
    call.open('PUT', to.url);
    for (const [name, value] of Object.entries(to.headers)) call.setRequestHeader(name, value);
    call.upload.addEventListener('progress', ({ loaded, total }) => {
      clearTimeout(silence);
      silence = setTimeout(() => call.abort(), SILENCE_MS);
      tell(total === 0 ? 0 : loaded / total);
    });
    call.addEventListener('load', () => {
      // The address has run out or the store is busy: both pass with another address.
      settle(call.status < 300 ? undefined : new Failure('server', { code: `store-${call.status}` }));
    });
    call.addEventListener('error', () => settle(new Failure('offline')));
    call.addEventListener('abort', () => settle(new Failure('timeout')));
    call.send(blob);
  });
}

function online(): Promise<void> {
  if (navigator.onLine) return Promise.resolve();
  return new Promise((resolve) => window.addEventListener('online', () => resolve(), { once: true }));
}
