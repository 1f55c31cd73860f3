import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatRupiah } from '../../domain/money/money.ts';
import { requestIdSchema } from '../../domain/identity/ids.ts';
import { maskNik } from '../../domain/nik/nik.ts';
import type { ShowDashboardOutput as Dashboard } from '../../functions/http/show-dashboard/contract.ts';
import { waitForBatch } from '../../tools/demo/finance.ts';
import { answers, openBatchOf, payBatch, prepareForPayment } from '../e2e/support/payments.ts';
import { decide, FINANCE, linkOf, OFFICER, reaches, send } from '../e2e/support/requests.ts';
import type { Receipt } from '../e2e/support/requests.ts';
import { FISCAL_YEAR } from '../e2e/support/world.ts';
import { takePictures } from '../support/portal.ts';
import { downloadBy, looksWell, startPortal } from '../support/portal-test.ts';

const AUDITOR = 'auditor-inspektorat';
const APPROVER = 'kabid-hi';
const TITLE = 'Nelayan Rangsang tahap 1';
const WAITING = 'Petani sagu Tebing Tinggi';
const JKK = `APBD-${FISCAL_YEAR}-JKK`;
const REJECTED = 2;

const { world, portal } = await startPortal({ levels: 1, instancesPerFunction: 2 });
let request: Receipt;
let batchId: string;
let niks: string[];

/** One request of twelve workers in a batch that is paid: two were rejected before the bill. Another request waits. */
beforeAll(async () => {
  const rows = world.newRows();
  niks = rows.map(({ nik = '' }) => nik);
  request = await send(world, { title: TITLE, rows });
  await reaches(world, request.requestId, 'approving');
  await decide(await linkOf(world, TITLE, APPROVER), { word: 'approve' });
  await reaches(world, request.requestId, 'committed');
  batchId = await openBatchOf(world, 1);
  await waitForBatch(world.as(FINANCE), batchId, 'sent');
  await answers(world, batchId, REJECTED);
  await prepareForPayment(world, batchId);
  await payBatch(world, batchId);
  await waitForBatch(world.as(FINANCE), batchId, 'closed');
  const waiting = await send(world, { title: WAITING, rows: world.newRows(), month: 2 });
  await reaches(world, waiting.requestId, 'approving');
});

/** What the button puts on the disk, as a spreadsheet reads it. */
async function downloaded(page: Page, button: RegExp): Promise<Record<string, string>[]> {
  return parse(await downloadBy(page.getByRole('button', { name: button })), { bom: true, columns: true });
}

async function search(page: Page, text: string): Promise<void> {
  await page
    .getByRole('searchbox')
    .or(page.getByLabel(/Nomor usulan/))
    .first()
    .fill(text);
  await page.keyboard.press('Enter');
}

describe('the search', () => {
  test('finds a request by its id or revision and a batch by what finance entered, and leads to their pages', async () => {
    const { page, complaints } = await portal.visitAs(AUDITOR, '/telusur');
    await page.getByRole('heading', { name: 'Riwayat pengaturan dan daftar' }).waitFor();
    await looksWell(page, 'telusur');

    await search(page, request.requestId.toLowerCase());
    const found = page.getByRole('row', { name: new RegExp(TITLE) });
    await found.waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(request.requestId.toLowerCase());
    await expect.poll(() => found.textContent()).toMatch(new RegExp(`revisi 1Dibayar.*Januari.*${batchId}.*Rp[\\d.]+`));
    await looksWell(page, 'telusur-usulan');
    await found.getByRole('link', { name: TITLE, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    await page.getByRole('link', { name: /Riwayat audit/ }).click();
    await page.getByText('Belum diperiksa.').waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/riwayat/revision/${request.revisionId}`);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    await page.goBack();
    await found.waitFor();

    await search(page, '00123/SP2D/LS/2027');
    await page.getByRole('table', { name: 'Batch yang ditemukan' }).waitFor();
    await search(page, 'ZZZ-0');
    await page.getByText('Tidak ada yang bernomor ZZZ-0').waitFor();
    await search(page, 'a');
    await page.getByText('Ketik paling sedikit tiga huruf atau angka.').waitFor();
    expect(complaints).toEqual([]);
  });

  test('finds a worker by NIK without letting it into an address, and shows it masked', async () => {
    const { page, complaints } = await portal.visitAs(AUDITOR, '/telusur');
    const addresses: string[] = [];
    page.on('request', (sent) => addresses.push(sent.url()));
    const nik = niks.at(-1) ?? '';

    await search(page, nik);
    await page.getByRole('heading', { name: `NIK ${maskNik(nik)}` }).waitFor();

    await expect.poll(() => page.getByText('1 bulan tanpa putus').count()).toBe(2);
    await page
      .getByRole('row', { name: /Januari.*JKK.*Dibayar.*Rp10\.000/ })
      .first()
      .waitFor();
    expect(addresses.filter((address) => address.includes(nik))).toEqual([]);
    expect(await page.content()).not.toContain(nik);
    const rows = await downloaded(page, /CSV\W+Jejak rupiah/);
    expect(rows.map(({ programme, amount, money }) => `${programme} ${amount} ${money}`)).toEqual([
      'JKK 10000 disbursed',
      'JKM 6800 disbursed',
    ]);
    await looksWell(page, 'pekerja');
    expect(complaints).toEqual([]);
  });
});

describe('a rupiah', () => {
  test('is followed from the allocation to a worker and back again', async () => {
    const { page, complaints } = await portal.visitAs(AUDITOR, `/aliran-dana?tahun=${FISCAL_YEAR}`);
    await page.getByRole('heading', { name: `Pagu tahun ${FISCAL_YEAR}`, exact: true }).waitFor();
    await looksWell(page, 'aliran-dana');

    await page.getByRole('link', { name: JKK }).click();
    await page.getByRole('heading', { level: 1, name: `Pagu ${JKK}` }).waitFor();
    await page.getByText('12 iuran dimuat').waitFor();
    const paid = formatRupiah((12 - REJECTED) * 10_000);
    await page.getByRole('img', { name: new RegExp(`Dibayar ${paid.replaceAll('.', '\\.')}`) }).waitFor();
    const sums = page.getByRole('list', { name: 'Jumlah iuran yang dimuat menurut keadaan' });
    await expect.poll(() => sums.textContent()).toMatch(/Dibayar Rp100\.000.*Kembali ke pagu Rp20\.000/);
    const movements = await downloaded(page, /CSV\W+Pergerakan/);
    const moved = (from: string, to: string) =>
      movements
        .filter((one) => one['from'] === from && one['to'] === to)
        .reduce((sum, one) => sum + Number(one['amount']), 0);
    expect(moved('committed', 'disbursed')).toBe(100_000);
    expect(moved('committed', 'available')).toBe(20_000);
    const trail = await downloaded(page, /Siapkan CSV lengkap/);
    expect(trail).toHaveLength(12);
    expect(trail.filter(({ money }) => money === 'disbursed')).toHaveLength(10);
    await looksWell(page, 'pagu');

    await page
      .getByRole('row', { name: /Dibayar/ })
      .getByRole('link', { name: /Buka pekerja/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Pekerja dari jejak pagu' }).waitFor();
    await expect.poll(() => new URL(page.url()).pathname + new URL(page.url()).search).toBe('/pekerja');
    await page.getByRole('heading', { name: 'Bulan demi bulan' }).waitFor();
    await looksWell(page, 'pekerja-dari-jejak');
    await page.getByRole('link', { name: `APBD-${FISCAL_YEAR}-JKM` }).click();
    await page.getByRole('heading', { level: 1, name: `Pagu APBD-${FISCAL_YEAR}-JKM` }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('the audit history', () => {
  test('is verified by the browser itself, which finds a changed event', async () => {
    const { page, complaints } = await portal.visitAs(AUDITOR, `/telusur?q=${request.revisionId}`);
    await page.getByRole('link', { name: /Buka Riwayat audit/ }).click();
    await page.getByText('Belum diperiksa.').waitFor();
    const events = await downloaded(page, /CSV\W+Kejadian/);
    expect(events.map(({ type }) => type)).toContain('level-voted');

    await page.getByRole('button', { name: 'Periksa rantai' }).click();
    await page.getByText(`Rantai utuh: ${events.length} kejadian dihitung ulang`).waitFor();
    await page.getByText(events.at(-1)?.['hash'] ?? '').waitFor();
    await looksWell(page, 'riwayat');

    // A server that says otherwise than what happened.
    await page.route('**/api/audit/**', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({
        response: answer,
        body: (await answer.text()).replace('"by":"kabid-hi"', '"by":"kasi-jamsos"'),
      });
    });
    await page.reload();
    await page.getByRole('button', { name: 'Periksa rantai' }).click();
    await page.getByText('Rantai tidak utuh').waitFor();
    const voted = events.find(({ type }) => type === 'level-voted')?.['seq'] ?? '';
    await page.getByText(`Kejadian nomor ${voted} tidak cocok dengan kejadian sebelumnya`).waitFor();
    await page.getByRole('row', { name: /level-voted.*Tidak cocok/ }).waitFor();
    await looksWell(page, 'riwayat-putus');
    expect(complaints).toEqual([]);
  });

  test('leads from who may do what now to how it came to that, and is closed to finance', async () => {
    const { page, complaints } = await portal.visitAs(AUDITOR, '/telusur');
    await page.getByRole('link', { name: 'Siapa berwenang apa sekarang' }).click();
    await page.getByRole('row', { name: /Kepala Bidang Hubungan Industrial.*Penyetuju.*Lewat tautan/ }).waitFor();
    const granted = await downloaded(page, /CSV\W+\d+ orang/);
    expect(granted.find(({ personId }) => personId === OFFICER)).toMatchObject({
      office: 'Dinas Tenaga Kerja dan Transmigrasi',
    });
    await page
      .getByRole('row', { name: /Petugas Disnaker.*Dinas Tenaga Kerja dan Transmigrasi.*Dengan akun/ })
      .waitFor();
    expect(await page.content()).not.toContain('@example');
    expect(granted.find(({ personId }) => personId === AUDITOR)).toMatchObject({
      roles: 'auditor',
      hasAccount: 'true',
    });
    await looksWell(page, 'peran');
    await page.getByRole('link', { name: /Riwayat audit\W+Orang dan peran/ }).click();
    await page.getByRole('button', { name: 'Periksa rantai' }).click();
    await page.getByText(/Rantai utuh: 1 kejadian/).waitFor();
    await page.getByText('Orang dan peran', { exact: true }).waitFor();
    expect(complaints).toEqual([]);

    const { page: unused } = await portal.visitAs(AUDITOR, '/telusur');
    await unused.getByRole('link', { name: 'Daftar peserta BPJS TK' }).click();
    await unused.getByText('Belum ada riwayat').waitFor();
    await unused.getByText('Daftar peserta BPJS TK', { exact: true }).waitFor();
    await expect.poll(() => unused.getByRole('button', { name: 'Coba lagi' }).count()).toBe(0);
    await looksWell(unused, 'riwayat-kosong');
    await unused.getByRole('link', { name: 'Kembali ke Telusur' }).click();
    await unused.getByRole('heading', { level: 1, name: 'Telusur' }).waitFor();

    const { page: finance } = await portal.visitAs(FINANCE, `/usulan/${request.requestId}`);
    await finance.getByRole('heading', { level: 1, name: TITLE }).waitFor();
    await expect.poll(() => finance.getByRole('link', { name: /Riwayat audit/ }).count()).toBe(0);
    // Its roster holds whole NIKs: whoever does not propose workers is not offered it.
    const roster = { name: 'Unduh formulir.csv' };
    await expect.poll(() => finance.getByRole('button', roster).count()).toBe(0);
    const { page: officer } = await portal.visitAs(OFFICER, `/usulan/${request.requestId}`);
    await officer.getByRole('button', roster).waitFor();
    const { page: closed } = await portal.visitAs(FINANCE, '/riwayat/config/people');
    await closed.getByText('Akun Anda tidak berwenang untuk ini.').waitFor();
    await expect.poll(() => closed.getByRole('button', { name: 'Periksa rantai' }).count()).toBe(0);
  });
});

describe('the dashboard', () => {
  const JANUARY = `/dasbor?bulan=${FISCAL_YEAR}-01`;

  test('shows officers their office: who is covered, what the money does and what waits, each also as table and file', async () => {
    const { page, complaints } = await portal.visitAs(OFFICER, JANUARY);
    const headline = page.getByRole('list', { name: 'Ringkasan' });
    await headline.waitFor();
    await expect
      .poll(() => headline.textContent())
      .toMatch(/Pekerja terlindungi10.*sasaran.*JKK 10.*2 gugur.*menunggu1/);
    await page.getByText('Usulan Dinas Tenaga Kerja').waitFor();
    await page.getByText('Tidak ada yang berakhir dalam 60 hari').waitFor();
    await looksWell(page, 'dasbor');

    const kecamatan = await downloaded(page, /CSV\W+Pekerja menurut kecamatan/);
    expect(kecamatan.reduce((sum, row) => sum + Number(row['workers']), 0)).toBe(10);
    const money = await downloaded(page, /CSV\W+Dana tahun/);
    expect(money.find(({ sourceId }) => sourceId === 'APBD')).toMatchObject({
      disbursed: '168000',
      reserved: String(12 * 16_800),
    });
    await page.getByRole('img', { name: /^APBD.*Dibayar Rp168\.000/ }).waitFor();
    await page.getByText(/Tampilkan tabel\W+Persetujuan/).click();
    await page.getByRole('row', { name: new RegExp(`${WAITING}.*Kepala Bidang`) }).waitFor();
    await looksWell(page, 'dasbor-tabel');

    await page.getByLabel('Bulan').selectOption(`Maret ${FISCAL_YEAR}`);
    await page.getByText('Belum ada pekerja terlindungi pada bulan ini').waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe(`?bulan=${FISCAL_YEAR}-03`);
    await takePictures(page, 'dasbor-kosong');
    expect(complaints).toEqual([]);
  });

  test('shows a whole regency in a busy year', async () => {
    const { page, complaints } = await portal.visitAs(AUDITOR, '/beranda');
    await page.route('**/api/dashboard**', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: busy((await answer.json()) as Dashboard) });
    });
    await page.getByRole('link', { name: 'Dasbor' }).first().click();
    await page.getByText('Seluruh kabupaten.').waitFor();
    await page.getByRole('img', { name: /pekerja yang perlindungannya berakhir dalam 60 hari/ }).waitFor();
    await looksWell(page, 'dasbor-penuh');
    expect(complaints).toEqual([]);
  });
});

/** The same answer with the numbers of a regency that has been at it for long. */
function busy(dashboard: Dashboard): Dashboard {
  const { coverage, money, approvals } = dashboard;
  const requests = ['12-15', '12-31', '12-31'].map((day, index) => ({
    requestId: requestIdSchema.parse(`ABCDEFGH0${index}`),
    title: `Nelayan kecil pesisir tahap ${index + 1}`,
    officeId: 'disnaker',
    officeName: 'Dinas Tenaga Kerja dan Transmigrasi',
    workers: 1_250 + index * 731,
    endsOn: `${FISCAL_YEAR - 1}-${day}`,
  }));
  const names = ['petani', 'nelayan', 'buruh harian', 'pedagang', 'ojek', 'lainnya'];
  return {
    ...dashboard,
    coverage: {
      ...coverage,
      workers: 7_214,
      lost: 63,
      goal: 8_500,
      byProgramme: { JKK: 7_214, JKM: 7_190 },
      byKecamatan: coverage.byKecamatan.map((one, index) => ({ ...one, workers: 2_410 - index * 240 })),
      byOccupation: names.map((name, index) => ({ code: name, name, workers: 2_900 - index * 510 })),
    },
    money: money.map((one, index) => ({
      ...one,
      disbursed: (one.allocated * 4) / 10,
      committed: (one.allocated * 2) / 10,
      reserved: index === 0 ? one.allocated / 10 : 0,
      overpaid: index === 0 ? one.allocated / 100 : 0,
      available: (one.allocated * (index === 0 ? 29 : 40)) / 100,
    })) as Dashboard['money'],
    approvals: {
      ...approvals,
      open: 9,
      byAge: approvals.byAge.map((band, index) => ({ ...band, levels: [4, 3, 1, 1][index] ?? 0 })),
    },
    ending: { withinDays: 60, workers: 5_943, requests },
  };
}

test('an auditor comes from the menu to a verified history with the keyboard alone', async () => {
  const { page } = await portal.visitAs(AUDITOR, '/beranda');
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let press = 0; press < 60; press += 1) {
      await page.keyboard.press('Tab');
      if (name.test(String(await page.evaluate('document.activeElement.textContent')))) return;
    }
    throw new Error(`the keyboard does not reach ${name}`);
  };
  await page.getByRole('link', { name: 'Telusur', exact: true }).first().waitFor();
  await tabTo(/^Telusur$/);
  await page.keyboard.press('Enter');
  await page.locator('h1:focus', { hasText: 'Telusur' }).waitFor();
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.tagName')) === 'INPUT') break;
  }
  await page.keyboard.type(batchId);
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: new RegExp(batchId) }).waitFor();
  await tabTo(/^Buka Riwayat audit/);
  await page.keyboard.press('Enter');
  await page.getByText('Belum diperiksa.').waitFor();
  await tabTo(/^Periksa rantai$/);
  await page.keyboard.press('Enter');
  await page.getByText(/Rantai utuh/).waitFor();
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/riwayat/batch/${batchId}`);
});
