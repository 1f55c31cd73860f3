import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openApiClient } from '../../../web/src/api/client.ts';
import type { ApiClient } from '../../../web/src/api/client.ts';
import { get, post } from '../../../web/src/api/endpoint.ts';
import { SignInEndedError } from '../../../web/src/auth/session.ts';

const THINGS = get('/api/things/{thingId}', {
  params: z.object({ thingId: z.string() }),
  query: z.object({ after: z.string().optional(), limit: z.number().optional() }),
  body: z.object({}),
  output: z.object({ name: z.string() }),
});
const SEND = post('/api/things', {
  params: z.object({}),
  query: z.object({}),
  body: z.object({ name: z.string() }),
  output: z.object({ thingId: z.string() }),
});

interface Seen {
  readonly address: string;
  readonly init: RequestInit;
}

/** An API that answers what it is told to, in that order, and a session whose token changes at each renewal. */
function world(...answers: readonly (Response | Error | 'silence')[]) {
  const seen: Seen[] = [];
  let renewals = 0;
  const waiting = [...answers];
  const client = openApiClient({
    apiBase: '/api',
    timeout: 20,
    session: {
      token: () => Promise.resolve(`token-${renewals}`),
      renew: () => {
        renewals += 1;
        return Promise.resolve(`token-${renewals}`);
      },
    },
    fetch: (address, init) => {
      seen.push({ address, init });
      const answer = waiting.shift();
      if (answer instanceof Response) return Promise.resolve(answer);
      if (answer instanceof Error) return Promise.reject(answer);
      return new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    },
  });
  return { client, seen };
}

const read = (client: ApiClient) => client.call(THINGS, { params: { thingId: 'a/b' } });
const headersOf = (seen: readonly Seen[], name: string) => seen.map(({ init }) => new Headers(init.headers).get(name));

describe('a call', () => {
  it('fills in the address, carries the token and gives the parsed answer', async () => {
    const { client, seen } = world(Response.json({ name: 'x', more: 'is dropped' }));

    const answer = await client.call(THINGS, { params: { thingId: 'a/b' }, query: { after: 'n&m' } });

    expect(answer).toEqual({ name: 'x' });
    expect(seen[0]?.address).toBe('/api/things/a%2Fb?after=n%26m');
    expect(headersOf(seen, 'authorization')).toEqual(['Bearer token-0']);
  });

  it('is repeated with the same body and key once the token was renewed', async () => {
    const { client, seen } = world(new Response('{}', { status: 401 }), Response.json({ thingId: 'T1' }));

    const answer = await client.call(SEND, { body: { name: 'x' } }, { idempotencyKey: 'key-1' });

    expect(answer).toEqual({ thingId: 'T1' });
    expect(headersOf(seen, 'authorization')).toEqual(['Bearer token-0', 'Bearer token-1']);
    expect(headersOf(seen, 'idempotency-key')).toEqual(['key-1', 'key-1']);
    expect(seen.map(({ init }) => init.body)).toEqual(['{"name":"x"}', '{"name":"x"}']);
  });

  it('that a person does not sign in again for says so', async () => {
    const client = openApiClient({
      apiBase: '/api',
      session: { token: () => Promise.reject(new SignInEndedError('later')), renew: () => Promise.resolve('') },
      fetch: () => Promise.reject(new Error('must not be called')),
    });

    await expect(read(client)).rejects.toMatchObject({ kind: 'signed-out' });
  });

  it.each([
    ['signed-out', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['too-large', 413],
    ['invalid', 400],
    ['busy', 429],
    ['server', 500],
    ['server', 503],
  ])('ends as %s when the server answers %i', async (kind, status) => {
    const refusal = () => new Response('<html>not JSON', { status });
    await expect(read(world(refusal(), refusal()).client)).rejects.toMatchObject({ kind });
  });

  it('keeps the server’s own sentence, code and field', async () => {
    const error = { code: 'budget', text: { id: 'Pagu kurang.', en: 'Too little money.' }, field: 'sourceId' };
    await expect(read(world(Response.json({ error }, { status: 409 })).client)).rejects.toMatchObject({
      kind: 'conflict',
      ...error,
    });
  });

  it('ends as offline without an answer, as timeout when none comes, as unexpected when it cannot be read', async () => {
    await expect(read(world(new TypeError('fetch failed')).client)).rejects.toMatchObject({ kind: 'offline' });
    await expect(read(world('silence').client)).rejects.toMatchObject({ kind: 'timeout' });
    await expect(read(world(Response.json({ name: 7 })).client)).rejects.toMatchObject({ kind: 'unexpected' });
  });
});
