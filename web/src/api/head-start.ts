type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** What a page asks first, asked before the page is there to ask. */
export interface HeadStart {
  readonly ask: (address: string, token: string) => void;
  /** As `fetch`; the first to read what was asked ahead gets that answer. */
  readonly fetch: Fetch;
}

interface Settings {
  readonly fetch: Fetch;
  readonly now: () => number;
  /** No answer is handed on later than this, in milliseconds: by then it may tell of the past. */
  readonly keptFor: number;
  /** In milliseconds. */
  readonly timeout: number;
}

export function openHeadStart({ fetch, now, keptFor, timeout }: Settings): HeadStart {
  const asked = new Map<string, { readonly answer: Promise<Response>; readonly at: number }>();
  return {
    ask: (address, token) => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = fetch(address, { headers, signal: AbortSignal.timeout(timeout) });
      // Whoever takes the answer hears of a failure; if nobody does, nobody misses it.
      answer.catch(() => undefined);
      asked.set(address, { answer, at: now() });
    },
    fetch: (address, init) => {
      const ahead = init.method === 'GET' ? asked.get(address) : undefined;
      if (ahead === undefined) return fetch(address, init);
      asked.delete(address);
      return now() - ahead.at < keptFor ? ahead.answer : fetch(address, init);
    },
  };
}
