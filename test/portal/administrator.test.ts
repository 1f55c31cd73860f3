import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { eventually } from '../e2e/support/requests.ts';
import { FISCAL_YEAR, startWorld } from '../e2e/support/world.ts';
import type { World } from '../e2e/support/world.ts';
import { axeFindings, chooseLanguage, openPortal, takePictures } from '../support/portal.ts';
import type { Portal, PortalVisit } from '../support/portal.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

const FIRST = 'admin-diskominfo';
const SECOND = 'admin-disnaker';

let world: World;
let portal: Portal;
/** Two administrators, each in a window of their own. */
let first: PortalVisit;
let second: PortalVisit;

beforeAll(async () => {
  world = await startWorld({ levels: 3, instancesPerFunction: 2 });
  portal = await openPortal(world.system());
  first = await portal.visitAs(FIRST, '/perubahan');
  second = await portal.visitAs(SECOND, '/perubahan');
});
afterAll(async () => {
  await portal.stop();
  await world.end();
});

/** Opens a page by its address within the portal, as a link does. */
const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${world.apiUrl()}${path}`);
};
const isProposed = (page: Page) => page.getByText('menunggu administrator lain').first().waitFor();
const changeOf = (page: Page, name: RegExp) => page.getByRole('listitem', { name });

/** What axe finds in both languages, and pictures at both widths. */
async function look(page: Page, name: string): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
  await takePictures(page, name);
  await chooseLanguage(page, 'en');
  expect(await axeFindings(page)).toEqual([]);
  await chooseLanguage(page, 'id');
}

test('a new address waits with before and after, the other administrator confirms it, and the old address is told', async () => {
  const { page } = first;
  await page.getByText('Tidak ada yang menunggu').waitFor();
  await look(page, 'perubahan-kosong');

  await page.getByRole('link', { name: 'Administrasi' }).click();
  await look(page, 'administrasi');
  await page.getByRole('link', { name: 'Orang dan instansi' }).click();
  await page
    .getByRole('row', { name: /Petugas Disnaker.*Petugas.*Dinas Tenaga Kerja.*petugas-disnaker@example.test/ })
    .waitFor();
  await look(page, 'orang');
  await page.getByRole('link', { name: 'Kepala Seksi Jaminan Sosial' }).click();
  await page.getByRole('heading', { name: 'Kepala Seksi Jaminan Sosial', level: 1 }).waitFor();
  await page.getByLabel('Alamat surel').fill('sekda@example.test');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).first().click();
  await page.getByText('Alamat ini sudah dipakai orang lain.').waitFor();
  expect(await page.evaluate('document.activeElement.type')).toBe('email');
  await look(page, 'orang-ubah');
  await page.getByLabel('Alamat surel').fill('kasi-baru@example.test');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).first().click();
  await isProposed(page);

  const own = changeOf(page, /Kepala Seksi Jaminan Sosial/);
  await own.getByText('Anda yang mengusulkannya').waitFor();
  expect(await own.getByRole('button', { name: 'Sahkan' }).count()).toBe(0);
  await own.getByText('Dapat disahkan oleh: Administrator Disnaker.').waitFor();

  await open(second.page, '/perubahan');
  const other = changeOf(second.page, /Kepala Seksi Jaminan Sosial/);
  await other.getByRole('row', { name: 'Alamat surel kasi-jamsos@example.test kasi-baru@example.test' }).waitFor();
  await look(second.page, 'perubahan-orang');
  await other.getByRole('button', { name: 'Sahkan' }).focus();
  await second.page.keyboard.press('Enter');
  await second.page.getByText('Perubahan disahkan dan berlaku.').waitFor();

  const told = await eventually(
    () => world.inbox(),
    (mails) => mails.some((mail) => mail.destination.to[0] === 'kasi-jamsos@example.test'),
  );
  expect(told.map((mail) => mail.destination.to[0])).toContain('kasi-jamsos@example.test');
  await open(page, '/administrasi/orang');
  await page.getByText('kasi-baru@example.test').waitFor();
});

test('an office’s area is rejected with a reason, and the reason stands with the change', async () => {
  const { page } = second;
  await open(page, '/administrasi/instansi/kecamatan-tebing-tinggi');
  await page.getByRole('checkbox', { name: 'Kecamatan Rangsang Barat' }).check();
  await look(page, 'instansi');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await isProposed(page);

  await open(first.page, '/perubahan');
  const waiting = changeOf(first.page, /Kantor Camat Tebing Tinggi/);
  await waiting.getByRole('button', { name: 'Tolak…' }).click();
  await waiting.getByRole('button', { name: 'Tolak perubahan' }).click();
  await waiting.getByText('Tulis alasannya').waitFor();
  await look(first.page, 'perubahan-tolak');
  await waiting.getByLabel('Alasan menolak').fill('Bukan wilayah kantor camat ini');
  await waiting.getByRole('button', { name: 'Tolak perubahan' }).click();
  await first.page.getByText('Tidak ada yang menunggu').waitFor();
  await first.page.getByLabel('Status').selectOption('Ditolak');
  await waiting.getByText('Alasan: Bukan wilayah kantor camat ini').waitFor();
  expect(await waiting.getByRole('button').count()).toBe(0);
});

test('the policy is a picture, tells who would be asked for Rp250 million, and a new version is refused a gap beside its field', async () => {
  const { page } = first;
  await open(page, '/administrasi/kebijakan');
  await page.getByText('Rp250.000.000 melewati 3 tingkat menurut').waitFor();
  await look(page, 'kebijakan');
  await page.getByLabel('Jumlah').fill('seribu');
  await page.getByRole('button', { name: 'Coba', exact: true }).click();
  await page.getByText('Isi jumlah rupiah bulat').waitFor();

  await page.getByRole('link', { name: 'Susun versi baru' }).click();
  await page.getByLabel('Nama versi').fill('meranti-2027-2');
  const last = page.getByRole('group', { name: /^Tingkat 3: / });
  await last.getByLabel('Urutan').fill('2');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await last.getByText('langkah 2: sekda bertumpang tindih dengan dinas').waitFor();
  expect(await page.evaluate('document.activeElement.labels[0].textContent')).toBe('Mulai jumlah');
  await look(page, 'kebijakan-baru');
  await last.getByLabel('Mulai jumlah').fill('Rp200.000.000');
  await page
    .getByRole('group', { name: /^Tingkat 2: / })
    .getByLabel('Sampai di bawah')
    .fill('200.000.000');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await isProposed(page);

  await open(second.page, '/perubahan');
  const waiting = changeOf(second.page, /meranti-2027-2/);
  await waiting.getByRole('row', { name: /Jumlah Semua jumlah Mulai Rp200\.000\.000/ }).waitFor();
  await look(second.page, 'perubahan-kebijakan');
  await waiting.getByRole('link', { name: /siapa yang akan ditanya/ }).click();
  await second.page.getByText('Rp250.000.000 melewati 2 tingkat menurut meranti-2027-2').waitFor();
  await open(second.page, '/perubahan');
  await waiting.getByRole('button', { name: 'Sahkan' }).click();
  await second.page.getByText('Perubahan disahkan dan berlaku.').waitFor();
});

test('an allocation is raised by a regulation, and never below what requests hold', async () => {
  const { page } = second;
  await open(page, `/administrasi/pagu?tahun=${FISCAL_YEAR}`);
  await page.getByRole('row', { name: /JKK.*Rp3\.000\.000\.000/ }).waitFor();
  await look(page, 'pagu');
  await page.getByRole('link', { name: 'JKK' }).first().click();
  await page.getByLabel('Pagu').fill('Rp3.200.000.000');
  await page.getByText('Sisa sekarang Rp3.000.000.000, nanti Rp3.200.000.000.').waitFor();
  await page.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await page.getByText('Tulis dasar perubahannya.').waitFor();
  await look(page, 'pagu-ubah');
  await page.getByLabel('Dasar perubahan').fill('Perda 7/2027 tentang Perubahan APBD');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await isProposed(page);

  await open(first.page, '/perubahan');
  const waiting = changeOf(first.page, /Pagu APBD/);
  await waiting.getByText('Dasar: Perda 7/2027').waitFor();
  await waiting.getByRole('button', { name: 'Sahkan' }).click();
  await first.page.getByText('Tidak ada yang menunggu').waitFor();
  await open(page, `/administrasi/pagu?tahun=${FISCAL_YEAR}`);
  const raised = page.getByRole('row', { name: /JKK.*Rp3\.200\.000\.000/ });
  await raised.waitFor();
  expect(await raised.count()).toBe(1);
});

test('nothing on these pages broke the security policy or failed unseen', () => {
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});
