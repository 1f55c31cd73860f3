import { beforeAll, expect, test } from 'vitest';
import { monthOf, OFFICER, reaches, send } from '../e2e/support/requests.ts';
import { axeFindings, chooseLanguage, takePictures } from '../support/portal.ts';
import { startPortal } from '../support/portal-test.ts';

const OTHER_OFFICER = 'petugas-tebing-tinggi';

const { world, portal } = await startPortal({ levels: 1, instancesPerFunction: 2 });

beforeAll(async () => {
  const waiting = await send(world, { title: 'Nelayan Rangsang <b>tahap</b> 1', rows: world.newRows(), months: 3 });
  const badRows = world.newRows().map((row) => ({ ...row, NIK: '12' }));
  const refused = await send(world, { title: 'Buruh pelabuhan Selatpanjang', rows: badRows, month: 4 });
  await reaches(world, waiting.requestId, 'approving');
  await reaches(world, refused.requestId, 'refused');
});

test('an officer signs in and sees the own office’s requests with status, period and money, in both languages', async () => {
  const { page, complaints } = await portal.visitAs(OFFICER, '/usulan');

  const row = page.getByRole('row', { name: /Nelayan Rangsang <b>tahap<\/b> 1/ });
  await row.waitFor();
  await expect.poll(() => row.textContent()).toMatch(/Menunggu persetujuan.*Januari–Maret.*APBD.*Rp[\d.]+/);
  await expect
    .poll(() => page.getByRole('banner').textContent())
    .toMatch(/Petugas Disnaker.*Petugas · Dinas Tenaga Kerja dan Transmigrasi/);
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'usulan');

  await chooseLanguage(page, 'en');

  await expect.poll(() => row.textContent()).toMatch(/Awaiting approval.*January\s*–\s*March/);
  await expect.poll(() => page.title()).toBe('Requests – Lindung');
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('filters leave the requests that match, stand in the address and survive the back button', async () => {
  const { page } = await portal.visitAs(OFFICER, '/usulan');
  await page.getByLabel('Status').selectOption('Tidak lolos');
  await page.getByRole('status').filter({ hasText: '1 usulan' }).waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe('?status=refused');

  await page.getByLabel('Bulan perlindungan').selectOption(monthOf(1));
  await page.getByText('Tidak ada usulan yang cocok').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'usulan-tidak-cocok');

  await page.goBack();
  await page.getByText('Buruh pelabuhan Selatpanjang').waitFor();
});

test('an office without requests is told what will appear there', async () => {
  const { page } = await portal.visitAs(OTHER_OFFICER, '/usulan');

  await page.getByText('Belum ada usulan').waitFor();

  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'usulan-kosong');
});
