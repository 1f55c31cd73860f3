import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatRupiah } from '../../domain/money/money.ts';
import { downloadFiles, writeAnswers } from '../../tools/demo/batch-files.ts';
import { answer, readBatch, waitForBatch } from '../../tools/demo/finance.ts';
import { openBatchOf } from '../e2e/support/payments.ts';
import { decide, FINANCE, linkOf, OFFICER, reaches, send } from '../e2e/support/requests.ts';
import { WORKERS } from '../e2e/support/rows.ts';
import { FISCAL_YEAR } from '../e2e/support/world.ts';
import { axeFindings, chooseLanguage, takePictures } from '../support/portal.ts';
import { downloadBy, looksWell, startPortal } from '../support/portal-test.ts';

const AUDITOR = 'auditor-inspektorat';
const APPROVER = 'kabid-hi';
const TITLE = 'Nelayan Rangsang tahap 1';
const NEXT_TITLE = 'Nelayan Rangsang tahap 2';
const OTHER_FINANCE = 'staf-bpkad';
const PAPER = Buffer.from('%PDF-1.7 a scanned bill');
const RIGHT_PAPER = Buffer.from('%PDF-1.7 the bill that was meant');
const REJECTION = 'Cabang menolak: sudah pindah kabupaten';
const DATE = `${FISCAL_YEAR}-01-10`;

const { world, portal } = await startPortal({ levels: 1, instancesPerFunction: 2 });
let batchId: string;

beforeAll(async () => {
  const { requestId } = await send(world, { title: TITLE, rows: world.newRows() });
  await reaches(world, requestId, 'approving');
  await decide(await linkOf(world, TITLE, APPROVER), { word: 'approve' });
  await reaches(world, requestId, 'committed');
  await commitNext();
  batchId = await openBatchOf(world, 1);
  await waitForBatch(world.as(FINANCE), batchId, 'sent');
});
/** A request for February, which waits for its batch. */
async function commitNext(): Promise<void> {
  const { requestId } = await send(world, { title: NEXT_TITLE, rows: world.newRows(), month: 2 });
  await reaches(world, requestId, 'approving');
  await decide(await linkOf(world, NEXT_TITLE, APPROVER), { word: 'approve' });
  await reaches(world, requestId, 'committed');
}

test('finance finds the batch with its due date and money, and filters by where batches stand', async () => {
  const { page, complaints } = await portal.visitAs(FINANCE, '/batch');
  const row = page.getByRole('row', { name: new RegExp(batchId) });
  await row.waitFor();
  await expect.poll(() => row.textContent()).toMatch(/Siap diserahkan.*hari lagi.*Januari.*APBD.*Rp[\d.]+/);
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'batch');

  await page.getByLabel('Status').selectOption('Selesai');
  await page.getByText('Tidak ada batch dengan status ini').waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe('?status=closed');
  await page.goBack();
  await row.waitFor();

  await chooseLanguage(page, 'en');
  await expect.poll(() => row.textContent()).toMatch(/Ready to hand over.*days left/);
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

  const content = await downloadBy(row.getByRole('link'));

  expect(createHash('sha256').update(content).digest('hex')).toBe(file?.sha256);
});

/** The roster's rows as BPJS TK answers them: the first two rejected, four in words that nobody knows; the second file settles one of those. */
async function answerFiles(): Promise<{ first: string; second: string; foreign: string }> {
  const folder = await mkdtemp(join(world.folder, 'answers-'));
  const { rows } = await downloadFiles(await readBatch(world.as(FINANCE), batchId), folder);
  const coverFrom = `${FISCAL_YEAR}-01-01`;
  const [first, second, foreign] = ['jawaban.csv', 'jawaban-2.csv', 'salah.csv'].map((name) => join(folder, name));
  if (first === undefined || second === undefined || foreign === undefined) throw new Error('no folder');
  await writeAnswers(first, rows, { rejected: 2, unclear: 4, coverFrom });
  await writeAnswers(second, rows.slice(2, 3), { rejected: 0, coverFrom });
  await writeFile(foreign, 'nama;umur\r\nSiti;41');
  return { first, second, foreign };
}

test('finance sees what every row of an answer file would do, applies exactly that, and is told of a file that cannot be', async () => {
  const files = await answerFiles();
  const { page, complaints } = await portal.visitAs(FINANCE, `/batch/${batchId}`);
  await page.getByRole('link', { name: 'Impor jawaban BPJS TK' }).click();
  const field = page.getByLabel('Berkas jawaban');
  await field.setInputFiles({ name: 'jawaban.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await page.getByText('Berkas harus CSV atau XLSX.').waitFor();
  expect(await axeFindings(page)).toEqual([]);

  await field.setInputFiles([files.first, files.second, files.foreign]);
  const first = page.getByRole('region', { name: 'jawaban.csv' });
  const second = page.getByRole('region', { name: 'jawaban-2.csv' });
  const foreign = page.getByRole('region', { name: 'salah.csv' });
  await first.getByText('Akan ditolak').waitFor();
  await second.getByText('Akan diterima').waitFor();
  await foreign.getByText('Berkas ini tidak dapat diterapkan. Tidak ada yang diubah.').waitFor();
  await expect.poll(() => foreign.getByRole('button', { name: 'Terapkan' }).count()).toBe(0);
  await first.getByText('menunggu verifikasi cabang').first().waitFor();
  await expect.poll(() => first.getByRole('row').count()).toBe(5);
  await first.getByLabel('Tampilkan').selectOption('Semua baris');
  await first
    .getByRole('row', { name: /Ditolak/ })
    .first()
    .waitFor();
  await expect.poll(() => first.getByRole('row').count()).toBe(WORKERS + 1);
  await looksWell(page, 'jawaban-pratinjau');
  const before = await readBatch(world.as(FINANCE), batchId);
  expect([before.status, before.pendingLines, before.answers]).toEqual(['sent', WORKERS, []]);

  // Twice, as impatient hands do.
  await first.getByRole('button', { name: 'Terapkan' }).dblclick();
  await first.getByText('Berkas sudah diterapkan.').waitFor();
  await second.getByRole('button', { name: 'Terapkan' }).click();
  await second.getByText('Berkas sudah diterapkan.').waitFor();
  await takePictures(page, 'jawaban-diterapkan');
  const after = await readBatch(world.as(FINANCE), batchId);
  expect(after.answers.map(({ counts }) => counts)).toEqual([
    { rejected: 2, 'held-unknown-word': 4, accepted: WORKERS - 6 },
    { accepted: 1 },
  ]);

  await field.setInputFiles(files.first);
  await page.getByText('Berkas yang sama sudah diterapkan sebelumnya.').waitFor();
  expect(complaints).toEqual([]);
});

test('finance rejects a held line with its reason, which the officer reads, and its money is free again', async () => {
  const { rejected } = await readBatch(world.as(FINANCE), batchId);
  const { page, complaints } = await portal.visitAs(FINANCE, `/batch/${batchId}`);
  await page.getByText('3 baris masih terbuka.', { exact: false }).waitFor();
  await page.getByRole('listitem').filter({ hasText: '4 baris ditahan' }).getByRole('link').click();
  const boxes = page.getByRole('checkbox');
  await boxes.first().check();
  await page.getByRole('button', { name: 'Putuskan…' }).click();
  const form = page.getByRole('form', { name: 'Putuskan baris yang ditahan' });
  await form.getByLabel('Tolak').check();
  await form.getByLabel('Alasan keputusan').fill(REJECTION);
  await takePictures(page, 'jawaban-tolak');
  await form.getByRole('button', { name: 'Tolak 1 baris' }).dblclick();
  await page.getByText('Keputusan sudah diterapkan.').first().waitFor();
  await page.getByText('Kini ditolak').waitFor();
  await expect.poll(() => boxes.count()).toBe(2);
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'jawaban-ditolak');

  const after = await readBatch(world.as(FINANCE), batchId);
  expect([after.pendingLines, after.answers.at(-1)?.counts]).toEqual([2, { rejected: 1 }]);
  expect(after.rejected?.lines).toBe((rejected?.lines ?? 0) + 1);
  const { page: officer } = await portal.visitAs(OFFICER, '/usulan');
  await officer.getByRole('link', { name: TITLE }).click();
  await officer.getByLabel('Tampilkan').selectOption({ label: 'BPJS TK: Ditolak' });
  await officer.getByRole('row', { name: new RegExp(REJECTION) }).waitFor();
  expect(complaints).toEqual([]);
});

test('finance decides lines that were held: ticked by row, with what will happen shown before, once', async () => {
  const { page, complaints } = await portal.visitAs(FINANCE, `/batch/${batchId}`);
  await page.getByText('2 baris masih terbuka.', { exact: false }).waitFor();
  await takePictures(page, 'batch-baris-ditahan');
  await page.getByRole('listitem').filter({ hasText: '4 baris ditahan' }).getByRole('link').click();

  const boxes = page.getByRole('checkbox');
  await boxes.first().waitFor();
  // What the second file has settled since cannot be decided any more.
  await expect.poll(() => boxes.count()).toBe(2);
  await page.getByText('Kini diterima').waitFor();
  for (const box of await boxes.all()) await box.check();
  await page.getByText('2 baris ditandai').waitFor();
  await takePictures(page, 'jawaban-tandai');
  await page.getByRole('button', { name: 'Putuskan…' }).click();
  const form = page.getByRole('form', { name: 'Putuskan baris yang ditahan' });
  await form.getByRole('button', { name: 'Simpan keputusan' }).click();
  await form.getByText('Pilih terima atau tolak.').waitFor();
  await form.getByText('Tulis alasannya, 3 sampai 200 huruf.').waitFor();
  await form.getByLabel('Tolak').check();
  await form.getByRole('button', { name: 'Tolak 2 baris' }).waitFor();
  await form.getByLabel('Terima').check();
  await form.getByLabel('Alasan keputusan').fill('Cabang menjawab lewat telepon');
  await looksWell(page, 'jawaban-putuskan');
  expect((await readBatch(world.as(FINANCE), batchId)).pendingLines).toBe(2);

  await form.getByRole('button', { name: 'Terima 2 baris' }).dblclick();
  await page.getByText('Keputusan sudah diterapkan.').first().waitFor();
  await expect.poll(() => page.getByText('Kini diterima').count()).toBe(3);
  await expect.poll(() => boxes.count()).toBe(0);
  await takePictures(page, 'jawaban-diputuskan');
  const { answers, pendingLines } = await readBatch(world.as(FINANCE), batchId);
  expect([pendingLines, answers.length, answers.at(-1)?.counts]).toEqual([0, 4, { accepted: 2 }]);
  await page.getByRole('link', { name: 'Lihat berkas keputusan' }).first().click();
  await page
    .getByRole('row', { name: /-\d+.*Diterima/ })
    .first()
    .waitFor();
  await takePictures(page, 'jawaban-berkas-keputusan');
  expect(complaints).toEqual([]);
});

test('an auditor sees what became of each row of an answer file', async () => {
  const { page, complaints } = await portal.visitAs(AUDITOR, `/batch/${batchId}`);
  await page.getByRole('link', { name: 'jawaban.csv' }).click();

  await page
    .getByRole('row', { name: /menunggu verifikasi cabang.*Ditahan/ })
    .first()
    .waitFor();
  // Deciding is finance's.
  await expect.poll(() => page.getByRole('checkbox').count()).toBe(0);
  await looksWell(page, 'jawaban-berkas');
  const rows = (await downloadBy(page.getByRole('button', { name: 'Unduh semua baris (CSV)' })))
    .toString()
    .trim()
    .split('\r\n');
  expect(rows).toHaveLength(WORKERS + 1);
  expect(rows.join('\n')).not.toMatch(/\d{16}/);
  expect(complaints).toEqual([]);
});

/** Another finance person finds a wrong digit; both values stay to be seen. */
async function correctsTheBill(): Promise<void> {
  const { page, complaints } = await portal.visitAs(OTHER_FINANCE, `/batch/${batchId}`);
  await page.getByRole('button', { name: 'Perbaiki' }).click();
  const form = page.getByRole('form', { name: 'Perbaiki data pembayaran' });
  await form.getByRole('button', { name: 'Simpan perbaikan' }).click();
  await form.getByText('Belum ada yang berubah.').waitFor();
  await form.getByLabel('Kode iuran').fill('27010000002');
  await form.getByLabel('Alasan perbaikan').fill('Angka terakhir salah ketik');
  await form.getByText('27010000001').waitFor();
  await form
    .getByLabel('Pindaian yang benar')
    .setInputFiles({ name: 'tagihan-benar.pdf', mimeType: 'application/pdf', buffer: RIGHT_PAPER });
  await form.getByText('tagihan-benar.pdf').waitFor();
  await looksWell(page, 'batch-perbaiki');
  await form.getByRole('button', { name: 'Simpan perbaikan' }).click();
  const corrected = page.getByRole('region', { name: 'Yang sudah diperbaiki' });
  await corrected.getByText('27010000002').waitFor();
  await expect.poll(() => corrected.textContent()).toMatch(/27010000001.*27010000002.*Angka terakhir salah ketik/);
  expect(await downloadBy(corrected.getByRole('button', { name: 'Unduh pindaian (PDF)' }))).toEqual(RIGHT_PAPER);
  expect(complaints).toEqual([]);
}

/** A payment that the bank takes back, after which the batch can be paid again. */
async function takesBack(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ditarik kembali oleh bank' }).click();
  const form = page.getByRole('form', { name: 'Catat penarikan oleh bank' });
  await form.getByLabel('Tanggal penarikan').fill(DATE);
  await form.getByLabel('Alasan bank').fill('Nomor tagihan keliru');
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'batch-ditarik');
  await form.getByRole('button', { name: 'Catat penarikan' }).click();
  await page.getByText('Ditarik bank').waitFor();
}

describe('an answered batch', () => {
  let total: number;

  beforeAll(async () => {
    total = (await waitForBatch(world.as(FINANCE), batchId, 'answered')).accepted?.total ?? 0;
  });

  test('is shown to an auditor with all it has, but without the form', async () => {
    const { page } = await portal.visitAs(AUDITOR, `/batch/${batchId}`);

    await page.getByText('Isi kode iuran dan jumlah tagihan').waitFor();
    await page.getByText('2 Ditolak BPJS TK').waitFor();
    await page.getByRole('link', { name: /Riwayat audit/ }).waitFor();
    // Whole NIKs are for those who pay; the checksum is for everybody.
    const roster = page.getByRole('row', { name: /roster\.csv/ });
    await roster.getByText('Hanya untuk bagian keuangan').waitFor();
    expect(await roster.getByText(/^[0-9a-f]{64}$/).count()).toBe(1);
    expect(await roster.getByRole('link').count()).toBe(0);
    await page
      .getByRole('row', { name: /recap\.pdf/ })
      .getByRole('link')
      .waitFor();

    await expect.poll(() => page.getByLabel('Kode iuran').count()).toBe(0);
    await looksWell(page, 'batch-auditor');
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
    await expect.poll(() => page.evaluate('document.activeElement.labels[0].textContent')).toBe('Kode iuran');
    expect(await axeFindings(page)).toEqual([]);
    await takePictures(page, 'batch-tagihan');
    expect((await readBatch(world.as(FINANCE), batchId)).status).toBe('answered');

    await page.getByLabel('Kode iuran').fill('27010000001');
    await bill.fill(String(total));
    await page.getByText(`Cocok: ${formatRupiah(total)}.`).waitFor();
    await page
      .getByLabel('Pindaian tagihan')
      .setInputFiles({ name: 'tagihan.pdf', mimeType: 'application/pdf', buffer: PAPER });
    await page.getByText('tagihan.pdf').waitFor();
    await page.getByRole('button', { name: 'Simpan tagihan' }).click();
    expect(await downloadBy(page.getByRole('button', { name: 'Unduh pindaian (PDF)' }))).toEqual(PAPER);
    // Who entered it cannot correct it.
    await page.getByText('Hanya petugas keuangan lain').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Perbaiki' }).count()).toBe(0);
    await correctsTheBill();
    await page.reload();

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
    await page.getByRole('button', { name: 'Simpan pembayaran' }).click();
    await takesBack(page);
    await page.getByLabel('Referensi bank').fill('BRKS-20270111-0002');
    await page.getByLabel('Tanggal pembayaran').fill(DATE);
    await page.getByLabel('Jumlah dibayar').fill(String(total));
    await page.getByRole('button', { name: 'Simpan pembayaran' }).click();

    await page.getByText('Tidak ada. Batch ini selesai.').waitFor();
    await page.getByText('Batch selesai').waitFor();
    expect((await readBatch(world.as(FINANCE), batchId)).facts?.billed?.amount).toBe(total);
    expect(await axeFindings(page)).toEqual([]);
    await takePictures(page, 'batch-selesai');
    await page.emulateMedia({ media: 'print' });
    await takePictures(page, 'batch-cetak');
    expect(complaints).toEqual([]);
  });
});

test('finance sees by the calendar what is due and why then, opens a batch ahead of its day, and carries open lines on', async () => {
  const { page, complaints } = await portal.visitAs(FINANCE, '/kalender-pembayaran');
  await page.getByRole('heading', { name: `Maret ${FISCAL_YEAR}`, level: 2 }).waitFor();
  await page.getByText('1 usulan menunggu; batch dibuka sendiri pada').waitFor();
  await looksWell(page, 'kalender');
  await page.getByRole('button', { name: 'Buka batch sekarang' }).click();
  const link = page.getByRole('link', { name: /^SG-/ });
  await link.waitFor();
  const next = (await link.textContent()) ?? '';
  const folder = await mkdtemp(join(world.folder, 'next-'));
  const { rows } = await downloadFiles(await waitForBatch(world.as(FINANCE), next, 'sent'), folder);
  const path = join(folder, 'jawaban.csv');
  await writeAnswers(path, rows, { rejected: 0, unclear: 2, coverFrom: `${FISCAL_YEAR}-02-01` });
  await answer(world.as(FINANCE), next, path);

  await link.click();
  await page.getByRole('button', { name: 'Bawa ke batch lanjutan' }).click();
  await page.getByLabel('Alasan').fill('Belum dijawab BPJS TK');
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, 'batch-bawa');
  await page.getByRole('button', { name: 'Bawa 2 baris sekarang' }).dblclick();

  await page.getByText('Baris terbuka dibawa ke batch lanjutan', { exact: false }).first().waitFor();
  const carried = await waitForBatch(world.as(FINANCE), next, 'answered');
  expect(carried.carriedOut?.lines).toBe(2);
  await page.getByRole('link', { name: carried.followUp ?? '' }).waitFor();
  expect(complaints).toEqual([]);
});
