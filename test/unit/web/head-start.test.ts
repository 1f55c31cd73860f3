import { beforeEach, expect, test } from 'vitest';
import { openHeadStart } from '../../../web/src/api/head-start.ts';
import type { HeadStart } from '../../../web/src/api/head-start.ts';

const KEPT_FOR = 15_000;
const GET = { method: 'GET' };

let now: number;
let sent: { address: string; init: RequestInit }[];
let headStart: HeadStart;

beforeEach(() => {
  now = 0;
  sent = [];
  headStart = openHeadStart({
    fetch: async (address, init) => {
      sent.push({ address, init });
      if (address === '/api/down') throw new TypeError('no line');
      return new Response(`answer ${sent.length}`);
    },
    now: () => now,
    keptFor: KEPT_FOR,
    timeout: 30_000,
  });
});

const read = async (address: string, init: RequestInit = GET): Promise<string> =>
  (await headStart.fetch(address, init)).text();

test('what was asked ahead is asked with the token, and its answer goes to the first who reads it', async () => {
  headStart.ask('/api/me', 'abc');

  expect(await read('/api/me')).toBe('answer 1');
  expect(await read('/api/me')).toBe('answer 2');
  expect(sent[0]?.init.headers).toEqual({ authorization: 'Bearer abc' });
});

test('other addresses, and what changes something, go their ordinary way', async () => {
  headStart.ask('/api/requests', 'abc');

  expect(await read('/api/requests?status=approved')).toBe('answer 2');
  expect(await read('/api/requests', { method: 'POST' })).toBe('answer 3');
  expect(await read('/api/requests')).toBe('answer 1');
});

test('an answer that nobody read for a while is not handed on', async () => {
  headStart.ask('/api/me', 'abc');
  now = KEPT_FOR;

  expect(await read('/api/me')).toBe('answer 2');
});

test('whoever reads hears that the line was down', async () => {
  headStart.ask('/api/down', 'abc');

  await expect(headStart.fetch('/api/down', GET)).rejects.toThrow('no line');
});
