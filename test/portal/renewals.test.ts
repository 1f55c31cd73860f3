import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { requestIdSchema } from '../../domain/identity/ids.ts';
import { formatRupiah } from '../../domain/money/money.ts';
import { output as outputSchema } from '../../functions/http/show-dashboard/contract.ts';
import type { ShowDashboardOutput as Dashboard } from '../../functions/http/show-dashboard/contract.ts';
import { OPERATOR_KEY } from '../../local/runtime.ts';
import { waitForBatch } from '../../tools/demo/finance.ts';
import { openBatchOf } from '../e2e/support/payments.ts';
import { decide, FINANCE, linkOf, monthOf, OFFICER, reaches, read, send, withdraw } from '../e2e/support/requests.ts';
import type { Row } from '../e2e/support/rows.ts';
import { FISCAL_YEAR } from '../e2e/support/world.ts';
import { axeFindings, chooseLanguage, takePictures } from '../support/portal.ts';
import { downloadBy, looksWell, startPortal } from '../support/portal-test.ts';
import { goodRows, nextStep } from '../support/request-form.ts';

const TITLE = 'Nelayan Rangsang';
const OTHER_TITLE = 'Buruh pelabuhan Selatpanjang';
const WORKERS = 7;
const PREPARE = 'Siapkan perpanjangan';

const { world, portal } = await startPortal({ levels: 1, instancesPerFunction: 2 });

let otherRows: Row[];

async function commit(title: string, rows: readonly Row[]): Promise<void> {
  const { requestId } = await send(world, { title, rows });
  await reaches(world, requestId, 'approving');
  await decide(await linkOf(world, title, 'kabid-hi'), { word: 'approve', workers: rows.length });
  await reaches(world, requestId, 'committed');
}

const rowOf = (page: Page, title: string) => page.getByRole('row', { name: new RegExp(title) });

test('while nothing ends, the page says when renewals come', async () => {
  const { page, complaints } = await portal.visitAs(OFFICER, '/perpanjangan');
  await page.getByText('Belum ada yang perlu diperpanjang').waitFor();
  await page.getByText(/muncul sendiri pada tanggal 1 bulan terakhir perlindungan/).waitFor();
  await looksWell(page, 'perpanjangan-kosong');
  expect(complaints).toEqual([]);
});

test('an officer is told by mail, prepares what follows from the list, sends it, and the list says so', async () => {
  otherRows = world.newRows({ workers: 2 });
  await commit(TITLE, world.newRows({ workers: WORKERS }));
  await commit(OTHER_TITLE, otherRows);
  await waitForBatch(world.as(FINANCE), await openBatchOf(world, 1), 'sent');
  await world.proposeRenewals(monthOf(1));
  const told = async () => (await world.inbox()).find(({ subject }) => subject.includes('7 pekerja akan berakhir'));
  await expect.poll(told).toBeDefined();
  expect((await told())?.body.text).toContain('/perpanjangan');

  const { page, context, complaints } = await portal.visitAs(OFFICER, '/beranda');
  await page.getByRole('navigation').getByRole('link', { name: 'Perpanjangan' }).click();
  const row = rowOf(page, TITLE);
  await row.waitFor();
  await expect
    .poll(() => row.textContent())
    .toMatch(
      new RegExp(`Januari ${FISCAL_YEAR}.*Februari ${FISCAL_YEAR}.*7.*hari lagi.*Bayar paling lambat.*Belum dimulai`),
    );
  await looksWell(page, 'perpanjangan');

  // Twice, as impatient hands do, and then in a second window.
  await row.getByRole('button', { name: PREPARE }).dblclick();
  await page.waitForURL(/\/isian\//);
  await page.getByText(`${WORKERS} pekerja dimasukkan ke isian.`).waitFor();
  await page.getByRole('heading', { name: 'Usulan perpanjangan', level: 1 }).waitFor();
  const form = page.url();
  await expect.poll(() => page.getByLabel('Nama usulan').inputValue()).toBe(TITLE);
  await expect.poll(() => page.getByLabel('Bulan pertama').inputValue()).toBe(monthOf(2));
  const second = await context.newPage();
  await second.goto(`${world.apiUrl()}/perpanjangan`);
  await rowOf(second, TITLE).getByText('Isian di perangkat ini').waitFor();
  await looksWell(second, 'perpanjangan-isian');
  await rowOf(second, TITLE).getByRole('link', { name: 'Lanjutkan isian' }).click();
  await second.waitForURL(form);
  await second.close();

  await nextStep(page);
  await expect.poll(() => page.getByLabel('Nomor SK').inputValue()).toBe('SK/500.15/2026/001');
  await page.getByRole('radio', { name: /APBD Kabupaten/, checked: true }).waitFor();
  await nextStep(page);
  await goodRows(page, WORKERS);
  await takePictures(page, 'perpanjangan-daftar');
  await nextStep(page);
  await page.getByText('Tersimpan di perangkat ini').waitFor();
  await page.getByRole('button', { name: 'Kirim usulan' }).click();
  await page.getByRole('heading', { name: TITLE, level: 1 }).waitFor();
  const requestId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const { summary } = await reaches(world, requestId, 'approving');
  expect([summary?.eligible, summary?.badRows]).toEqual([WORKERS, 0]);
  await page
    .getByText(formatRupiah(summary?.total ?? 0))
    .first()
    .waitFor();

  await page.getByRole('link', { name: 'Perpanjangan', exact: true }).click();
  await row.getByText(`Sudah dikirim sebagai usulan ${requestId}`).waitFor();
  await expect.poll(() => row.getByRole('button', { name: PREPARE }).count()).toBe(0);
  await rowOf(page, OTHER_TITLE).getByRole('button', { name: PREPARE }).waitFor();
  await looksWell(page, 'perpanjangan-terkirim');
  const lines = (await downloadBy(page.getByRole('button', { name: /^Unduh CSV/ }))).toString().trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines.join('\n')).toMatch(new RegExp(`${TITLE},${monthOf(1)},1,${monthOf(2)},1,7,.*,${requestId},approving`));
  await row.getByRole('link', { name: `Sudah dikirim sebagai usulan ${requestId}` }).click();
  await page.getByRole('heading', { name: TITLE, level: 1 }).waitFor();
  expect(complaints).toEqual([]);
});

test('a device that did not send it knows all the same, also when the request was withdrawn', async () => {
  const requestId = (await sentRenewal()) ?? '';
  await withdraw(world, requestId);
  await expect.poll(async () => (await read(world, requestId)).status).toBe('withdrawn');

  const { page } = await portal.visitAs(OFFICER, '/perpanjangan');
  await rowOf(page, TITLE).getByText('Ditarik').waitFor();
  await rowOf(page, TITLE)
    .getByRole('link', { name: `Sudah dikirim sebagai usulan ${requestId}` })
    .waitFor();
});

/** The request that the list calls the answer of the first renewal. */
async function sentRenewal(): Promise<string | undefined> {
  const { page } = await portal.visitAs(OFFICER, '/perpanjangan');
  const link = await rowOf(page, TITLE)
    .getByRole('link', { name: /Sudah dikirim/ })
    .getAttribute('href');
  await page.context().close();
  return link?.split('/').at(-1);
}

test('a line that is down is tried again, and a refusal is told in the server’s words', async () => {
  const { page } = await portal.visitAs(OFFICER, '/perpanjangan');
  const row = rowOf(page, OTHER_TITLE);
  const button = row.getByRole('button', { name: PREPARE });
  await page.route('**/renewals/*/*.csv*', (route) => route.abort());
  await button.click();
  await page.getByText('Server tidak terjangkau.').waitFor();
  await looksWell(page, 'perpanjangan-gagal');
  await page.unroute('**/renewals/*/*.csv*');

  // Meanwhile a colleague has one of the two on a request of their own, and then the other.
  await proposedByColleague(otherRows.slice(0, 1));
  await page.getByRole('button', { name: 'Coba lagi' }).click();
  await page.getByText('1 dari 2 pekerja dimasukkan ke isian;').waitFor();
  await page.getByRole('link', { name: 'Usulan baru' }).click();
  await page.getByRole('button', { name: `Hapus isian ${OTHER_TITLE}` }).click();
  await page.getByRole('button', { name: 'Ya, hapus' }).click();
  await page.getByRole('link', { name: OTHER_TITLE }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Perpanjangan', exact: true }).click();
  await button.waitFor();
  await proposedByColleague(otherRows.slice(1));
  await button.click();
  await page.getByText(/^Tidak ada lagi pekerja yang perlu diperpanjang/).waitFor();
  await chooseLanguage(page, 'en');
  await page.getByText(/^Nobody is left to renew/).waitFor();
  await chooseLanguage(page, 'id');
  await expect.poll(() => page.getByRole('button', { name: 'Coba lagi' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Usulan baru' }).click();
  await page.getByRole('button', { name: 'Mulai usulan baru' }).waitFor();
  await expect.poll(() => page.getByRole('link', { name: OTHER_TITLE }).count()).toBe(0);
});

async function proposedByColleague(rows: readonly Row[]): Promise<void> {
  const { requestId } = await send(world, { title: 'Usulan sejawat', rows, month: 2 });
  await reaches(world, requestId, 'approving');
}

test('once the old rows are gone, the officer begins with an empty roster, and the rest is filled in', async () => {
  await deleteSealedRows();
  const { page, complaints } = await portal.visitAs(OFFICER, '/perpanjangan');
  await rowOf(page, OTHER_TITLE).getByRole('button', { name: PREPARE }).click();
  await page.getByText(/^Daftar pekerja usulan lama sudah dihapus/).waitFor();
  await looksWell(page, 'perpanjangan-terhapus');
  await page.getByRole('button', { name: 'Mulai dengan daftar kosong' }).dblclick();
  await page.waitForURL(/\/isian\//);
  await page.getByText('Isian sudah disiapkan tanpa pekerja.').waitFor();
  await expect.poll(() => page.getByLabel('Nama usulan').inputValue()).toBe(OTHER_TITLE);
  await expect.poll(() => page.getByLabel('Bulan pertama').inputValue()).toBe(monthOf(2));
  await nextStep(page);
  await nextStep(page);
  await expect.poll(() => page.getByLabel('nik, baris 2').inputValue()).toBe('');
  // The browser itself tells of the refusal, with its status.
  expect(complaints.filter((text) => !text.includes('409'))).toEqual([]);
});

/** As the work bucket's own rule does after a fiscal year and a month. */
async function deleteSealedRows(): Promise<void> {
  const { runtime } = world.system();
  const credentials = { accessKeyId: OPERATOR_KEY, secretAccessKey: OPERATOR_KEY };
  const place = { endpoint: runtime.gatewayUrl, region: 'ap-southeast-3', forcePathStyle: true };
  const client = new S3Client({ ...place, credentials });
  const Bucket = runtime.outputs['LindungData']?.['WorkBucket'];
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'requests/' }));
  for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket, Key }));
  expect(Contents.length).toBeGreaterThan(0);
}

test('the dashboard leads an officer from the cover that ends to its renewals, and nobody else', async () => {
  const link = { name: 'Siapkan perpanjangan' };
  const { page } = await portal.visitAs(OFFICER, '/dasbor');
  const { page: auditor } = await portal.visitAs('auditor-inspektorat', '/dasbor');
  for (const one of [page, auditor]) {
    // By the calendar of this test's year, nothing has to end within its sixty days.
    await one.route('**/api/dashboard*', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: withSomethingEnding(outputSchema.parse(await answer.json())) });
    });
    await one.reload();
    await one.getByRole('img', { name: /7 pekerja yang perlindungannya berakhir/ }).waitFor();
  }
  await expect.poll(() => auditor.getByRole('link', link).count()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'dasbor-perpanjangan');
  await page.getByRole('link', link).click();
  await page.getByRole('heading', { name: 'Perpanjangan', level: 1 }).waitFor();
});

function withSomethingEnding(dashboard: Dashboard): Dashboard {
  const one = {
    requestId: requestIdSchema.parse('ABCDEFGH00'),
    title: TITLE,
    officeId: 'disnaker',
    officeName: 'Dinas Tenaga Kerja dan Transmigrasi',
    workers: WORKERS,
    endsOn: `${FISCAL_YEAR}-01-31`,
  };
  return { ...dashboard, ending: { withinDays: 60, workers: WORKERS, requests: [one] } };
}
