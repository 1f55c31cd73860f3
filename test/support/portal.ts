import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import * as z from 'zod';
import { PROJECT_ROOT } from '../../lib/function-folders.ts';
import type { System } from '../../tools/system.ts';
import { startBrowser } from './browser.ts';
import type { TestBrowser } from './browser.ts';

/** Nothing here is timed: a busy machine is slow, not wrong. */
export const PATIENCE_MS = 60_000;

/** Widths at which every page is looked at: a small phone and an office's screen. */
const WIDTHS = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } } as const;

export interface PortalVisit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Rules of the Content-Security-Policy that something on the pages broke, and errors nobody caught. */
  readonly complaints: readonly string[];
}

export interface Portal {
  /** A browser window of its own, signed in as this person and at this address of the portal. */
  readonly visitAs: (personId: string, path: string) => Promise<PortalVisit>;
  /** The same with nobody signed in. */
  readonly visit: (path: string) => Promise<PortalVisit>;
  readonly stop: () => Promise<void>;
}

/** The portal of a running system in a real browser. */
export async function openPortal(system: System): Promise<Portal> {
  const origin = system.runtime.apiUrl;
  const { browser, stop }: TestBrowser = await startBrowser();
  const visit = async (path: string): Promise<PortalVisit> => {
    const context = await browser.newContext({ viewport: WIDTHS.desk, locale: 'id-ID', reducedMotion: 'reduce' });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !examined.has(page)) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${origin}${path}`);
    return { page, context, complaints };
  };
  return {
    visit,
    visitAs: async (personId, path) => {
      const visited = await visit(path);
      await fillSignIn(visited.page, system, personId);
      await visited.page.waitForURL(`${origin}${path}`);
      return visited;
    },
    stop: async () => {
      // An answer that a test holds back or changes must not fail because its page is gone.
      await Promise.all(browser.contexts().map((context) => leaveRoutes(context)));
      await stop();
    },
  };
}

async function leaveRoutes(context: BrowserContext): Promise<void> {
  for (const routed of [context, ...context.pages()]) await routed.unrouteAll({ behavior: 'ignoreErrors' });
}

/** Fills in the sign-in's own form, wherever it stands. */
export async function fillSignIn(page: Page, { accounts }: System, personId: string): Promise<void> {
  const account = accounts.find((one) => one.personId === personId);
  if (account === undefined) throw new Error(`${personId} has no account`);
  await page.getByLabel('Email').fill(account.email);
  await page.getByLabel('Kata sandi').fill(account.password);
  await page.getByRole('button', { name: 'Masuk' }).click();
}

export async function chooseLanguage(page: Page, language: 'id' | 'en'): Promise<void> {
  const name = language === 'id' ? 'Bahasa Indonesia' : 'English';
  await page.getByRole('button', { name }).click();
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const findingsSchema = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })) }),
);

/** Pages on which axe is at work; the policy refuses the functions that it makes out of text, and says so. */
const examined = new WeakSet<Page>();

/** What axe finds against WCAG 2.2 A and AA and good practice on the page as it stands, each with its place. */
export async function axeFindings(page: Page): Promise<string[]> {
  // By the debugger, past the page's Content-Security-Policy, which allows no foreign script.
  examined.add(page);
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(AXE);
  const found = findingsSchema.parse(
    await page.evaluate(`axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)`),
  );
  examined.delete(page);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

/** Tables hide what sticks out of them, so nobody would see what is missing. */
const CUT_TABLES = `[...document.querySelectorAll('.data-table')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
  .map(({ caption, textContent }) => caption?.textContent ?? textContent)`;

/**
 * Pictures of the page at both widths, in the folder `screenshots` that git ignores.
 * @throws when a table is cut at its edge
 */
export async function takePictures(page: Page, name: string): Promise<void> {
  const folder = join(PROJECT_ROOT, 'screenshots');
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const [width, size] of Object.entries(WIDTHS)) {
    await page.setViewportSize(size);
    const cut = z.array(z.string()).parse(await page.evaluate(CUT_TABLES));
    if (cut.length > 0) throw new Error(`${name}, ${width}: a table is cut: ${cut.join(', ')}`);
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
  if (before !== null) await page.setViewportSize(before);
}

/** The page as it goes to paper (A4), in the same folder. */
export async function takePrint(page: Page, name: string): Promise<void> {
  const folder = join(PROJECT_ROOT, 'screenshots');
  mkdirSync(folder, { recursive: true });
  const margin = { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' };
  await page.pdf({ path: join(folder, `${name}.pdf`), format: 'A4', margin, printBackground: false });
}
