import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { decide, linkOf, OFFICER, reaches } from '../e2e/support/requests.ts';
import { axeFindings, chooseLanguage, takePictures, takePrint } from '../support/portal.ts';
import { startPortal } from '../support/portal-test.ts';
import {
  fillMoney,
  fillProgramme,
  fillRequest,
  goodRows,
  nextStep,
  pasteRows,
  rosterFile,
} from '../support/request-form.ts';

const REASON = 'Alamat nelayan di Rangsang belum lengkap.';
const APPROVER = 'kabid-hi';
const { world, portal } = await startPortal({ levels: 1, instancesPerFunction: 2 });
const { folder } = world;

/** Sends the request that is ready in the form, has it returned, and begins its revision. Gives the request's id. */
async function sendAndReturn(page: Page, { title, workers }: { title: string; workers: number }): Promise<string> {
  await page.getByRole('button', { name: 'Kirim usulan' }).click();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  const requestId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await reaches(world, requestId, 'approving');
  expect(await decide(await linkOf(world, title, APPROVER), { word: 'return', reason: REASON, workers })).toBe(200);
  await reaches(world, requestId, 'returned');
  await page.reload();
  await page.getByRole('button', { name: 'Buat revisi' }).click();
  await page.getByRole('heading', { name: 'Revisi usulan', level: 1 }).waitFor();
  return requestId;
}

const note = (page: Page) => page.getByRole('complementary', { name: 'Mengapa perlu direvisi' });
const step = (page: Page, name: string) => page.getByRole('button', { name, exact: false }).click();

async function looksWellInBoth(page: Page, picture: string): Promise<void> {
  for (const language of ['en', 'id'] as const) {
    await chooseLanguage(page, language);
    expect(await axeFindings(page)).toEqual([]);
    await takePictures(page, `${picture}-${language}`);
  }
}

/** How many workers are told as added, changed, taken out and the same. */
const counts = (page: Page) => page.locator('.figures strong').allTextContents();

test('a returned request is revised from a file: reasons and every change stand in the form, and again on its page', async () => {
  const { page, complaints } = await portal.visitAs(OFFICER, '/usulan-baru');
  const rows = world.newRows({ workers: 4 });
  const [kept = {}, changed = {}, gone = {}, last = {}] = rows;
  const [came = {}] = world.newRows({ workers: 1 });
  await fillRequest(page, 'Nelayan dikembalikan', { folder, rows });
  const requestId = await sendAndReturn(page, { title: 'Nelayan dikembalikan', workers: 4 });

  await note(page).getByText(REASON).waitFor();
  await step(page, 'Periksa dan kirim');
  await page.getByText('Belum ada yang berubah.').waitFor();
  await step(page, 'Program dan masa');
  await page.getByLabel('Nama usulan').fill('Nelayan Rangsang, alamat lengkap');
  await page.getByRole('radio', { name: '1 bulan' }).check();
  await page.getByText('sebelumnya Nelayan dikembalikan').waitFor();
  await page.getByText(/sebelumnya Januari.Maret/).waitFor();
  await looksWellInBoth(page, 'revisi-program');
  await nextStep(page);
  await page.getByRole('button', { name: 'Lepas' }).click();
  await page.getByText('Revisi sebelumnya menyertakan PDF ini.').waitFor();
  await looksWellInBoth(page, 'revisi-dana');
  await nextStep(page);
  const now = [kept, { ...changed, alamat: 'Jalan Pelabuhan 12' }, last, came];
  await page.getByLabel('Berkas daftar pekerja').setInputFiles(rosterFile(folder, 'revisi.csv', now));
  await page.getByRole('row', { name: /alamat: .* Jalan Pelabuhan 12/i }).waitFor();
  await expect.poll(() => counts(page)).toEqual(['1', '1', '1', '2']);
  await page.getByRole('row', { name: new RegExp(`${String(gone['nama'])}.*Dikeluarkan`, 'i') }).waitFor();
  await looksWellInBoth(page, 'revisi-pekerja');
  await nextStep(page);
  const summary = page.getByRole('region', { name: 'Yang berubah dari revisi 1' });
  await summary.getByText('Nelayan Rangsang, alamat lengkap').waitFor();
  await summary.getByText('dilepas').waitFor();
  await expect.poll(() => counts(page)).toEqual(['1', '1', '1', '2']);
  await looksWellInBoth(page, 'revisi-kirim');
  await page.getByRole('button', { name: 'Kirim usulan' }).click();

  await page.getByRole('heading', { name: 'Nelayan Rangsang, alamat lengkap', level: 1 }).waitFor();
  await reaches(world, requestId, 'approving');
  await page.reload();
  const compared = page.getByRole('region', { name: 'Yang berubah pada revisi ini' });
  await compared.getByRole('row', { name: /Diubah alamat/ }).waitFor();
  await compared.getByText('dilepas').waitFor();
  await looksWellInBoth(page, 'usulan-revisi');
  await takePrint(page, 'usulan-revisi');
  expect(complaints).toEqual([]);
});

test('a returned request is revised in the grid, where cells and rows that differ stand out', async () => {
  const { page } = await portal.visitAs(OFFICER, '/usulan-baru');
  await fillProgramme(page, 'Petani diketik');
  await nextStep(page);
  await fillMoney(page, folder);
  await nextStep(page);
  await pasteRows(page, world.newRows({ workers: 3 }));
  await goodRows(page, 3);
  await nextStep(page);
  await sendAndReturn(page, { title: 'Petani diketik', workers: 3 });

  await step(page, 'Daftar pekerja');
  await page.getByRole('heading', { name: 'Yang berubah dari revisi 1' }).waitFor();
  await expect.poll(() => counts(page)).toEqual(['0', '0', '0', '3']);
  const place = page.getByLabel('tempat_lahir, baris 3');
  const before = await place.inputValue();
  await place.fill('Teluk Belitung');
  const [row = {}] = world.newRows({ workers: 1 });
  await page.getByLabel('nik, baris 5').focus();
  await pasteRows(page, [row], { isHeaded: false });
  await expect.poll(() => counts(page)).toEqual(['1', '1', '0', '2']);

  await page.getByRole('row', { name: /^Baris 5 baru/ }).waitFor();
  await page.getByRole('cell', { name: new RegExp(`sebelumnya ${before}`) }).waitFor();
  await expect.poll(() => page.locator('.roster-grid td[data-changed=true]').count()).toBe(1);
  await looksWellInBoth(page, 'revisi-ketik');
});

test('on another device the roster that was sent can be had from the system', async () => {
  const first = await portal.visitAs(OFFICER, '/usulan-baru');
  await fillRequest(first.page, 'Lain perangkat', { folder, rows: world.newRows({ workers: 2 }) });
  const requestId = await sendAndReturn(first.page, { title: 'Lain perangkat', workers: 2 });

  const { page } = await portal.visitAs(OFFICER, `/usulan/${requestId}`);
  await page.getByRole('button', { name: 'Buat revisi' }).click();
  await note(page).getByText(REASON).waitFor();
  await step(page, 'Daftar pekerja');
  await page.getByText('tidak ada lagi di perangkat ini').waitFor();
  await looksWellInBoth(page, 'revisi-lain-perangkat');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Unduh daftar revisi 1' }).click();

  expect((await downloading).suggestedFilename()).toBe(`${requestId}-1-roster.csv`);
});
