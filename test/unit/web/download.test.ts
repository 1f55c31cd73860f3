import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { download } from '../../../web/src/api/downloads.ts';

const ADDRESS = 'https://store/renewals/roster.csv?signature';
const SILENCE_MS = 400;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A body that gives these parts, each after a pause; without an end when it goes silent. */
function body(parts: readonly string[], { pauseMs = 0, isSilent = false } = {}) {
  return (signal: AbortSignal | null | undefined) =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        signal?.addEventListener('abort', () => controller.error(signal.reason));
      },
      pull: async (controller) => {
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
        const part = parts[sent];
        sent += 1;
        if (part !== undefined) return controller.enqueue(new TextEncoder().encode(part));
        return isSilent ? new Promise(() => undefined) : controller.close();
      },
    });
}
let sent = 0;

function from(answer: (init: RequestInit) => Response | Promise<Response>): Promise<Blob> {
  sent = 0;
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    expect([url, init.credentials]).toEqual([ADDRESS, 'omit']);
    return Promise.resolve(answer(init));
  };
  return download(ADDRESS, { fetch, silenceMs: SILENCE_MS });
}

describe('a file read from a presigned address', () => {
  it('is whole, with its type, however long it takes while something moves', async () => {
    const parts = ['nik,nama', '\r\n', '1410,Siti'];
    const headers = { 'content-type': 'text/csv' };
    const reading = from(({ signal }) => new Response(body(parts, { pauseMs: SILENCE_MS - 1 })(signal), { headers }));
    await vi.runAllTimersAsync();
    const file = await reading;

    expect([await file.text(), file.type]).toEqual(['nik,nama\r\n1410,Siti', 'text/csv']);
  });

  it.each([
    ['an address that has run out', { kind: 'server', code: 'store-403' }, () => new Response('', { status: 403 })],
    ['a line that is down', { kind: 'offline' }, () => Promise.reject(new TypeError('Failed to fetch'))],
    [
      'a line that goes silent halfway',
      { kind: 'timeout' },
      ({ signal }: RequestInit) => new Response(body(['nik'], { isSilent: true })(signal)),
    ],
  ])('fails with %s', async (_what, failure, answer) => {
    await Promise.all([expect(from(answer)).rejects.toMatchObject(failure), vi.runAllTimersAsync()]);
  });
});
