import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { ROSTER_COLUMNS } from '../../domain/roster/template.ts';
import { OFFICER } from '../e2e/support/requests.ts';
import { fillSignIn, takePictures } from '../support/portal.ts';
import type { PortalVisit } from '../support/portal.ts';
import { isFaultless, looksWell, startPortal } from '../support/portal-test.ts';
import { fillProgramme, fillRequest, goodRows, nextStep, rosterFile } from '../support/request-form.ts';

const { world, portal } = await startPortal({ levels: 1, instancesPerFunction: 2 });
const { folder } = world;

/** A request that is ready to be sent. */
async function ready(title: string): Promise<PortalVisit> {
  const visit = await portal.visitAs(OFFICER, '/usulan-baru');
  await fillRequest(visit.page, title, { folder, rows: world.newRows({ workers: 2 }) });
  return visit;
}

/** What the page does with each try to send the request; gives the keys that went with them. */
async function onSend(
  page: Page,
  answer: (route: Route, attempt: number) => Promise<void>,
): Promise<(string | undefined)[]> {
  const keys: (string | undefined)[] = [];
  await page.route('**/api/requests', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    keys.push(route.request().headers()['idempotency-key']);
    return answer(route, keys.length);
  });
  return keys;
}

const sendButton = (page: Page) => page.getByRole('button', { name: /^Kirim (usulan|lagi)$/ });
const isSent = (page: Page, title: string) => page.getByRole('heading', { name: title, level: 1 }).waitFor();

/** How many requests of this name the officer's office has. */
async function requestsNamed(page: Page, title: string): Promise<number> {
  await page.getByRole('link', { name: 'Usulan', exact: true }).click();
  await page
    .getByRole('row', { name: new RegExp(title) })
    .first()
    .waitFor();
  return page.getByRole('row', { name: new RegExp(title) }).count();
}

/** From now on the page waits for an answer as long as the test lets it. */
const HOLD_PATIENCE = `void (
  (window.patience = []),
  (AbortSignal.timeout = (milliseconds) => {
    const ending = new AbortController();
    window.patience.push({ milliseconds, runOut: () => ending.abort(new DOMException('', 'TimeoutError')) });
    return ending.signal;
  })
)`;
/** Ends it, and tells how long the page would have waited for each of its calls. */
const END_PATIENCE = `window.patience.map(({ milliseconds, runOut }) => {
  runOut();
  return milliseconds;
})`;

test('a server that answers only after 30 seconds costs a second press and nothing else', async () => {
  const { page } = await ready('Server lambat');
  await page.evaluate(HOLD_PATIENCE);
  const [arrived, isTold] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const keys = await onSend(page, async (route, attempt) => {
    if (attempt > 1) return route.continue();
    // The request arrives at once; its answer comes when nobody waits for it any more.
    const answer = await route.fetch();
    arrived.resolve();
    await isTold.promise;
    await route.fulfill({ response: answer }).catch(() => undefined);
  });

  await sendButton(page).click();
  await arrived.promise;
  expect(new Set(await page.evaluate<number[]>(END_PATIENCE))).toEqual(new Set([30_000]));
  await page.getByText('Server tidak menjawab dalam 30 detik.').waitFor();
  isTold.resolve();
  await isFaultless(page);
  await sendButton(page).click();

  await isSent(page, 'Server lambat');
  expect(new Set(keys).size).toBe(1);
  expect(await requestsNamed(page, 'Server lambat')).toBe(1);
});

test('offline, the officer goes on writing, presses send once, and the request goes when the line is back', async () => {
  const { page, context } = await ready('Tanpa sinyal');
  await context.setOffline(true);
  await page.getByText('Anda sedang luring.').waitFor();
  await page.getByRole('button', { name: 'Program dan masa' }).click();
  await page.getByLabel('Nama usulan').fill('Tanpa sinyal sama sekali');
  await page.getByText('Tersimpan di perangkat ini').waitFor();
  await page.getByRole('button', { name: 'Periksa dan kirim' }).click();
  await sendButton(page).click();
  await page.getByText('Mengunggah daftar pekerja…').waitFor();
  await looksWell(page, 'luring');

  await context.setOffline(false);

  await page.getByText('Tersambung kembali.').waitFor();
  const messages = page.getByRole('status').filter({ hasText: 'Usulan terkirim dan sedang diperiksa.' });
  await expect.poll(() => messages.first().getAttribute('aria-live')).toBe('polite');
  await isSent(page, 'Tanpa sinyal sama sekali');
});

test('a server that fails is told in one sentence, and the next press sends the same request', async () => {
  const { page } = await ready('Server rusak');
  const keys = await onSend(page, (route, attempt) =>
    attempt === 1
      ? route.fulfill({ status: 500, body: 'oops', headers: { 'apigw-requestid': 'rujukan-1' } })
      : route.continue(),
  );

  await sendButton(page).click();
  await page.getByText('Terjadi gangguan pada server.').waitFor();
  await page.getByText('Nomor rujukan untuk administrator: rujukan-1').waitFor();
  await looksWell(page, 'server-rusak');
  await sendButton(page).dblclick();

  await isSent(page, 'Server rusak');
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
});

test('a session that ends while the request is sent asks for a sign-in, and the sending goes on by itself', async () => {
  const { page, context } = await ready('Sesi habis');
  const keys = await onSend(page, (route, attempt) =>
    attempt === 1 ? route.fulfill({ status: 401, json: { message: 'Unauthorized' } }) : route.continue(),
  );
  await page.route('**/oauth2/token', (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }));
  await context.clearCookies();

  await sendButton(page).click();
  const dialog = page.getByRole('dialog', { name: 'Sesi Anda berakhir' });
  await dialog.waitFor();
  const opened = context.waitForEvent('page');
  await dialog.getByRole('button', { name: 'Masuk lagi' }).click();
  await fillSignIn(await opened, world.system(), OFFICER);

  await isSent(page, 'Sesi habis');
  expect(new Set(keys).size).toBe(1);
});

test('an upload that is cut off in the middle is tried again by itself', async () => {
  const { page } = await ready('Unggahan putus');
  let puts = 0;
  await page.route(
    () => true,
    (route) => {
      if (route.request().method() !== 'PUT') return route.fallback();
      puts += 1;
      return puts === 1 ? route.abort('connectionreset') : route.fallback();
    },
  );

  await sendButton(page).click();

  await isSent(page, 'Unggahan putus');
  // The roster twice, the decree once.
  expect(puts).toBe(3);
});

test('a lid that is closed in the middle of an upload costs nothing: what had arrived is not sent again', async () => {
  const { page, context } = await ready('Tutup laptop');
  let puts = 0;
  await context.route(
    () => true,
    async (route) => {
      if (route.request().method() !== 'PUT') return route.fallback();
      puts += 1;
      // The roster arrives; the decree is on its way when the lid closes.
      if (puts === 2) return undefined;
      return route.fallback();
    },
  );
  await sendButton(page).click();
  await page.getByText('Mengunggah SK…').waitFor();
  await expect.poll(() => puts).toBe(2);
  const address = page.url();
  await page.close();

  const opened = await context.newPage();
  await opened.goto(address);
  await sendButton(opened).click();

  await isSent(opened, 'Tutup laptop');
  expect(puts).toBe(3);
});

test('a sign-in that ends while the officer writes costs nothing, whatever the page asks for next', async () => {
  const { page, context } = await portal.visitAs(OFFICER, '/usulan-baru');
  await fillProgramme(page, 'Sesi habis di tengah isian');
  await page.route(
    '**/api/allocations*',
    (route) => route.fulfill({ status: 401, json: { message: 'Unauthorized' } }),
    {
      times: 1,
    },
  );
  await page.route('**/oauth2/token', (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }));
  await context.clearCookies();
  await nextStep(page);

  const dialog = page.getByRole('dialog', { name: 'Sesi Anda berakhir' });
  await dialog.waitFor();
  await takePictures(page, 'sesi-habis');
  const opening = context.waitForEvent('page');
  await dialog.getByRole('button', { name: 'Masuk lagi' }).click();
  await fillSignIn(await opening, world.system(), OFFICER);

  await page.getByRole('radio', { name: /APBD Kabupaten/ }).check();
  await page.goBack();
  await expect.poll(() => page.getByLabel('Nama usulan').inputValue()).toBe('Sesi habis di tengah isian');
});

test('what the server refuses is told beside its field, in the language of the page, and the way leads there', async () => {
  const { page } = await ready('Ditolak server');
  const text = { id: 'Isian body.skNumber tidak boleh memuat NIK.', en: 'body.skNumber must not hold a NIK.' };
  await onSend(page, (route, attempt) =>
    attempt === 1
      ? route.fulfill({ status: 400, json: { error: { code: 'invalid-field', field: 'body.skNumber', text } } })
      : route.continue(),
  );
  await sendButton(page).click();
  await page.getByText('Isian Nomor SK tidak boleh memuat NIK.').waitFor();
  await looksWell(page, 'ditolak-server');
  await page.getByRole('button', { name: 'Perbaiki: Nomor SK' }).click();

  const field = page.getByLabel('Nomor SK');
  await page.getByText('Isian Nomor SK tidak boleh memuat NIK.').waitFor();
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  await field.fill('SK/500.15/2026/002');
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('false');
  await nextStep(page);
  await nextStep(page);
  await sendButton(page).click();
  await isSent(page, 'Ditolak server');
});

test('of two windows with a request that is ready, one sends it; the other, and the back button, lead to its page', async () => {
  const { page, context } = await ready('Dua jendela siap');
  const other = await context.newPage();
  await other.goto(page.url());
  await sendButton(other).waitFor();
  await sendButton(page).click();
  await isSent(page, 'Dua jendela siap');

  await sendButton(other).click();
  await other.getByText('Tidak terkirim: isian ini sudah berubah di jendela lain.').waitFor();
  await isFaultless(other);
  await other.getByRole('button', { name: 'Pakai yang dari jendela lain' }).click();
  await other.getByText('Isian ini sudah terkirim').waitFor();
  await looksWell(other, 'isian-terkirim');
  await other.getByRole('button', { name: 'Buka usulan' }).click();
  await isSent(other, 'Dua jendela siap');

  await page.goBack();
  await page.getByText('Isian ini sudah terkirim').waitFor();
  await page.goForward();
  await isSent(page, 'Dua jendela siap');
  expect(await requestsNamed(page, 'Dua jendela siap')).toBe(1);
});

test('two windows with the same draft notice each other, and the officer says which one counts', async () => {
  const { page, context } = await portal.visitAs(OFFICER, '/usulan-baru');
  await fillProgramme(page, 'Jendela pertama');
  await page.getByText('Tersimpan di perangkat ini').waitFor();
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByLabel('Nama usulan').fill('Jendela kedua');
  await other.getByText('Tersimpan di perangkat ini').waitFor();

  await page.getByLabel('Nama usulan').fill('Jendela pertama lagi');
  await page.getByText('Isian ini baru saja diubah di jendela lain.').waitFor();
  await looksWell(page, 'dua-jendela');
  await page.getByRole('button', { name: 'Pakai yang dari jendela lain' }).click();

  await expect.poll(() => page.getByLabel('Nama usulan').inputValue()).toBe('Jendela kedua');
});

test('the back button goes one step back, and nothing that was typed is gone', async () => {
  const { page } = await portal.visitAs(OFFICER, '/usulan-baru');
  await fillProgramme(page, 'Tombol kembali');
  await nextStep(page);
  await page.getByLabel('Nomor SK').fill('SK/1');
  await page.goBack();

  await expect.poll(() => page.getByLabel('Nama usulan').inputValue()).toBe('Tombol kembali');
  await page.goForward();
  await expect.poll(() => page.getByLabel('Nomor SK').inputValue()).toBe('SK/1');
});

test('a file of 50 MB or of another kind is told before anything is uploaded', async () => {
  const { page } = await portal.visitAs(OFFICER, '/usulan-baru');
  const uploads: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT' || request.url().endsWith('/api/uploads')) uploads.push(request.url());
  });
  await page.getByRole('button', { name: 'Mulai usulan baru' }).click();
  await page.getByRole('button', { name: 'Daftar pekerja' }).click();
  const field = page.getByLabel('Berkas daftar pekerja');
  const large = join(folder, 'besar.csv');
  writeFileSync(large, '');
  truncateSync(large, 50_000_000);
  await field.setInputFiles(large);
  await page.getByText('Berkas ini lebih dari 48 MB.').waitFor();
  await looksWell(page, 'berkas-besar');
  await field.setInputFiles({ name: 'daftar.docx', mimeType: 'application/msword', buffer: Buffer.from('x') });
  await page.getByText('Berkas harus CSV atau XLSX.').waitFor();
  await isFaultless(page);
  await page.getByRole('button', { name: 'Dana dan dokumen' }).click();
  await page
    .getByLabel('PDF surat keputusan')
    .setInputFiles({ name: 'sk.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no pdf at all') });
  await page.getByText('Ini bukan PDF.').waitFor();
  await isFaultless(page);
  expect(uploads).toEqual([]);
});

test('a browser that keeps nothing says so plainly when a draft is begun', async () => {
  const { page, context, complaints } = await portal.visitAs(OFFICER, '/usulan-baru');
  await context.addInitScript(`IDBFactory.prototype.open = () => {
    throw new DOMException('denied', 'SecurityError');
  };`);
  await page.reload();
  await page.getByRole('button', { name: 'Mulai usulan baru' }).click();
  await page.getByText('Peramban ini tidak dapat menyimpan apa pun (penuh, diblokir, atau jendela pribadi).').waitFor();
  await expect.poll(() => page.getByRole('alert').count()).toBe(1);
  await isFaultless(page);
  await takePictures(page, 'tidak-menyimpan');
  expect(complaints).toEqual([]);
});

test('a device that gets full while the officer writes is told of, and what was written can still be sent', async () => {
  const { page, complaints } = await ready('Perangkat penuh');
  await page.evaluate(`IDBObjectStore.prototype.put = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };`);
  await page.getByRole('button', { name: 'Program dan masa' }).click();
  await page.getByLabel('Nama usulan').fill('Perangkat penuh sekali');
  await page.getByText('Perangkat ini tidak dapat menyimpan isian').waitFor();
  await page.getByText('Belum tersimpan').waitFor();
  await isFaultless(page);
  await takePictures(page, 'perangkat-penuh');
  await page.getByRole('button', { name: 'Periksa dan kirim' }).click();
  await sendButton(page).click();

  await isSent(page, 'Perangkat penuh sekali');
  expect(complaints).toEqual([]);
});

test('scripts in a roster are shown as the text they are and never run', async () => {
  const { page, complaints } = await portal.visitAs(OFFICER, '/usulan-baru');
  const script = `<img src=x onerror="window.ran=1"><script>window.ran=1</script>`;
  await page.getByRole('button', { name: 'Mulai usulan baru' }).click();
  await page.getByLabel('Nama usulan').fill(script);
  await page.getByRole('button', { name: 'Daftar pekerja' }).click();
  const [good, bad] = world.newRows({ workers: 2 });
  const rows = [
    { ...good, alamat: script },
    { ...bad, nama: script, jenis_kelamin: script },
  ];
  await page.getByLabel('Berkas daftar pekerja').setInputFiles(rosterFile(folder, 'skrip.csv', rows));
  await page.getByLabel('jenis_kelamin, baris 3').waitFor();

  await expect.poll(() => page.getByLabel('jenis_kelamin, baris 3').inputValue()).toBe(script);
  expect(await page.evaluate('window.ran === undefined && document.images.length')).toBe(
    await page.locator('.header img').count(),
  );
  expect(complaints).toEqual([]);
});

/** Presses Tab until what has the focus goes by this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(
      `(({ labels, textContent, ariaLabel }) => ariaLabel ?? labels?.[0]?.textContent ?? textContent)(document.activeElement)`,
    );
    if (name.test(focused)) return;
  }
  throw new Error(`no press of Tab leads to ${name}`);
}

test('a request is written and sent with the keyboard alone', async () => {
  const { page } = await portal.visitAs(OFFICER, '/usulan-baru');
  const press = async (name: RegExp, key: string): Promise<void> => {
    await tabTo(page, name);
    await page.keyboard.press(key);
  };
  // Before that, the focus that a new step takes would be taken from what Tab has just reached.
  const hasNewStep = () => page.locator('#step-title:focus').waitFor();
  const type = async (name: RegExp, text: string): Promise<void> => {
    await tabTo(page, name);
    await page.keyboard.type(text);
  };
  await page.getByRole('button', { name: 'Mulai usulan baru' }).waitFor();
  await press(/^Mulai usulan baru/, 'Enter');
  await page.getByLabel('Nama usulan').waitFor();
  await page.locator('h1:focus').waitFor();
  await type(/^Nama usulan/, 'Papan ketik');
  await press(/SG/, 'Space');
  await press(/^JKK/, 'Space');
  await press(/^JKM/, 'Space');
  await press(/^Bulan pertama/, 'ArrowDown');
  await press(/1 bulan/, 'Space');
  await press(/^Lanjut/, 'Enter');
  await page.getByRole('radio', { name: /APBD Kabupaten/ }).waitFor();
  await hasNewStep();
  await press(/APBD/, 'Space');
  await type(/^Nomor SK/, 'SK/500.15/2026/001');
  await type(/^Nomor PKS/, 'PKS/2026/001');
  await press(/^Lanjut/, 'Enter');
  await page.getByLabel('nik, baris 2').waitFor();
  await hasNewStep();
  const [row = {}] = world.newRows({ workers: 1 });
  for (const column of ROSTER_COLUMNS) await type(new RegExp(`^${column}, baris 2$`), row[column] ?? '');
  await goodRows(page, 1);
  await press(/^Lanjut/, 'Enter');
  await page.getByText('Perkiraan iuran').waitFor();
  await hasNewStep();
  await press(/^Kirim usulan/, 'Enter');

  await isSent(page, 'Papan ketik');
  expect(await requestsNamed(page, 'Papan ketik')).toBe(1);
});
