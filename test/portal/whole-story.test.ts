import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { roleSchema } from '../../domain/configuration/role.ts';
import type { Role } from '../../domain/configuration/role.ts';
import { downloadFiles, writeAnswers } from '../../tools/demo/batch-files.ts';
import { readBatch } from '../../tools/demo/finance.ts';
import { FINANCE, linkOf, OFFICER, reaches } from '../e2e/support/requests.ts';
import { WORKERS } from '../e2e/support/rows.ts';
import { FISCAL_YEAR } from '../e2e/support/world.ts';
import { axeFindings, chooseLanguage, takePictures } from '../support/portal.ts';
import type { PortalVisit } from '../support/portal.ts';
import { downloadBy, startPortal } from '../support/portal-test.ts';
import { fillRequest } from '../support/request-form.ts';

const APPROVER = 'kabid-hi';
const PEOPLE: Readonly<Record<Role, string>> = {
  officer: OFFICER,
  approver: APPROVER,
  finance: FINANCE,
  auditor: 'auditor-inspektorat',
  administrator: 'admin-diskominfo',
};
const TITLE = 'Nelayan Rangsang';
const DATE = `${FISCAL_YEAR}-01-10`;

const { world, portal } = await startPortal({ levels: 1, instancesPerFunction: 2 });
let requestId: string;
let batchId: string;

const lastPart = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? '';

describe('a roster becomes a closed batch with nothing but a browser', () => {
  test('the officer sends it, the approver decides by the link, finance pays, and all see the same', async () => {
    const { page: officer } = await portal.visitAs(OFFICER, '/usulan-baru');
    await fillRequest(officer, TITLE, { folder: world.folder, rows: world.newRows() });
    await officer.getByRole('button', { name: 'Kirim usulan' }).click();
    await officer.getByRole('heading', { name: TITLE, level: 1 }).waitFor();
    requestId = lastPart(officer);

    // The approver has no account: the mail's link is all there is.
    const approver = await officer.context().newPage();
    await approver.goto(await linkOf(world, TITLE, APPROVER));
    await approver.locator('#workers-approve').fill(String(WORKERS));
    await approver.getByRole('button', { name: 'Setujui usulan ini' }).click();
    await approver.getByRole('heading', { name: 'Keputusan Anda sudah tercatat' }).waitFor();
    await reaches(world, requestId, 'committed');
    await officer.reload();
    await officer.getByText('Siap dibayar', { exact: true }).first().waitFor();

    const { page: finance, complaints } = await portal.visitAs(FINANCE, '/kalender-pembayaran');
    await finance.getByRole('button', { name: 'Buka batch sekarang' }).click();
    const batch = finance.getByRole('link', { name: /^SG-/ });
    await batch.click();
    await finance.getByText('serahkan kepada BPJS TK').waitFor();
    batchId = lastPart(finance);
    const answerFile = await answersOfBpjs();
    await finance.getByRole('link', { name: 'Impor jawaban BPJS TK' }).click();
    await finance.getByLabel('Berkas jawaban').setInputFiles(answerFile);
    await finance.getByRole('button', { name: 'Terapkan' }).click();
    await finance.getByText('Berkas sudah diterapkan.').waitFor();
    await finance.goto(`${world.apiUrl()}/batch/${batchId}`);
    await pay(finance);
    await finance.getByText('Batch selesai').waitFor();

    // One worker was rejected: the officer is told, and given the row to propose again.
    await officer.reload();
    await officer.getByText('Giliran Anda.').waitFor();
    await officer.getByRole('row', { name: new RegExp(`${batchId} Dibayar`) }).waitFor();
    await officer.getByLabel('Tampilkan').selectOption('BPJS TK: Ditolak');
    await officer.getByRole('row', { name: /Ditolak.*NIK tidak ditemukan di Dukcapil/ }).waitFor();
    const rows = (await downloadBy(officer.getByRole('button', { name: 'Unduh baris yang ditolak' })))
      .toString()
      .trim()
      .split('\r\n');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatch(/\d{16}.*NIK tidak ditemukan di Dukcapil/);
    await officer.getByRole('link', { name: 'Usulan', exact: true }).click();
    await officer.getByRole('row', { name: new RegExp(`${TITLE}.*Dibayar`) }).waitFor();

    expect(complaints).toEqual([]);
  });
});

async function answersOfBpjs(): Promise<string> {
  const file = join(world.folder, 'jawaban.csv');
  const { rows } = await downloadFiles(await readBatch(world.as(FINANCE), batchId), world.folder);
  await writeAnswers(file, rows, { rejected: 1, coverFrom: `${FISCAL_YEAR}-01-01` });
  return file;
}

/** Bill, SP2D and payment, each typed as it is told. */
async function pay(page: Page): Promise<void> {
  const { total = 0 } = (await readBatch(world.as(FINANCE), batchId)).accepted ?? {};
  await page.getByLabel('Kode iuran').fill('27010000001');
  await page.getByLabel('Jumlah tagihan').fill(String(total));
  await page.getByRole('button', { name: 'Simpan tagihan' }).click();
  await page.getByLabel('Nomor SP2D').fill('00123/SP2D/LS/2027');
  await page.getByLabel('Tanggal SP2D').fill(DATE);
  await page.getByLabel('Jumlah SP2D').fill(String(total));
  await page.getByRole('button', { name: 'Simpan SP2D' }).click();
  await page.getByLabel('Referensi bank').fill('BRKS-20270110-0001');
  await page.getByLabel('Tanggal pembayaran').fill(DATE);
  await page.getByLabel('Jumlah dibayar').fill(String(total));
  await page.getByRole('button', { name: 'Simpan pembayaran' }).click();
}

/** What the portal itself knows about its pages; read at run time, because its code is compiled for browsers. */
const pagesSchema = z.array(z.object({ path: z.string(), roles: z.tuple([roleSchema], roleSchema) }));
const { PAGES } = (await import(new URL('../../web/src/pages/pages.ts', import.meta.url).href)) as { PAGES: unknown };
const PATHS = pagesSchema.parse(PAGES);

/** Addresses that hold the id of something; every other page has its path for an address. */
const ADDRESSES: Readonly<Record<string, (role: PortalVisit) => Promise<string> | string>> = {
  'isian/:draftId': async ({ page }) => {
    await page.goto(`${world.apiUrl()}/usulan-baru`);
    await page.getByRole('button', { name: 'Mulai usulan baru' }).click();
    await page.getByLabel('Nama usulan').waitFor();
    return `isian/${lastPart(page)}`;
  },
  'usulan/:requestId': () => `usulan/${requestId}`,
  'batch/:batchId': () => `batch/${batchId}`,
  'batch/:batchId/jawaban': () => `batch/${batchId}/jawaban`,
  'batch/:batchId/jawaban/:sha256': async () => {
    const [file] = (await readBatch(world.as(FINANCE), batchId)).answers;
    return `batch/${batchId}/jawaban/${file?.sha256}`;
  },
  'aliran-dana/:allocationId': () => `aliran-dana/APBD-${FISCAL_YEAR}-JKK`,
  'riwayat/:kind/:id': () => `riwayat/batch/${batchId}`,
  'administrasi/orang/:personId': () => `administrasi/orang/${APPROVER}`,
  'administrasi/pagu/:allocationId': () => `administrasi/pagu/APBD-${FISCAL_YEAR}-JKK?tahun=${FISCAL_YEAR}`,
  'administrasi/tarif/:document/:id': async ({ page }) => {
    await page.goto(`${world.apiUrl()}/administrasi/tarif`);
    const link = page.locator('a[href^="/administrasi/tarif/"]').first();
    return ((await link.getAttribute('href')) ?? '').slice(1);
  },
  'administrasi/instansi/:officeId': () => 'administrasi/instansi/disnaker',
};

const STILL_WAITING = '.waiting, [role=progressbar]';

describe('every page', () => {
  const visits = new Map<Role, Promise<PortalVisit>>();
  const visitOf = (role: Role): Promise<PortalVisit> => {
    const visit = visits.get(role) ?? portal.visitAs(PEOPLE[role], '/beranda');
    visits.set(role, visit);
    return visit;
  };

  test.each(PATHS.map(({ path, roles }) => [path, roles[0]] as const))(
    '%s, as %s sees it: faultless for axe in both languages, and nothing sticks out of a telephone',
    async (path, role) => {
      const visit = await visitOf(role);
      const { page, complaints } = visit;
      const address = (await ADDRESSES[path]?.(visit)) ?? path;
      expect(address).not.toMatch(/[:]|undefined/);
      await page.goto(`${world.apiUrl()}/${address}`);
      await page.locator('#isi h1').waitFor();
      for (const language of ['id', 'en'] as const) {
        await chooseLanguage(page, language);
        await expect.poll(() => page.locator(STILL_WAITING).count()).toBe(0);
        const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
        expect(title).not.toMatch(/tidak ditemukan|not found/i);
        expect(await axeFindings(page)).toEqual([]);
        await takePictures(page, `semua-${path.replaceAll(/[/:]+/g, '-')}-${language}`);
      }
      await page.setViewportSize({ width: 360, height: 740 });
      await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(await axeFindings(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
      await chooseLanguage(page, 'id');
      expect(complaints).toEqual([]);
    },
  );
});
