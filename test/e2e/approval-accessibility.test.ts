import { createServer } from 'node:http';
import type { Server } from 'node:http';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { htmlAnswer } from '../../functions/pages/answer.ts';
import { startBrowser } from '../support/browser.ts';
import type { TestBrowser } from '../support/browser.ts';
import { newTable } from '../support/dynamodb-local.ts';
import { mailGallery } from '../support/mail-gallery.ts';
import { pageGallery } from '../support/page-gallery.ts';

vi.setConfig({ testTimeout: 240_000 });

/** WCAG 2.2 AA with all that it takes over from before. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LANGUAGES = ['id', 'en'] as const;
const MOST_BYTES = 60_000;

const foundSchema = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
  passes: z.number(),
});

let browser: TestBrowser;
let server: Server;
let origin: string;
/** What the server answers next: the page with its own headers, security policy included. */
let answered: ReturnType<typeof htmlAnswer>;

beforeAll(async () => {
  browser = await startBrowser();
  server = createServer((_request, response) => {
    const { statusCode = 200, headers, body } = answered;
    response.writeHead(statusCode, headers as Record<string, string>).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(async () => {
  await browser.stop();
  await new Promise((resolve) => server.close(resolve));
});

interface Look {
  readonly path: string;
  readonly rules: readonly string[];
  readonly widths: readonly number[];
}

/** What is wrong with the page at each width, everything unfolded, so that what stands in a closed form is looked at too. */
async function findingsOn({ path, rules, widths }: Look): Promise<string[]> {
  const findings: string[] = [];
  const context = await browser.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${origin}${path}`);
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: rules, resultTypes: ['violations'] });
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    const found = await page.evaluate(
      `axe.run(${options}).then(({ violations, passes }) => ({ violations, passes: passes.length }))`,
    );
    const { violations, passes } = foundSchema.parse(found);
    expect(passes).toBeGreaterThan(8);
    findings.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)));
    const needed = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (needed !== width) findings.push(`${needed} pixels wide on a screen of ${width}`);
  }
  await context.close();
  return findings;
}

const STATES = pageGallery(newTable);

describe.each(STATES)('the approver’s page: $name', ({ status, answer }) => {
  test.each(LANGUAGES)('breaks no rule of WCAG 2.2 AA at 320 and 1280 pixels, and is small (%s)', async (language) => {
    const made = await answer(language);
    answered = htmlAnswer(made);
    expect(made.status).toBe(status);
    expect(Buffer.byteLength(answered.body ?? '')).toBeLessThan(MOST_BYTES);
    expect(await findingsOn({ path: '/approval/secret', rules: RULES, widths: [320, 1280] })).toEqual([]);
  });
});

/** A mail stands inside a mail programme: the advice on a page's landmarks is not for it. */
const MAIL_RULES = RULES.filter((rule) => rule !== 'best-practice');
const MAILS = mailGallery(newTable);

describe.each(MAILS)('the mail: $name', ({ mail }) => {
  test.each(LANGUAGES)(
    'breaks no rule of WCAG 2.2 AA and fits screens of 360 and 1280 pixels (%s)',
    async (language) => {
      const { html } = await mail(language);
      answered = { statusCode: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: html };
      expect(await findingsOn({ path: '/mail', rules: MAIL_RULES, widths: [360, 1280] })).toEqual([]);
    },
  );
});
