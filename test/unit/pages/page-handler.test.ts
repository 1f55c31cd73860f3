import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import * as z from 'zod';
import { describe, expect, test, vi } from 'vitest';
import { html } from '../../../functions/pages/html.ts';
import { pageHandler } from '../../../functions/pages/page-handler.ts';
import type { PageCall } from '../../../functions/pages/page-handler.ts';
import { languageQuery, secretParams } from '../../../functions/pages/page-contract.ts';

// The suite runs silent, but what is logged is a point here; the logger reads its level when it is made.
vi.hoisted(() => vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'DEBUG'));

const SECRET = 's3cr3t-path-that-must-never-be-logged';

interface Sent {
  readonly method?: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly base64?: boolean;
}

async function answerTo(
  sent: Sent,
  run: (call: PageCall<{ lang?: 'id' | 'en' | undefined }>) => void = () => undefined,
) {
  const handler = pageHandler({
    contract: { params: secretParams, query: z.object({ lang: languageQuery }) },
    env: z.object({}),
    deps: () => ({}),
    run: (call) => {
      run(call);
      return Promise.resolve({ status: 200, language: 'id' as const, title: 'Judul', body: html`<p>isi</p>` });
    },
  });
  const event = {
    requestContext: { http: { method: sent.method ?? 'GET' } },
    rawPath: `/approval/${SECRET}`,
    pathParameters: { secret: SECRET },
    queryStringParameters: sent.query,
    headers: sent.headers ?? {},
    body: sent.body,
    isBase64Encoded: sent.base64 ?? false,
  } as unknown as APIGatewayProxyEventV2;
  return handler(event, { awsRequestId: 'x' } as Context);
}

describe('the edge of the approver’s pages', () => {
  test('HEAD gets the headers of GET and no body', async () => {
    const [head, get] = [await answerTo({ method: 'HEAD' }), await answerTo({})];
    expect(head.body).toBe('');
    expect(get.body).toContain('<p>isi</p>');
    expect(head.headers).toEqual(get.headers);
  });

  test('parameters that a link-wrapping gateway adds are left aside, and an unknown language too', async () => {
    let seen: unknown;
    const query = { lang: 'xx', utm_source: 'gateway', url: 'https://x' };
    expect((await answerTo({ query }, (call) => (seen = call.query))).statusCode).toBe(200);
    expect(seen).toEqual({ lang: undefined });
  });

  test('a form arrives decoded, its content type without parameters', async () => {
    let seen: PageCall<unknown> | undefined;
    const body = Buffer.from('decision=approve').toString('base64');
    const headers = { 'Content-Type': 'Application/X-WWW-Form-Urlencoded; charset=UTF-8' };
    await answerTo({ method: 'POST', body, base64: true, headers }, (call) => (seen = call));
    expect(seen).toMatchObject({ body: 'decision=approve', contentType: 'application/x-www-form-urlencoded' });
  });

  test('a fault is ours, in the language asked for; neither page nor log holds the secret', async () => {
    const lines: string[] = [];
    const take = (line: unknown) => lines.push(String(line)) > 0;
    const streams = [process.stdout, process.stderr].map((one) => vi.spyOn(one, 'write').mockImplementation(take));
    const answer = await answerTo({ query: { lang: 'en' } }, () => {
      throw new Error('table is gone');
    });
    for (const stream of streams) stream.mockRestore();
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('This is not your fault');
    expect(answer.body).not.toContain('table is gone');
    expect(lines.join('\n')).toContain('HTTP_FAILED');
    expect(lines.join('\n') + String(answer.body)).not.toContain(SECRET);
  });
});
