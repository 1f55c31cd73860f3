import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ROSTER_COLUMNS } from '../../domain/roster/template.ts';
import { monthOf } from '../e2e/support/requests.ts';
import type { World } from '../e2e/support/world.ts';

type Rows = ReturnType<World['newRows']>;

/** A roster as an officer would choose it. Gives its path. */
export function rosterFile(folder: string, name: string, rows: Rows): string {
  const lines = rows.map((row) =>
    ROSTER_COLUMNS.map((column) => `"${(row[column] ?? '').replaceAll('"', '""')}"`).join(','),
  );
  const file = join(folder, name);
  writeFileSync(file, [ROSTER_COLUMNS.join(','), ...lines].join('\r\n'));
  return file;
}

export function pdfFile(folder: string): string {
  const file = join(folder, 'sk.pdf');
  writeFileSync(file, '%PDF-1.7 a scanned decree');
  return file;
}

export const nextStep = (page: Page) => page.getByRole('button', { name: 'Lanjut' }).click();

export const goodRows = (page: Page, count: number) => page.getByText(new RegExp(`^${count} baris benar`)).waitFor();

/** The first step of a new request. */
export async function fillProgramme(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Mulai usulan baru' }).click();
  await page.getByLabel('Nama usulan').fill(title);
  await page.getByRole('radio', { name: /SG/ }).check();
  await page.getByRole('checkbox', { name: /JKK/ }).check();
  await page.getByRole('checkbox', { name: /JKM/ }).check();
  await page.getByLabel('Bulan pertama').selectOption(monthOf(1));
  await page.getByRole('radio', { name: '3 bulan' }).check();
}

/** The second step, with its first paper. */
export async function fillMoney(page: Page, folder: string): Promise<void> {
  await page.getByRole('radio', { name: /APBD Kabupaten/ }).check();
  await page.getByLabel('Nomor SK').fill('SK/500.15/2026/001');
  await page.getByLabel('PDF surat keputusan').setInputFiles(pdfFile(folder));
  await page.getByLabel('Nomor PKS').fill('PKS/2026/001');
}

/** All steps, up to the button that sends. */
export async function fillRequest(page: Page, title: string, order: { folder: string; rows: Rows }): Promise<void> {
  await fillProgramme(page, title);
  await nextStep(page);
  await fillMoney(page, order.folder);
  await nextStep(page);
  await page.getByLabel('Berkas daftar pekerja').setInputFiles(rosterFile(order.folder, 'usulan.csv', order.rows));
  await goodRows(page, order.rows.length);
  await nextStep(page);
  await page.getByText('Tersimpan di perangkat ini').waitFor();
}

/** Pastes rows into the cell that has the focus, as a spreadsheet gives them; into the first one when it brings headings. */
export async function pasteRows(
  page: Page,
  rows: Rows,
  { isHeaded = true }: { isHeaded?: boolean } = {},
): Promise<void> {
  const cells = rows.map((row) => ROSTER_COLUMNS.map((column) => row[column] ?? ''));
  const text = [...(isHeaded ? [ROSTER_COLUMNS] : []), ...cells].map((line) => line.join('\t')).join('\n');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  if (isHeaded) await page.getByLabel('nik, baris 2').focus();
  await page.keyboard.press('Control+V');
}
