import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { FINANCE, OFFICER } from '../e2e/support/requests.ts';
import { axeFindings, fillSignIn, takePictures } from '../support/portal.ts';
import { startPortal } from '../support/portal-test.ts';

const { world, portal } = await startPortal({ levels: 1, instancesPerFunction: 1 });

const UNAUTHORISED = { status: 401, json: { message: 'Unauthorized' } };
const WELCOME = { name: 'Iuran terbayar' };

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Keluar' }).click();
  await page.getByRole('button', { name: /sign me out/ }).click();
  await page.getByRole('heading', WELCOME).waitFor();
}

test('what one person has begun is never sent in the name of another who signs in meanwhile', async () => {
  const { page, context, complaints } = await portal.visitAs(OFFICER, '/beranda');
  const bearers = new Set<string>();
  page.on('request', (request) => {
    if (request.url().includes('/api/')) bearers.add(request.headers()['authorization'] ?? '');
  });
  await page.route('**/api/requests', (route) => route.fulfill(UNAUTHORISED));
  await page.route('**/oauth2/token', (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }));
  await context.clearCookies();
  await page.getByRole('link', { name: 'Usulan' }).first().click();
  const opened = context.waitForEvent('page');
  await page.getByRole('dialog').getByRole('button', { name: 'Masuk lagi' }).click();

  await fillSignIn(await opened, world.system(), FINANCE);

  await page.getByRole('heading', WELCOME).waitFor();
  expect(bearers.size).toBe(1);
  expect(complaints.filter((text) => !text.includes('40'))).toEqual([]);
});

test('whoever signs out in one window is signed out in all of them', async () => {
  const { page, context } = await portal.visitAs(OFFICER, '/beranda');
  const other = await context.newPage();
  await other.goto(new URL('/usulan', page.url()).href);
  await other.getByText('Belum ada usulan').waitFor();

  await signOut(page);

  await other.getByRole('heading', WELCOME).waitFor();
  await expect.poll(() => other.getByText('Belum ada usulan').count()).toBe(0);
});

test('the back button leads whoever comes after a sign-out to the sign-in', async () => {
  const { page } = await portal.visitAs(OFFICER, '/usulan');
  await page.getByText('Belum ada usulan').waitFor();
  await signOut(page);

  // Left only after the call has answered: a page that goes while it is asked makes the call itself fail.
  await page.evaluate('void setTimeout(() => history.go(-2))');

  await page.getByLabel('Email').waitFor();
  await expect.poll(() => page.getByText('Belum ada usulan').count()).toBe(0);
});

test('a page that the browser keeps as it was for the back button keeps nothing of the person who has signed out', async () => {
  const { page, context } = await portal.visitAs(OFFICER, '/usulan');
  await page.getByText('Belum ada usulan').waitFor();
  // This browser keeps no pages; what it would tell them is told by hand, to a page that 204 does not let leave.
  // Told only after the call has answered: a page that reloads while it is asked makes the call itself fail.
  const tell = (event: string) =>
    page.evaluate(
      `void setTimeout(() => window.dispatchEvent(new PageTransitionEvent('${event}', { persisted: true })))`,
    );
  await page.route('**/logout?**', (route) => route.fulfill({ status: 204 }));
  const isAsked = page.waitForRequest('**/logout?**');

  await page.getByRole('button', { name: 'Keluar' }).click();
  // The browser keeps addresses; a token in one would be there for the next person.
  expect((await isAsked).url()).not.toContain('eyJ');
  await tell('pagehide');
  await expect.poll(() => page.evaluate('document.body.innerText')).toBe('');
  await context.clearCookies();
  await tell('pageshow');

  await page.getByLabel('Email').waitFor();
});

const STORED = `new Promise((resolve) => {
  const opening = indexedDB.open('lindung');
  opening.onsuccess = () => {
    const all = opening.result.transaction('drafts').objectStore('drafts').getAll();
    all.onsuccess = () => resolve(JSON.stringify(all.result));
  };
})`;
const UNREADABLE = `new Promise((resolve) => {
  const opening = indexedDB.open('lindung');
  opening.onsuccess = () => {
    const transaction = opening.result.transaction('drafts', 'readwrite');
    transaction.objectStore('drafts').put({ draftId: 'of-an-older-portal', rows: [['Siti']] });
    transaction.oncomplete = () => resolve(null);
  };
})`;

test('an officer who signs out says what becomes of the drafts on this computer', async () => {
  const { page, complaints } = await portal.visitAs(OFFICER, '/usulan-baru');
  await page.getByRole('button', { name: 'Mulai usulan baru' }).click();
  await page.getByLabel('Nama usulan').fill('Nelayan Rangsang');
  await page.getByText('Tersimpan di perangkat ini').waitFor();
  const question = page.getByRole('dialog', { name: 'Isian Anda masih ada di komputer ini' });
  await page.getByRole('button', { name: 'Keluar' }).click();
  await question.waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'keluar-dengan-isian');
  await question.getByRole('button', { name: 'Batal' }).click();
  await expect.poll(() => question.count()).toBe(0);
  expect(complaints).toEqual([]);

  await page.getByRole('button', { name: 'Keluar' }).click();
  await question.getByRole('button', { name: 'Simpan dan keluar' }).click();
  await page.getByRole('button', { name: /sign me out/ }).click();
  await page.getByRole('heading', WELCOME).waitFor();
  await expect.poll(() => page.evaluate(STORED)).toContain('Nelayan Rangsang');
  await page.evaluate(UNREADABLE);

  await page.getByRole('button', { name: 'Masuk' }).click();
  await fillSignIn(page, world.system(), OFFICER);
  await page.getByRole('heading', { name: 'Beranda' }).waitFor();
  await page.getByRole('button', { name: 'Keluar' }).click();
  await question.getByText(/^1 isian/).waitFor();
  await question.getByRole('button', { name: 'Hapus isian dan keluar' }).click();
  await page.getByRole('button', { name: /sign me out/ }).click();
  await page.getByRole('heading', WELCOME).waitFor();

  await expect.poll(() => page.evaluate(STORED)).toBe('[]');
});
