import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployHandlers, ROUTES } from '../../support/deployed-handlers.ts';
import type { Deployed, Route } from '../../support/deployed-handlers.ts';
import type { Call } from '../../support/http-event.ts';
import { ADMINISTRATOR, AUDITOR, FINANCE, OFFICER, OTHER_OFFICER, plainBody } from '../../support/submit-world.ts';

let deployed: Deployed;
let requestId: string;

beforeAll(async () => {
  deployed = await deployHandlers();
  ({ requestId } = await deployed.world.submit({ key: 'of-disnaker' }));
});
afterAll(() => deployed.stop());

const to = (route: Route, call: Call) => deployed.to(route, call);
const KEY = { 'idempotency-key': 'a-key-of-eight-or-more' };
const SHA = 'a'.repeat(64);

const MAY: Readonly<Record<Route, readonly string[]>> = {
  'show-form-options': [OFFICER],
  'show-me': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'request-upload': [OFFICER, FINANCE, ADMINISTRATOR],
  'show-dashboard': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'submit-request': [OFFICER],
  'list-requests': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'get-request': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'get-report': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  search: [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'show-payments': [FINANCE, ADMINISTRATOR, AUDITOR],
  'get-batch-paper': [FINANCE, ADMINISTRATOR, AUDITOR],
  'list-request-rows': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'compare-revisions': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'get-request-file': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'withdraw-request': [OFFICER],
  'release-request': [ADMINISTRATOR],
  'retry-request': [ADMINISTRATOR],
  'load-exclusions': [ADMINISTRATOR],
  'propose-change': [ADMINISTRATOR],
  'confirm-change': [ADMINISTRATOR],
  'reject-change': [ADMINISTRATOR],
  'withdraw-change': [ADMINISTRATOR],
  'list-changes': [ADMINISTRATOR, AUDITOR],
  'propose-delegation': [ADMINISTRATOR],
  'list-delegations': [ADMINISTRATOR, AUDITOR],
  'propose-freeze': [ADMINISTRATOR],
  'list-freezes': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'reassign-seat': [ADMINISTRATOR],
  'list-people': [ADMINISTRATOR],
  'show-duties': [ADMINISTRATOR],
  'list-roles': [ADMINISTRATOR, AUDITOR],
  'list-offices': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'show-policy': [ADMINISTRATOR, AUDITOR],
  'dry-run-policy': [ADMINISTRATOR, AUDITOR],
  'list-allocations': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'list-exclusions': [FINANCE, ADMINISTRATOR, AUDITOR],
  'get-allocation': [FINANCE, ADMINISTRATOR, AUDITOR],
  'trace-allocation': [FINANCE, ADMINISTRATOR, AUDITOR],
  'export-trail': [FINANCE, ADMINISTRATOR, AUDITOR],
  'trace-worker': [FINANCE, ADMINISTRATOR, AUDITOR],
  'get-coverage': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'show-tariffs': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'show-calendar': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'explain-premium': [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR],
  'load-members': [FINANCE, ADMINISTRATOR],
  'show-member-list': [FINANCE, ADMINISTRATOR, AUDITOR],
  'list-renewals': [OFFICER, ADMINISTRATOR, AUDITOR],
  'get-renewal': [OFFICER, ADMINISTRATOR, AUDITOR],
  'draft-renewal': [OFFICER],
};

describe('who may not', () => {
  const barred = ROUTES.flatMap((route) =>
    [OFFICER, FINANCE, ADMINISTRATOR, AUDITOR]
      .filter((account) => !MAY[route].includes(account))
      .map((account) => ({ route, account })),
  );

  it.each(barred)('$account is answered 403 by $route, before the body is looked at', async ({ route, account }) => {
    const answer = await to(route, { as: account, body: 'not JSON' });

    expect(answer.status).toBe(403);
    expect(answer.body.error?.code).toBe('role-may-not');
    expect(answer.body.error?.text.id).toMatch(/berwenang/);
  });

  it.each(ROUTES)('nobody gets into %s without an account of the record', async (route) => {
    expect((await to(route, {})).body.error?.code).toBe('not-signed-in');
    expect(await to(route, { as: 'a-stranger' })).toMatchObject({
      status: 403,
      body: { error: { code: 'role-may-not' } },
    });
  });

  it.each([
    { account: OFFICER, kind: 'answers', fileName: 'jawaban.csv' },
    { account: FINANCE, kind: 'roster', fileName: 'usulan.csv' },
  ])('$account is answered 403 for an upload of kind $kind', async ({ account, kind, fileName }) => {
    const answer = await to('request-upload', { as: account, body: { fileName, kind, bytes: 10, sha256: SHA } });

    expect(answer).toMatchObject({ status: 403, body: { error: { field: 'body.kind' } } });
  });
});

describe("another office's request", () => {
  const calls: readonly { route: Route; call: (id: string) => Call }[] = [
    { route: 'get-request', call: (id) => ({ params: { requestId: id } }) },
    { route: 'get-report', call: (id) => ({ params: { requestId: id } }) },
    { route: 'list-request-rows', call: (id) => ({ params: { requestId: id } }) },
    { route: 'compare-revisions', call: (id) => ({ params: { requestId: id } }) },
    { route: 'get-request-file', call: (id) => ({ params: { requestId: id, name: 'roster' } }) },
    { route: 'withdraw-request', call: (id) => ({ params: { requestId: id }, body: { reason: 'salah unggah' } }) },
    { route: 'submit-request', call: (id) => ({ headers: KEY, body: { ...plainBody(), revises: id } }) },
  ];

  it.each(calls)(
    'is answered 404 by $route, in the very words for one that does not exist',
    async ({ route, call }) => {
      const foreign = await to(route, { as: OTHER_OFFICER, ...call(requestId) });
      const absent = await to(route, { as: OTHER_OFFICER, ...call('0000000000') });

      expect(foreign.status).toBe(404);
      expect(foreign).toEqual(absent);
      expect(await deployed.world.request(requestId)).toMatchObject({ latestNumber: 1 });
    },
  );

  it('does not stand in the list of an office', async () => {
    expect((await to('list-requests', { as: OTHER_OFFICER })).body['requests']).toEqual([]);
  });
});
