import { Failure } from './failure.ts';

/** A line on which nothing moves for `silenceMs` is dead, whatever it says. */
const WIRING = { fetch: (url: string, init: RequestInit) => fetch(url, init), silenceMs: 60_000 };

/** Reads a file from its presigned address, to work with it here; to save one, the browser is sent there. @throws Failure */
export async function download(url: string, wiring = WIRING): Promise<Blob> {
  const line = new AbortController();
  const listen = (): ReturnType<typeof setTimeout> => setTimeout(() => line.abort(), wiring.silenceMs);
  let silence = listen();
  try {
    const answer = await wiring.fetch(url, { signal: line.signal, credentials: 'omit' });
    // The address has run out or the store is busy: both pass with another address.
    if (!answer.ok || answer.body === null) throw new Failure('server', { code: `store-${answer.status}` });
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const reader = answer.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(silence);
      silence = listen();
      parts.push(part.value);
    }
    return new Blob(parts, { type: answer.headers.get('content-type') ?? '' });
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure(line.signal.aborted ? 'timeout' : 'offline', { cause });
  } finally {
    clearTimeout(silence);
  }
}
