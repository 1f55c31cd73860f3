import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openPortal } from '../test/support/portal.ts';
import { startSystem } from '../tools/system.ts';
import { villagesOf } from '../tools/roster/villages.ts';
import { writeRosterFile } from '../tools/roster/write.ts';
import { informed } from './measure.ts';
import type { Measure } from './measure.ts';

const OFFICER = 'petugas-disnaker';
const WORKERS = 20_000;
/** Slow 3G as WebPageTest has it: 400 kbit/s both ways, 400 ms there and back. */
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const SLOWER_PROCESSOR = 4;
const PATIENCE = 120_000;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** How long officers wait in a real browser on the running system: for the check of a roster, and on a slow line. */
export async function benchPortalUse(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-portal-'));
  const system = await startSystem({ stateFolder: join(folder, 'state'), scheduler: false });
  const portal = await openPortal(system);
  try {
    const file = join(folder, 'daftar.csv');
    await writeRosterFile(file, { workers: WORKERS, badRows: 0, seed: 1, villages: await villagesOf('14.10') });
    const { page } = await portal.visitAs(OFFICER, '/usulan-baru');
    page.setDefaultTimeout(PATIENCE);
    return [...(await checkRoster(page, file)), ...(await openListSlowly(page))];
  } finally {
    await portal.stop();
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes down the longest time between two pictures of the page. */
const WATCH_FRAMES = `(() => {
  window.longestGap = 0;
  let last = performance.now();
  const look = (now) => {
    window.longestGap = Math.max(window.longestGap, now - last);
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

async function checkRoster(page: Page, file: string): Promise<Measure[]> {
  await page.getByRole('button', { name: 'Mulai usulan baru' }).click();
  await page.getByRole('button', { name: 'Daftar pekerja' }).click();
  const field = page.getByLabel('Berkas daftar pekerja');
  await field.waitFor();
  await page.evaluate(WATCH_FRAMES);
  const start = performance.now();
  await field.setInputFiles(file);
  await page.getByText('20.000 baris benar').waitFor();
  const took = performance.now() - start;
  const gap = await page.evaluate<number>('window.longestGap');
  return [
    informed('check of 20,000 rows in the browser', seconds(took), '3 s when the machine is quiet'),
    informed('longest time without a picture meanwhile', `${gap.toFixed(0)} ms`),
  ];
}

const SHOWN = 'the list is there';
/** The page tells by itself: from outside it is asked at longer and longer intervals, half a second in the end. */
const TELL_WHEN_SHOWN = `new MutationObserver((_changes, observer) => {
  if (!document.body?.textContent.includes('Belum ada usulan')) return;
  observer.disconnect();
  console.debug('${SHOWN}');
}).observe(document, { childList: true, subtree: true })`;

/**
 * First with nothing kept from before, then as on every later day. Both times include the whole way to the sign-in and
 * back, which knows the person: what the network and the portal take, without anybody typing.
 */
async function openListSlowly(page: Page): Promise<Measure[]> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('Network.enable');
  await debug.send('Network.clearBrowserCache');
  await debug.send('Network.emulateNetworkConditions', SLOW_3G);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_PROCESSOR });
  await page.addInitScript(TELL_WHEN_SHOWN);
  const open = async (): Promise<number> => {
    const start = performance.now();
    const shown = page.waitForEvent('console', (message) => message.text() === SHOWN);
    await page.goto(new URL('/usulan', page.url()).href, { waitUntil: 'commit' });
    await shown;
    return performance.now() - start;
  };
  const first = await open();
  const later = await open();
  const where = 'list of requests on slow 3G with a processor four times slower';
  return [
    informed(`${where}, first visit`, seconds(first), '5 s'),
    informed(`${where}, later visits`, seconds(later), '5 s'),
  ];
}
