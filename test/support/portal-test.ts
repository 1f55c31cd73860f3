import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, expect, vi } from 'vitest';
import { startWorld } from '../e2e/support/world.ts';
import type { World, WorldOptions } from '../e2e/support/world.ts';
import { axeFindings, chooseLanguage, openPortal, PATIENCE_MS, takePictures } from './portal.ts';
import type { Portal } from './portal.ts';

/** A test file's own system and its portal in a browser; both end with the file. */
export async function startPortal(options: WorldOptions): Promise<{ world: World; portal: Portal }> {
  vi.setConfig({ testTimeout: 5 * PATIENCE_MS, hookTimeout: 5 * PATIENCE_MS });
  const world = await startWorld(options);
  const portal = await openPortal(world.system());
  afterAll(async () => {
    await portal.stop();
    await world.end();
  });
  return { world, portal };
}

/** Axe finds nothing on the page in either language; leaves it in Indonesian. */
export async function isFaultless(page: Page): Promise<void> {
  for (const language of ['en', 'id'] as const) {
    await chooseLanguage(page, language);
    expect(await axeFindings(page)).toEqual([]);
  }
}

/** Faultless in both languages, and in pictures of this name for people to look at. */
export async function looksWell(page: Page, picture: string): Promise<void> {
  await isFaultless(page);
  await takePictures(page, picture);
}

/** What a button or link puts on the disk. */
export async function downloadBy(trigger: Locator): Promise<Buffer> {
  const downloading = trigger.page().waitForEvent('download');
  await trigger.click();
  return readFile(await (await downloading).path());
}
