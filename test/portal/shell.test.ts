import { expect, test } from 'vitest';
import { OFFICER } from '../e2e/support/requests.ts';
import { axeFindings, fillSignIn, takePictures } from '../support/portal.ts';
import { looksWell, startPortal } from '../support/portal-test.ts';

const { world, portal } = await startPortal({ levels: 1, instancesPerFunction: 1 });

const UNAUTHORISED = { status: 401, json: { message: 'Unauthorized' } };

test('the welcome page leads to the sign-in, and sign-out leads back to it', async () => {
  const { page, complaints } = await portal.visit('/');
  await page.getByRole('heading', { name: 'Iuran terbayar' }).waitFor();
  await looksWell(page, 'selamat-datang');

  await page.getByRole('button', { name: 'Masuk' }).click();
  await fillSignIn(page, world.system(), OFFICER);
  await page.getByRole('heading', { name: 'Beranda' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'beranda');

  expect(complaints).toEqual([]);

  await page.getByRole('button', { name: 'Keluar' }).click();
  await page.getByRole('button', { name: /sign me out/ }).click();
  await page.getByRole('heading', { name: 'Iuran terbayar' }).waitFor();
});

test('on a phone the menu opens by its button, closes by Escape with the focus back on it, and on the way to a page', async () => {
  const { page, complaints } = await portal.visitAs('admin-diskominfo', '/administrasi/orang');
  await page.setViewportSize({ width: 360, height: 740 });
  const menu = page.getByRole('navigation', { name: 'Menu utama' });
  const button = menu.getByRole('button', { name: 'Menu Administrasi' });
  await expect.poll(() => menu.getByRole('link').count()).toBe(0);
  await expect.poll(() => button.getAttribute('aria-expanded')).toBe('false');

  await button.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => button.getAttribute('aria-expanded')).toBe('true');
  await takePictures(page, 'menu');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Beranda');
  await page.keyboard.press('Escape');
  await expect.poll(() => menu.getByRole('link').count()).toBe(0);
  await expect.poll(() => page.evaluate('document.activeElement.getAttribute("aria-expanded")')).toBe('false');

  await button.click();
  await menu.getByRole('link', { name: 'Perubahan' }).click();
  await page.getByRole('heading', { name: 'Perubahan', level: 1 }).waitFor();
  await menu.getByRole('button', { name: 'Menu Perubahan' }).waitFor();
  await expect.poll(() => menu.getByRole('link').count()).toBe(0);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect.poll(() => menu.getByRole('button').count()).toBe(0);
  await expect.poll(() => menu.getByRole('link', { name: 'Dasbor' }).count()).toBe(1);
  expect(complaints).toEqual([]);
});

test('in high contrast the menu shows the present page, and the legend of the money its colours', async () => {
  const { page } = await portal.visitAs(OFFICER, '/dasbor');
  await page.getByRole('heading', { name: /^Dana tahun/ }).waitFor();
  await page.emulateMedia({ forcedColors: 'active' });
  const colours = (selector: string, property: string) =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll('${selector}')].map((one) => getComputedStyle(one).${property})`,
    );
  const present = await colours('.navigation a[aria-current]', 'borderBottomColor');
  const others = await colours('.navigation a:not([aria-current])', 'borderBottomColor');
  expect([present.length, new Set(others).size]).toEqual([1, 1]);
  expect(others).not.toContain(present[0]);
  expect(new Set(await colours('.legend .key', 'backgroundColor')).size).toBe(5);
  await takePictures(page, 'kontras-tinggi');
});

test('a browser that closes its storage to the portal is told so, because nobody can sign in there', async () => {
  const { page, context, complaints } = await portal.visit('/');
  await context.addInitScript(`for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
  }`);
  await page.goto(`${world.apiUrl()}/beranda`);
  await page.getByText('izinkan situs ini menyimpan data (cookie)').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'penyimpanan-ditutup');
  expect(complaints).toEqual([]);
});

test('no token is written to the device', async () => {
  const { page } = await portal.visitAs(OFFICER, '/usulan');
  await page.getByRole('heading', { name: 'Usulan', level: 1 }).waitFor();

  const stored = await page.evaluate<string>(
    'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
  );

  expect(stored).not.toMatch(/token|eyJ/);
});

test('a page that somebody asks for without being signed in opens after the sign-in, and an unknown one says so', async () => {
  const { page } = await portal.visitAs(OFFICER, '/tidak-ada');

  await page.getByRole('heading', { name: 'Halaman tidak ditemukan' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'tidak-ditemukan');
  await page.getByRole('link', { name: 'Ke beranda' }).click();

  await page.getByRole('heading', { name: 'Beranda' }).waitFor();
  await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H1');
});

test('the person and the first requests are asked once, while the portal itself is still on its way', async () => {
  const { page } = await portal.visitAs(OFFICER, '/beranda');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const isAsked = Promise.all(['/api/me', '/api/requests'].map((path) => page.waitForRequest(`**${path}`)));
  await page.route('**/assets/frame-*.js', async (route) => {
    await isAsked;
    await route.continue();
  });

  await page.goto(new URL('/usulan', page.url()).href);

  await page.getByText('Belum ada usulan').waitFor();
  expect(asked.filter((path) => path.startsWith('/api/')).toSorted()).toEqual(['/api/me', '/api/requests']);
  expect(asked.filter((path) => path.startsWith('/.well-known'))).toEqual([]);
});

test('while the portal is on its way, its page says so; when it does not come, what to do', async () => {
  const { page } = await portal.visitAs(OFFICER, '/beranda');
  const onTheWay = Promise.withResolvers<void>();
  await page.route('**/assets/frame-*.js', async (route) => {
    await onTheWay.promise;
    await route.abort();
  });

  await page.reload({ waitUntil: 'commit' });
  await page.waitForURL('**/masuk/kembali?*', { waitUntil: 'commit' });
  await page.getByRole('heading', { name: 'Memuat…' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'memuat');
  onTheWay.resolve();

  await page.getByRole('alert').getByText('Portal belum termuat.').waitFor();
  await expect.poll(() => page.getByText('Memuat…').isVisible()).toBe(false);
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'tidak-termuat');
});

test('a portal that cannot learn where to sign in says so, and tries again', async () => {
  const { page } = await portal.visitAs(OFFICER, '/beranda');
  await page.route('**/portal-config.json', (route) => route.abort());

  await page.reload();
  await page.getByText('Server tidak terjangkau.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.unroute('**/portal-config.json');
  await page.getByRole('button', { name: 'Coba lagi' }).click();

  await page.getByRole('heading', { name: 'Beranda' }).waitFor();
});

test('a call that is refused because the token has run out is repeated after a silent renewal', async () => {
  const { page } = await portal.visitAs(OFFICER, '/beranda');
  let refused = 0;
  await page.route('**/api/requests', (route) => {
    refused += 1;
    return refused === 1 ? route.fulfill(UNAUTHORISED) : route.continue();
  });

  await page.getByRole('link', { name: 'Usulan' }).first().click();

  await page.getByText('Belum ada usulan').waitFor();
  expect(refused).toBe(2);
});

test('a sign-in that has ended asks for a new one in a window of its own, and the call goes on', async () => {
  const { page, context } = await portal.visitAs(OFFICER, '/beranda');
  let refused = 0;
  await page.route('**/api/requests', (route) => {
    refused += 1;
    return refused === 1 ? route.fulfill(UNAUTHORISED) : route.continue();
  });
  await page.route('**/oauth2/token', (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }));
  await context.clearCookies();

  await page.getByRole('link', { name: 'Usulan' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Sesi Anda berakhir' });
  await dialog.waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'sesi-berakhir');
  const opened = context.waitForEvent('page');
  await dialog.getByRole('button', { name: 'Masuk lagi' }).click();
  await fillSignIn(await opened, world.system(), OFFICER);

  await page.getByText('Belum ada usulan').waitFor();
  await expect.poll(() => dialog.count()).toBe(0);
});

test('a server that cannot be reached is told in one sentence, with a button that tries again', async () => {
  const { page } = await portal.visitAs(OFFICER, '/beranda');
  await page.route('**/api/requests', (route) => route.abort());

  await page.getByRole('link', { name: 'Usulan' }).first().click();
  await page.getByText('Server tidak terjangkau.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'tidak-terjangkau');
  await page.unroute('**/api/requests');
  await page.getByRole('button', { name: 'Coba lagi' }).click();

  await page.getByText('Belum ada usulan').waitFor();
});
