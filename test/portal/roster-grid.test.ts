import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ROSTER_COLUMNS } from '../../domain/roster/template.ts';
import { OFFICER } from '../e2e/support/requests.ts';
import { looksWell, startPortal } from '../support/portal-test.ts';
import { goodRows, pasteRows, rosterFile } from '../support/request-form.ts';

const { world, portal } = await startPortal({ levels: 1, instancesPerFunction: 1 });
const { folder } = world;

async function atRoster(): Promise<Page> {
  const { page } = await portal.visitAs(OFFICER, '/usulan-baru');
  await page.getByRole('button', { name: 'Mulai usulan baru' }).click();
  await page.getByRole('button', { name: 'Daftar pekerja' }).click();
  await page.getByLabel('nik, baris 2').waitFor();
  return page;
}

/** The name of what has the focus. */
const focused = (page: Page) => page.evaluate<string>('document.activeElement.ariaLabel');
const press = (page: Page, ...keys: readonly string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

test('the keyboard goes through the grid as through a spreadsheet, from page to page', async () => {
  const page = await atRoster();
  await pasteRows(page, world.newRows({ workers: 25 }));
  await goodRows(page, 25);

  await page.getByLabel('nik, baris 20').focus();
  await press(page, 'Enter');
  await expect.poll(() => focused(page)).toBe('nik, baris 21');
  await press(page, 'ArrowDown');
  await expect.poll(() => focused(page)).toBe('nik, baris 22');
  await press(page, 'End', 'ArrowRight');
  await expect.poll(() => focused(page)).toBe('nama, baris 22');
  await press(page, 'Home', 'ArrowRight');
  await expect.poll(() => focused(page)).toBe('nama, baris 22');
  await press(page, 'Home', 'ArrowLeft');
  await expect.poll(() => focused(page)).toBe('nik, baris 22');
  await press(page, 'Shift+Enter');
  await expect.poll(() => focused(page)).toBe('nik, baris 21');
  await press(page, 'Tab', 'Tab');
  await expect.poll(() => focused(page)).toBe('tempat_lahir, baris 21');
});

test('a problem on a later page is one press away from its cell', async () => {
  const page = await atRoster();
  const rows = world.newRows({ workers: 24 });
  const [last = {}] = world.newRows({ workers: 1 });
  await pasteRows(page, [...rows, { ...last, jenis_kelamin: 'X' }]);

  await page.getByRole('link', { name: /Baris 26, kolom jenis_kelamin/ }).click();

  await expect.poll(() => focused(page)).toBe('jenis_kelamin, baris 26');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(last['jenis_kelamin'] ?? '');
  await goodRows(page, 25);
});

test('five columns are pasted where the cursor stands, and one press undoes what was pasted or taken out', async () => {
  const page = await atRoster();
  await pasteRows(page, world.newRows({ workers: 2 }));
  await goodRows(page, 2);
  const name = await page.getByLabel('nama, baris 2').inputValue();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(`navigator.clipboard.writeText('Satu\\tDua\\tTiga\\tEmpat\\tLima\\nEnam\\t\\t\\t\\tTujuh')`);
  await page.getByLabel('nama, baris 2').focus();
  await page.keyboard.press('Control+V');
  const cell = (column: number, row: number) =>
    page.getByLabel(`${ROSTER_COLUMNS[column] ?? ''}, baris ${row}`).inputValue();
  await expect
    .poll(() => Promise.all([1, 2, 3, 4, 5].map((column) => cell(column, 2))))
    .toEqual(['Satu', 'Dua', 'Tiga', 'Empat', 'Lima']);
  await expect.poll(() => cell(5, 3)).toBe('Tujuh');
  await expect.poll(() => cell(0, 2)).not.toBe('');

  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect.poll(() => cell(1, 2)).toBe(name);
  await page.getByRole('button', { name: 'Keluarkan baris 2' }).click();
  await expect.poll(() => cell(1, 2)).not.toBe(name);
  await looksWell(page, 'isian-urungkan');
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect.poll(() => cell(1, 2)).toBe(name);

  // A file takes the place of what was typed, until that is undone.
  await page
    .getByLabel('Berkas daftar pekerja')
    .setInputFiles(rosterFile(folder, 'lain.csv', world.newRows({ workers: 4 })));
  await goodRows(page, 4);
  await page.getByRole('button', { name: 'Urungkan' }).click();
  await expect.poll(() => cell(1, 2)).toBe(name);
});

test('cells of a file that are being corrected survive a reload, and count when the officer goes on', async () => {
  const page = await atRoster();
  const [first = {}, ...rest] = world.newRows({ workers: 5 });
  await page
    .getByLabel('Berkas daftar pekerja')
    .setInputFiles(rosterFile(folder, 'salah.csv', [{ ...first, jenis_kelamin: 'X' }, ...rest]));
  await page.getByLabel('jenis_kelamin, baris 2').fill(first['jenis_kelamin'] ?? '');
  await page.getByText('Tersimpan di perangkat ini').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Periksa lagi dengan 1 perbaikan' }).waitFor();
  await expect.poll(() => page.getByLabel('jenis_kelamin, baris 2').inputValue()).toBe(first['jenis_kelamin']);

  await page.getByRole('button', { name: 'Periksa dan kirim' }).click();

  const workers = page.getByText('Pekerja pada baris benar').locator('..');
  await workers.getByText('5', { exact: true }).waitFor();
  await page.goBack();
  await goodRows(page, 5);
});
