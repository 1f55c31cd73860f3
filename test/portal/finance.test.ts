import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { formatRupiah } from '../../domain/money/money.ts';
import { readBatch, waitForBatch } from '../../tools/demo/finance.ts';
import { answers, openBatchOf } from '../e2e/support/payments.ts';
import { decide, FINANCE, linkOf, reaches, send } from '../e2e/support/requests.ts';
import { FISCAL_YEAR, startWorld } from '../e2e/support/world.ts';
import type { World } from '../e2e/support/world.ts';
import { axeFindings, chooseLanguage, openPortal, takePictures } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

const AUDITOR = 'auditor-inspektorat';
const APPROVER = 'kabid-hi';
const TITLE = 'Nelayan Rangsang tahap 1';
const DATE = `${FISCAL_YEAR}-01-10`;

let world: World;
let portal: Portal;
let batchId: string;

beforeAll(async () => {
  world = await startWorld({ levels: 1, instancesPerFunction: 2 });
  portal = await openPortal(world.system());
  const { requestId } = await send(world, { title: TITLE, rows: world.newRows() });
  await reaches(world, requestId, 'approving');
  await decide(await linkOf(world, TITLE, APPROVER), { word: 'approve' });
  await reaches(world, requestId, 'committed');
  batchId = await openBatchOf(world, 1);
  await waitForBatch(world.as(FINANCE), batchId, 'sent');
});
afterAll(async () => {
  await portal.stop();
  await world.end();
});

test('finance finds the batch with its due date and money, and filters by where batches stand', async () => {
  const { page, complaints } = await portal.visitAs(FINANCE, '/batch');
  const row = page.getByRole('row', { name: new RegExp(batchId) });
  await row.waitFor();
  expect(await row.textContent()).toMatch(/Siap diserahkan.*hari lagi.*Januari.*APBD.*Rp[\d.]+/);
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'batch');

  await page.getByLabel('Status').selectOption('Selesai');
  await page.getByText('Tidak ada batch dengan status ini').waitFor();
  expect(new URL(page.url()).search).toBe('?status=closed');
  await page.goBack();
  await row.waitFor();

  await chooseLanguage(page, 'en');
  expect(await row.textContent()).toMatch(/Ready to hand over.*days left/);
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('finance downloads a file of the batch and sees its checksum', async () => {
  const { page } = await portal.visitAs(FINANCE, `/batch/${batchId}`);
  const [file] = (await readBatch(world.as(FINANCE), batchId)).files;
  const row = page.getByRole('row', { name: file?.name ?? '' }).first();
  await row.getByText(file?.sha256 ?? '').waitFor();
  await page.getByText('serahkan kepada BPJS TK').waitFor();
  await takePictures(page, 'batch-siap');

  const downloading = page.waitForEvent('download');
  await row.getByRole('link').click();
  const content = await readFile(await (await downloading).path());

  expect(createHash('sha256').update(content).digest('hex')).toBe(file?.sha256);
});

describe('an answered batch', () => {
  let total: number;

  beforeAll(async () => {
    await answers(world, batchId, 2);
    total = (await waitForBatch(world.as(FINANCE), batchId, 'answered')).accepted?.total ?? 0;
  });

  test('is shown to an auditor with all it has, but without the form', async () => {
    const { page } = await portal.visitAs(AUDITOR, `/batch/${batchId}`);

    await page.getByText('Isi kode iuran dan jumlah tagihan').waitFor();
    await page.getByText('2 Ditolak BPJS TK').waitFor();

    expect(await page.getByLabel('Kode iuran').count()).toBe(0);
  });

  test('finance enters bill, SP2D and bank reference, told of every difference while typing, until the batch is closed', async () => {
    const { page, complaints } = await portal.visitAs(FINANCE, `/batch/${batchId}`);

    await page.getByLabel('Kode iuran').fill('2701000000');
    await page.getByText('10 dari 11 angka').waitFor();
    const bill = page.getByLabel('Jumlah tagihan');
    await bill.fill(formatRupiah(total - 800));
    await page.getByText(`Kurang Rp800 dari ${formatRupiah(total)}.`).waitFor();
    await page.getByRole('button', { name: 'Simpan tagihan' }).click();
    await page.getByText('Isi 11 angka kode iuran tanpa spasi.').waitFor();
    expect(await page.evaluate('document.activeElement.labels[0].textContent')).toBe('Kode iuran');
    expect(await axeFindings(page)).toEqual([]);
    await takePictures(page, 'batch-tagihan');
    expect((await readBatch(world.as(FINANCE), batchId)).status).toBe('answered');

    await page.getByLabel('Kode iuran').fill('27010000001');
    await bill.fill(String(total));
    await page.getByText(`Cocok: ${formatRupiah(total)}.`).waitFor();
    await page.getByRole('button', { name: 'Simpan tagihan' }).click();

    await page.getByLabel('Nomor SP2D').fill('00123/SP2D/LS/2027');
    await page.getByLabel('Tanggal SP2D').fill(DATE);
    await page.getByLabel('Jumlah SP2D').fill(formatRupiah(total));
    await page.getByRole('button', { name: 'Simpan SP2D' }).click();

    await page.getByLabel('Referensi bank').fill('BRKS-20270110-0001');
    await page.getByLabel('Tanggal pembayaran').fill(DATE);
    await page.getByLabel('Jumlah dibayar').fill(String(total - 16_800));
    await page.getByText('Pembayaran sebagian: setelah ini masih kurang Rp16.800').waitFor();
    await chooseLanguage(page, 'en');
    expect(await axeFindings(page)).toEqual([]);
    await takePictures(page, 'batch-bayar');
    await chooseLanguage(page, 'id');
    await page.getByLabel('Jumlah dibayar').fill(String(total));
    await page.getByRole('button', { name: 'Simpan pembayaran' }).click();

    await page.getByText('Selesai.', { exact: true }).waitFor();
    await page.getByText('Batch selesai').waitFor();
    expect((await readBatch(world.as(FINANCE), batchId)).facts?.billed?.amount).toBe(total);
    expect(await axeFindings(page)).toEqual([]);
    await takePictures(page, 'batch-selesai');
    expect(complaints).toEqual([]);
  });
});
