import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { OFFICER, reaches } from '../e2e/support/requests.ts';
import { axeFindings, takePictures, takePrint } from '../support/portal.ts';
import { looksWell, startPortal } from '../support/portal-test.ts';
import {
  fillMoney,
  fillProgramme,
  goodRows,
  nextStep as next,
  pasteRows,
  rosterFile,
} from '../support/request-form.ts';

const { world, portal } = await startPortal({ levels: 1, instancesPerFunction: 2 });
const { folder } = world;

/** The first two steps, up to the roster. */
async function describe(page: Page, title: string): Promise<void> {
  await fillProgramme(page, title);
  await next(page);
  await fillMoney(page, folder);
}

/** Makes what was sent a week older; gives how many drafts that were, once they are written. */
const SENT_A_WEEK_AGO = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('lindung');
  opening.onerror = reject;
  opening.onsuccess = () => {
    const transaction = opening.result.transaction('drafts', 'readwrite');
    const store = transaction.objectStore('drafts');
    const all = store.getAll();
    all.onsuccess = () => {
      for (const draft of all.result) store.put({ ...draft, savedAt: new Date(Date.now() - 7.1 * 864e5).toISOString() });
    };
    transaction.onabort = reject;
    transaction.oncomplete = () => resolve(all.result.length);
  };
})`;

/** Tells when no draft is left. */
const IS_DEVICE_EMPTY = `new Promise((resolve) => {
  const opening = indexedDB.open('lindung');
  opening.onsuccess = () => {
    const count = opening.result.transaction('drafts').objectStore('drafts').count();
    count.onsuccess = () => resolve(count.result === 0);
  };
})`;

test('an officer drops a roster, corrects a bad row in the browser, and sends a request that waits for approval', async () => {
  const { page, complaints } = await portal.visitAs(OFFICER, '/usulan-baru');
  await page.getByRole('button', { name: 'Mulai usulan baru' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'usulan-baru');

  await describe(page, 'Nelayan Rangsang');
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'isian-dana');
  await next(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Excel (XLSX)' }).click();
  expect((await downloading).suggestedFilename()).toBe('templat-daftar-pekerja.xlsx');
  const [first, ...rest] = world.newRows();
  await page
    .getByLabel('Berkas daftar pekerja')
    .setInputFiles(rosterFile(folder, 'usulan.csv', [{ ...first, jenis_kelamin: 'X' }, ...rest]));
  await goodRows(page, 11);
  await page.getByRole('link', { name: /Baris 2, kolom jenis_kelamin/ }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'isian-pekerja-salah');
  await page.getByLabel('jenis_kelamin, baris 2').fill(first?.['jenis_kelamin'] ?? '');
  await page.getByRole('button', { name: 'Periksa lagi dengan 1 perbaikan' }).click();
  await goodRows(page, 12);
  await next(page);
  await page.getByText('Perkiraan iuran').waitFor();
  await looksWell(page, 'isian-kirim');
  // Twice, as impatient hands do.
  await page.getByRole('button', { name: 'Kirim usulan' }).dblclick();

  await page.getByRole('heading', { name: 'Nelayan Rangsang', level: 1 }).waitFor();
  const requestId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await reaches(world, requestId, 'approving');
  await page.getByText('Menunggu persetujuan', { exact: true }).waitFor();
  await page.getByRole('row', { name: /Layak/ }).first().waitFor();
  await expect.poll(() => page.getByRole('row', { name: /Layak/ }).count()).toBe(12);
  await looksWell(page, 'usulan-menunggu');
  await takePrint(page, 'usulan-cetak');
  expect(complaints).toEqual([]);

  await page.getByRole('link', { name: 'Usulan', exact: true }).click();
  await page.getByRole('row', { name: /Nelayan Rangsang/ }).waitFor();
  await expect.poll(() => page.getByRole('row').count()).toBe(2);

  // A week later the roster that was sent is no longer on the device.
  expect(await page.evaluate(SENT_A_WEEK_AGO)).toBe(1);
  await page.reload();
  await page.getByRole('row', { name: /Nelayan Rangsang/ }).waitFor();
  await expect.poll(() => page.evaluate(IS_DEVICE_EMPTY)).toBe(true);
});

test('rows pasted from a spreadsheet survive a reload and an answer that never came, and are sent once', async () => {
  const { page } = await portal.visitAs(OFFICER, '/usulan-baru');
  await describe(page, 'Buruh pelabuhan');
  await next(page);
  await pasteRows(page, world.newRows({ workers: 3 }));
  await goodRows(page, 3);
  await takePictures(page, 'isian-ketik');
  await page.getByText('Tersimpan di perangkat ini').waitFor();

  await page.reload();
  await goodRows(page, 3);
  await next(page);
  const keys: (string | undefined)[] = [];
  await page.route('**/api/requests', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    // The request arrives; its answer is lost the first time.
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.getByRole('button', { name: 'Kirim usulan' }).click();
  await page.getByText('Server tidak terjangkau.').waitFor();
  await page.reload();
  await page.getByText(/Belum pasti apakah pengiriman terakhir sampai/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'isian-belum-pasti');
  await page.getByRole('button', { name: 'Kirim lagi' }).click();

  await page.getByRole('heading', { name: 'Buruh pelabuhan', level: 1 }).waitFor();
  expect(new Set(keys).size).toBe(1);
  await page.getByRole('link', { name: 'Usulan', exact: true }).click();
  await page.getByRole('row', { name: /Buruh pelabuhan/ }).waitFor();
  await expect.poll(() => page.getByRole('row', { name: /Buruh pelabuhan/ }).count()).toBe(1);
});

test('money that does not reach is told before the request is sent', async () => {
  const { page } = await portal.visitAs(OFFICER, '/usulan-baru');
  await describe(page, 'Dana CSR');
  await page.getByRole('radio', { name: /CSR perusahaan/ }).check();
  await next(page);
  await page.getByLabel('Berkas daftar pekerja').setInputFiles(rosterFile(folder, 'csr.csv', world.newRows()));
  await goodRows(page, 12);
  await next(page);

  await page.getByText(/^Pagu JKK tinggal Rp50\.000: kurang Rp[\d.]+ bila semua layak\.$/).waitFor();
  await page.getByText(/^Pagu JKM tinggal Rp50\.000/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'isian-dana-kurang');
});
