import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { RefusedError, TransientError } from '../../../domain/errors.ts';
import type { RefusalKind } from '../../../domain/errors.ts';
import type { Person } from '../../../functions/adapters/dynamodb/records.ts';
import { httpHandler } from '../../../functions/runtime/http-handler.ts';
import type { HttpCall } from '../../../functions/runtime/http-handler.ts';
import { person } from '../../support/approval-world.ts';
import { apiEvent, ask } from '../../support/http-event.ts';

const officer: Person = {
  personId: person('petugas'),
  name: 'Petugas',
  email: 'petugas@example.test',
  roles: ['officer'],
  officeId: 'disnaker',
  language: 'id',
  version: 1,
};
const contract = {
  params: z.object({}),
  query: z.object({ page: z.coerce.number().optional() }),
  body: z.object({ word: z.string().optional() }),
  status: 202,
  output: z.object({ said: z.string() }),
};
type OwnCall = HttpCall<object, z.infer<typeof contract.query>, z.infer<typeof contract.body>>;

function handlerOf(run: (call: OwnCall) => Promise<{ said: string }>, record: () => Person | null = () => officer) {
  return httpHandler({
    contract,
    env: z.object({}),
    roles: ['officer'],
    deps: () => ({ personOfAccount: (subject: string) => Promise.resolve(subject === 'petugas' ? record() : null) }),
    run,
  });
}
const say = ({ body }: OwnCall) => Promise.resolve({ said: body.word ?? 'nothing', secret: 'kept' });

describe('an answer of the API', () => {
  it('is JSON that nobody keeps, with only what the contract names', async () => {
    const answer = await ask(handlerOf(say), { as: 'petugas', body: { word: 'hello', more: 1 } });

    expect(answer).toMatchObject({
      status: 202,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    });
    expect(answer.body).toEqual({ said: 'hello' });
  });

  it('reads a body that the gateway passed on in base64', async () => {
    const event = apiEvent({ as: 'petugas' });
    const body = Buffer.from(JSON.stringify({ word: 'halo' })).toString('base64');
    const handler = handlerOf(say) as unknown as (event: unknown, context: unknown) => Promise<{ body: string }>;

    const answer = await handler({ ...event, body, isBase64Encoded: true }, { functionName: 'f' });

    expect(JSON.parse(answer.body)).toEqual({ said: 'halo' });
  });

  it('reads person and role from the record on each call', async () => {
    let current: Person | null = officer;
    const handler = handlerOf(say, () => current);

    const before = await ask(handler, { as: 'petugas' });
    current = { ...officer, roles: [] };
    const withoutRole = await ask(handler, { as: 'petugas' });
    current = null;
    const gone = await ask(handler, { as: 'petugas' });

    expect([before.status, withoutRole.status, gone.status]).toEqual([202, 403, 403]);
  });

  it.each([
    ['invalid', 400],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['too-large', 413],
  ] satisfies [RefusalKind, number][])(
    'to something %s is %i with its code, sentence and field',
    async (kind, status) => {
      const text = { id: 'Tidak bisa.', en: 'Not possible.' };
      const refuse = () => Promise.reject(new RefusedError({ code: 'why', kind, text, field: 'body.word' }));

      const answer = await ask(handlerOf(refuse), { as: 'petugas' });

      expect(answer).toMatchObject({ status, body: { error: { code: 'why', text, field: 'body.word' } } });
    },
  );

  it('to our own fault says so and nothing of what went wrong', async () => {
    const broken = () => Promise.reject(new TypeError('petugas@example.test is undefined'));
    const passing = () => Promise.reject(new TransientError('the table was slow'));

    const fault = await ask(handlerOf(broken), { as: 'petugas' });
    const later = await ask(handlerOf(passing), { as: 'petugas' });

    expect(fault).toMatchObject({ status: 500, body: { error: { code: 'our-fault' } } });
    expect(later).toMatchObject({ status: 503, body: { error: { code: 'try-again' } } });
    expect(JSON.stringify([fault.body, later.body])).not.toMatch(/example|undefined|table/);
  });

  it('that does not fit its own contract is our fault too', async () => {
    const handler = handlerOf(() => Promise.resolve({ said: 5 as unknown as string }));

    expect((await ask(handler, { as: 'petugas' })).status).toBe(500);
  });
});
