import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { BrowserContextOptions, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readLevel } from '../../functions/adapters/dynamodb/level-store.ts';
import { decideApproval } from '../../functions/http/decide-approval/step.ts';
import { showApproval } from '../../functions/http/show-approval/step.ts';
import { showApprovalRows } from '../../functions/http/show-approval-rows/step.ts';
import { htmlAnswer } from '../../functions/pages/answer.ts';
import { openNextLevel } from '../../functions/steps/open-level/step.ts';
import { approvalWorld, REVISION } from '../support/approval-world.ts';
import type { ApprovalWorld } from '../support/approval-world.ts';
import { startBrowser } from '../support/browser.ts';
import type { TestBrowser } from '../support/browser.ts';
import { newTable } from '../support/dynamodb-local.ts';

vi.setConfig({ testTimeout: 240_000 });

let browser: TestBrowser;
let server: Server;
let origin: string;
let world: ApprovalWorld;
let secret: string;

beforeAll(async () => {
  browser = await startBrowser();
  server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(async () => {
  await browser.stop();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(async () => {
  world = await approvalWorld(await newTable());
  await openNextLevel({ revisionId: REVISION }, world.deps);
  secret = await world.secretOf('kabid-hi');
});

/** The three functions behind the routes that the HTTP API gives them. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://host');
  const [, , of = '', rows] = url.pathname.split('/');
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const lang = url.searchParams.get('lang') === 'en' ? ('en' as const) : undefined;
  const contentType = (request.headers['content-type'] ?? '').split(';')[0] ?? '';
  const method = request.method ?? 'GET';
  const call = { method, secret: of, query: { lang }, contentType, body };
  const page = Number(url.searchParams.get('page') ?? 1);
  const answer =
    rows === 'rows'
      ? await showApprovalRows({ ...call, query: { lang, page } }, world.deps)
      : await (method === 'POST' ? decideApproval : showApproval)(call, world.deps);
  const { statusCode, headers, body: text } = htmlAnswer(answer, method !== 'HEAD');
  response.writeHead(statusCode ?? 200, headers as Record<string, string>).end(text);
}

const level = () => readLevel(world.deps.table, { revisionId: REVISION, level: 1 });

async function visit<T>(options: BrowserContextOptions, act: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.browser.newContext(options);
  const page = await context.newPage();
  await page.goto(`${origin}/approval/${secret}?gateway=https%3A%2F%2Fscanner.example.test`);
  try {
    return await act(page);
  } finally {
    await context.close();
  }
}

describe.each([
  ['without JavaScript', false],
  ['with JavaScript', true],
])('the approver’s page in a real browser %s', (_how, javaScriptEnabled) => {
  test('is styled, fits a telephone of 320 pixels and breaks no rule of its own security policy', async () => {
    const complaints: string[] = [];
    const width = await visit({ javaScriptEnabled, viewport: { width: 320, height: 700 } }, async (page) => {
      page.on('console', (message) => complaints.push(message.text()));
      await page.reload();
      const colour = await page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor");
      expect(colour).toBe('rgb(11, 93, 87)');
      return page.evaluate<number>('document.documentElement.scrollWidth');
    });
    expect(width).toBe(320);
    expect(complaints).toEqual([]);
  });

  test('a person types the number, approves and reads what was recorded', async () => {
    await visit({ javaScriptEnabled }, async (page) => {
      await page.locator('#workers-approve').fill('5.005');
      await page.getByRole('button', { name: 'Setujui usulan ini' }).click();
      await page.getByRole('heading', { name: 'Keputusan Anda sudah tercatat', level: 1 }).waitFor();
    });
    expect((await level())?.status).toBe('approved');
  });

  test('a person who mistypes the number stands before the form again, with what was wrong in sight', async () => {
    await visit({ javaScriptEnabled, viewport: { width: 320, height: 700 } }, async (page) => {
      await page.locator('#workers-approve').fill('5050');
      await page.getByRole('button', { name: 'Setujui usulan ini' }).click();
      const problem = page.locator('.problem');
      await expect.poll(() => problem.textContent()).toContain('jumlah pekerja yang diketik tidak sama');
      const box = await problem.boundingBox();
      expect(box?.y).toBeGreaterThan(0);
      expect(box?.y).toBeLessThan(600);
      await page.locator('#workers-approve').fill('5005');
      await page.getByRole('button', { name: 'Setujui usulan ini' }).click();
      await expect.poll(() => page.locator('h1').textContent()).toBe('Keputusan Anda sudah tercatat');
    });
  });

  test('a person switches to English, looks through the rows and returns the request with a comment', async () => {
    await visit({ javaScriptEnabled }, async (page) => {
      await page.getByRole('link', { name: 'English' }).click();
      await page.getByText('The workers').click();
      await page.getByRole('link', { name: 'See the complete list' }).click();
      await expect.poll(() => page.locator('h1').textContent()).toBe('The workers');
      await page.getByRole('link', { name: 'Back to the request' }).click();
      await page.getByText('Return for correction').click();
      await page.locator('#reason-return').fill('Please add the decree.');
      await page.locator('#workers-return').fill('5005');
      await page.getByRole('button', { name: 'Return this request' }).click();
      await expect.poll(() => page.locator('h1').textContent()).toBe('Your decision is recorded');
    });
    expect((await level())?.status).toBe('returned');
  });
});

describe.each([
  ['without JavaScript', false],
  ['with JavaScript', true],
])('a robot %s', (_how, javaScriptEnabled) => {
  const options = { javaScriptEnabled, viewport: { width: 1280, height: 900 } };
  const nothingChanged = async () => {
    expect((await level())?.status).toBe('open');
    expect(await world.eventTypes()).toEqual(['level-opened']);
    expect((await world.outbox()).map(({ template }) => template)).toEqual([]);
  };

  test('that follows every link it finds, and every link behind those, decides nothing', async () => {
    const [waiting, seen] = [[`${origin}/approval/${secret}`], new Set<string>()];
    await visit(options, async (page) => {
      for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
        if (seen.has(address)) continue;
        seen.add(address);
        for (const method of ['GET', 'HEAD']) expect((await fetch(address, { method })).status).toBe(200);
        await page.goto(address);
        const hrefs = await page.evaluate<string[]>('[...document.links].map((link) => link.href)');
        const own = hrefs.filter((href) => href.startsWith(origin));
        waiting.push(...own.map((href) => href.replace(/#.*/, '')));
      }
    });
    // The page and its rows, each in both languages, and as the mail gave it.
    expect(seen.size).toBeGreaterThanOrEqual(5);
    await nothingChanged();
  });

  test('that presses every button, required fields or not, decides nothing', async () => {
    const count = await visit(options, (page) => page.locator('button').count());
    expect(count).toBe(5);
    for (let index = 0; index < count; index += 1) {
      for (const isStripped of [false, true]) {
        await visit(options, async (page) => {
          const posts: number[] = [];
          const isPost = (response: Response): boolean => response.request().method() === 'POST';
          page.on('response', (response) => {
            if (isPost(response)) posts.push(response.status());
          });
          await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
          // Past the browser's own check of required fields, as a scanner would go.
          if (isStripped) await page.evaluate('[...document.forms].forEach((one) => { one.noValidate = true; })');
          const answered = isStripped ? page.waitForResponse(isPost) : undefined;
          await page.locator('button').nth(index).click();
          await answered;
          expect(posts).toEqual(isStripped ? [400] : []);
        });
      }
    }
    await nothingChanged();
  });

  test('that fills every field with the same text and sends every form decides nothing', async () => {
    const count = await visit(options, (page) => page.locator('form').count());
    for (let index = 0; index < count; index += 1) {
      await visit(options, async (page) => {
        await page.evaluate(
          `[...document.forms[${index}].elements].forEach((field) => { if (field.type !== 'hidden') field.value = 'robot 1'; })`,
        );
        const answered = page.waitForResponse((response) => response.request().method() === 'POST');
        await page.evaluate(`document.forms[${index}].submit()`);
        expect((await answered).status()).toBe(400);
      });
    }
    await nothingChanged();
  });
});
