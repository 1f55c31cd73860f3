import { beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { revisionIdSchema } from '../../domain/identity/ids.ts';
import { revisionKey } from '../../functions/adapters/dynamodb/keys.ts';
import { eventually, reaches, send } from '../e2e/support/requests.ts';
import { FISCAL_YEAR } from '../e2e/support/world.ts';
import type { PortalVisit } from '../support/portal.ts';
import { looksWell, startPortal } from '../support/portal-test.ts';

const FIRST = 'admin-diskominfo';
const SECOND = 'admin-disnaker';

const { world, portal } = await startPortal({ levels: 3, instancesPerFunction: 2 });
/** Two administrators, each in a window of their own. */
let first: PortalVisit;
let second: PortalVisit;

beforeAll(async () => {
  first = await portal.visitAs(FIRST, '/perubahan');
  second = await portal.visitAs(SECOND, '/perubahan');
});

/** Opens a page by its address within the portal, as a link does. */
const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${world.apiUrl()}${path}`);
};
const isProposed = (page: Page) => page.getByText('menunggu administrator lain').first().waitFor();
const changeOf = (page: Page, name: RegExp) => page.getByRole('listitem', { name });

test('a new address waits with before and after, the other administrator confirms it, and the old address is told', async () => {
  const { page } = first;
  await page.getByText('Tidak ada yang menunggu').waitFor();
  await looksWell(page, 'perubahan-kosong');

  await page.getByRole('link', { name: 'Administrasi' }).click();
  await page.getByRole('heading', { name: 'Administrasi', level: 1 }).waitFor();
  await looksWell(page, 'administrasi');
  await page.getByRole('link', { name: 'Orang dan instansi' }).click();
  await page
    .getByRole('row', { name: /Petugas Disnaker.*Petugas.*Dinas Tenaga Kerja.*petugas-disnaker@example.test/ })
    .waitFor();
  await looksWell(page, 'orang');
  await page.getByRole('link', { name: 'Kepala Seksi Jaminan Sosial' }).click();
  await page.getByRole('heading', { name: 'Kepala Seksi Jaminan Sosial', level: 1 }).waitFor();
  await page.getByLabel('Alamat surel').fill('sekda@example.test');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).first().click();
  await page.getByText('Alamat ini sudah dipakai orang lain.').waitFor();
  await expect.poll(() => page.evaluate('document.activeElement.type')).toBe('email');
  await looksWell(page, 'orang-ubah');
  await page.getByLabel('Alamat surel').fill('kasi-baru@example.test');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).first().click();
  await isProposed(page);

  const own = changeOf(page, /Kepala Seksi Jaminan Sosial/);
  await own.getByText('Anda yang mengusulkannya').waitFor();
  await expect.poll(() => own.getByRole('button', { name: 'Sahkan' }).count()).toBe(0);
  await own.getByText('Dapat disahkan oleh: Administrator Disnaker.').waitFor();

  await open(second.page, '/perubahan');
  const other = changeOf(second.page, /Kepala Seksi Jaminan Sosial/);
  await other.getByRole('row', { name: 'Alamat surel kasi-jamsos@example.test kasi-baru@example.test' }).waitFor();
  await looksWell(second.page, 'perubahan-orang');
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
  await looksWell(page, 'instansi');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await isProposed(page);

  await open(first.page, '/perubahan');
  const waiting = changeOf(first.page, /Kantor Camat Tebing Tinggi/);
  await waiting.getByRole('button', { name: 'Tolak…' }).click();
  await waiting.getByRole('button', { name: 'Tolak perubahan' }).click();
  await waiting.getByText('Tulis alasannya').waitFor();
  await looksWell(first.page, 'perubahan-tolak');
  await waiting.getByLabel('Alasan menolak').fill('Bukan wilayah kantor camat ini');
  await waiting.getByRole('button', { name: 'Tolak perubahan' }).click();
  await first.page.getByText('Tidak ada yang menunggu').waitFor();
  await first.page.getByLabel('Status').selectOption('Ditolak');
  await waiting.getByText('Alasan: Bukan wilayah kantor camat ini').waitFor();
  await expect.poll(() => waiting.getByRole('button').count()).toBe(0);
});

test('the policy is a picture, tells who would be asked for Rp250 million, and a new version is refused a gap beside its field', async () => {
  const { page } = first;
  await open(page, '/administrasi/kebijakan');
  await page.getByText('Rp250.000.000 melewati 3 tingkat menurut').waitFor();
  await looksWell(page, 'kebijakan');
  await page.getByLabel('Jumlah').fill('seribu');
  await page.getByRole('button', { name: 'Coba', exact: true }).click();
  await page.getByText('Isi jumlah rupiah bulat').waitFor();

  await page.getByRole('link', { name: 'Susun versi baru' }).click();
  await page.getByLabel('Nama versi').fill('meranti-2027-2');
  const last = page.getByRole('group', { name: /^Tingkat 3: / });
  await last.getByLabel('Urutan').fill('2');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await last.getByText('langkah 2: sekda bertumpang tindih dengan dinas').waitFor();
  await expect.poll(() => page.evaluate('document.activeElement.labels[0].textContent')).toBe('Mulai jumlah');
  await looksWell(page, 'kebijakan-baru');
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
  await looksWell(second.page, 'perubahan-kebijakan');
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
  await looksWell(page, 'pagu');
  await page.getByRole('link', { name: 'JKK' }).first().click();
  await page.getByLabel('Pagu').fill('Rp3.200.000.000');
  await page.getByText('Sisa sekarang Rp3.000.000.000, nanti Rp3.200.000.000.').waitFor();
  await page.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await page.getByText('Tulis dasar perubahannya.').waitFor();
  await looksWell(page, 'pagu-ubah');
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
  await expect.poll(() => raised.count()).toBe(1);
});

test('a stand-in and a freeze are proposed, and wait on the page of absences for the other administrator', async () => {
  const { page } = first;
  await open(page, '/administrasi/ketidakhadiran');
  await page.getByText('Belum ada pengganti').waitFor();
  await page.getByLabel('Berhalangan', { exact: true }).selectOption('Sekretaris Daerah');
  await page.getByLabel('Pengganti', { exact: true }).selectOption('Asisten Administrasi Umum');
  await page.getByLabel('Hari pertama berhalangan').fill(`${FISCAL_YEAR}-03-01`);
  await page.getByLabel('Hari terakhir berhalangan').fill(`${FISCAL_YEAR}-03-05`);
  await page.getByRole('button', { name: 'Usulkan perubahan' }).first().click();
  await isProposed(page);
  await open(page, '/administrasi/ketidakhadiran');
  await page.getByLabel('Hari pertama beku').fill(`${FISCAL_YEAR}-12-28`);
  await page.getByLabel('Hari terakhir beku').fill(`${FISCAL_YEAR}-12-31`);
  await page.getByLabel('Sebab (Indonesia)').fill('Tutup tahun anggaran');
  await page.getByLabel('Sebab (Inggris)').fill('Close of the fiscal year');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).last().click();
  await isProposed(page);

  await open(second.page, '/administrasi/ketidakhadiran');
  await changeOf(second.page, /pembekuan/)
    .getByText('Tutup tahun anggaran')
    .waitFor();
  await looksWell(second.page, 'ketidakhadiran');
  for (const name of [/Pengganti bagi Sekretaris Daerah/, /pembekuan/]) {
    await changeOf(second.page, name).getByRole('button', { name: 'Sahkan' }).click();
    await changeOf(second.page, name).waitFor({ state: 'detached' });
  }
  const standIn = second.page.getByRole('row', {
    name: /Sekretaris Daerah.*Asisten Administrasi Umum.*1 Maret.*5 Maret/,
  });
  await standIn.waitFor();
  await second.page.getByRole('row', { name: /Tutup tahun anggaran/ }).waitFor();
  await expect.poll(() => standIn.count()).toBe(1);
});

test('a holiday is added to the calendar and stands there once the other administrator has confirmed it', async () => {
  const { page } = second;
  await open(page, `/administrasi/kalender?tahun=${FISCAL_YEAR}`);
  await page.getByRole('row', { name: new RegExp(`^Januari ${FISCAL_YEAR}.*Februari ${FISCAL_YEAR}`) }).waitFor();
  await page.getByLabel('Nama versi').fill('baru-1');
  await page.getByLabel('Tanggal libur').fill(`${FISCAL_YEAR}-02-15`);
  await page.getByLabel('Nama hari libur').fill('Cuti bersama');
  await page.getByLabel('Sumber').fill('SKB 2/2026');
  await page.getByRole('button', { name: 'Tambahkan hari libur' }).click();
  await page.getByRole('button', { name: 'Tambahkan hari libur' }).click();
  await page.getByText('Isi tanggalnya.').waitFor();
  await page.getByLabel('Tanggal libur').fill(`${FISCAL_YEAR}-03-10`);
  await page.getByLabel('Nama hari libur').fill('Idulfitri');
  await page.getByLabel('Kedudukan', { exact: true }).selectOption('Belum pasti, diperkirakan');
  await page.getByLabel('Sumber').fill('Kalender hijriah');
  await page.getByRole('button', { name: 'Tambahkan hari libur' }).click();
  await page.getByLabel('Tanggal jatuh tempo bulan berikutnya').fill('14');
  await looksWell(page, 'kalender');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await page.getByText('Isi sumbernya.').waitFor();
  await page.getByLabel('Tanggal jatuh tempo bulan berikutnya').fill('15');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await isProposed(page);
  await open(first.page, '/perubahan');
  const waiting = changeOf(first.page, /Kalender pembayaran baru-1/);
  await waiting.getByRole('row', { name: /15 Februari.*belum ada Cuti bersama SKB 2\/2026 \(Pasti/ }).waitFor();
  await waiting.getByRole('row', { name: /10 Maret.*belum ada Idulfitri Kalender hijriah \(Belum pasti/ }).waitFor();
  await waiting.getByRole('button', { name: 'Sahkan' }).click();
  await waiting.waitFor({ state: 'detached' });
  await expect.poll(() => waiting.count()).toBe(0);
});

test('a worker who died is excluded, and the list tells the NIK masked', async () => {
  const { page } = first;
  await open(page, '/administrasi/pengecualian');
  await page.getByText('Belum ada yang dikecualikan').waitFor();
  await page.getByLabel('NIK', { exact: true }).fill('1410014505800001');
  await page.getByRole('button', { name: 'Kecualikan', exact: true }).click();
  await page.getByText('Isi tanggalnya.').waitFor();
  await page.getByLabel('Sejak').fill('2026-11-01');
  await page.getByRole('button', { name: 'Kecualikan', exact: true }).click();
  const row = page.getByRole('row', { name: /Meninggal.*1 November 2026/ });
  await row.waitFor();
  expect(await page.locator('main').textContent()).not.toContain('1410014505800001');
  await page.getByText('Tempel banyak sekaligus').click();
  await page
    .getByLabel('Baris dari lembar kerja')
    .fill('NIK;sebab;tanggal\n1410014505800002;pindah;15/10/2026\n12;pindah');
  await page.getByText('Tidak terbaca: baris 3.').waitFor();
  await looksWell(page, 'pengecualian');
  await page.getByLabel('Baris dari lembar kerja').fill('1410014505800002;pindah;15/10/2026');
  await page.getByRole('button', { name: 'Kecualikan 1 pekerja' }).click();
  await page.getByRole('row', { name: /Pindah.*15 Oktober 2026/ }).waitFor();
});

test('BPJS TK’s list of members is uploaded, and one with a wrong row is refused with the row', async () => {
  const { page } = first;
  const file = (rows: string) => ({ name: 'anggota.csv', mimeType: 'text/csv', buffer: Buffer.from(`NIK\n${rows}\n`) });
  await page.getByLabel('Berkas CSV atau XLSX').setInputFiles(file('123'));
  await page.getByLabel('Per tanggal').fill('2026-11-01');
  await page.getByRole('button', { name: 'Unggah daftar' }).click();
  await page.getByText('Daftar ditolak: 1 baris salah').waitFor();
  await page.getByLabel('Berkas CSV atau XLSX').setInputFiles(file('1410014505800003'));
  await page.getByRole('button', { name: 'Unggah daftar' }).click();
  const told = page.getByText('Berlaku per 1 November 2026: 1 pekerja');
  await told.waitFor();
  await expect.poll(() => told.count()).toBe(1);
});

test('tariffs are told with their sources, a premium is explained, and an uncertain figure is confirmed by a paper', async () => {
  const { page } = second;
  await open(page, '/administrasi/tarif');
  await page
    .getByRole('row', { name: /JKM.*Rp6\.800.*PP 44\/2015.*Pasti/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Jelaskan' }).click();
  await page.getByText('Seluruhnya Rp16.800').waitFor();
  await looksWell(page, 'tarif');
  await page
    .getByRole('row', { name: /CSR perusahaan/ })
    .getByRole('link', { name: 'Konfirmasi…' })
    .click();
  await page.getByText('Bukan APBN/APBD: keringanan berlaku').waitFor();
  await page.getByLabel('Surat').fill('Surat BPJS TK B/12/2026');
  await looksWell(page, 'tarif-konfirmasi');
  await page.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await isProposed(page);
  await open(first.page, '/perubahan');
  const waiting = changeOf(first.page, /Konfirmasi angka CSR/);
  await waiting.getByText('Dasar: Surat BPJS TK B/12/2026').waitFor();
  await waiting.getByRole('button', { name: 'Sahkan' }).click();
  await waiting.waitFor({ state: 'detached' });
  await expect.poll(() => waiting.count()).toBe(0);
});

test('a silent approver is replaced with a reason, and a stuck request is given up', async () => {
  const { page } = first;
  const title = 'Nelayan Rangsang tahap 1';
  const { requestId, revisionId } = await send(world, { title, rows: world.newRows() });
  await reaches(world, requestId, 'approving');
  await open(page, '/administrasi/penanganan');
  const waiting = page.getByRole('listitem').filter({ hasText: title });
  await waiting.getByRole('button', { name: 'Ganti penyetuju…' }).click();
  await waiting.getByLabel('Diganti oleh').selectOption('Kepala Seksi Jaminan Sosial');
  await looksWell(page, 'penanganan');
  await waiting.getByLabel('Alasan mengganti').fill('Cuti sakit');
  await waiting.getByRole('button', { name: 'Pindahkan giliran' }).click();
  await waiting.getByText('menunggu Kepala Seksi Jaminan Sosial').waitFor();

  await world.table().client.send(
    new UpdateCommand({
      TableName: world.table().name,
      Key: revisionKey(revisionIdSchema.parse(revisionId)),
      UpdateExpression: 'SET needsAdministrator = :true',
      ExpressionAttributeValues: { ':true': true },
    }),
  );
  await open(page, '/administrasi');
  await page.getByText('1 terhenti').waitFor();
  await looksWell(page, 'administrasi');
  await open(page, '/administrasi/penanganan');
  await page.getByRole('button', { name: 'Hentikan dan lepaskan…' }).click();
  await page.getByLabel('Alasan dihentikan').fill('Diusulkan ulang dari awal');
  await page.getByRole('button', { name: 'Hentikan dan lepaskan dananya' }).click();
  await page.getByText('Tidak ada usulan yang terhenti').waitFor();
  expect((await reaches(world, requestId, 'failed')).status).toBe('failed');
});

test('an approver in the policy cannot leave before the policy is changed, and somebody who has left stays in the list', async () => {
  const { page } = first;
  await open(page, '/administrasi/orang/kabid-hi');
  const leaving = page.getByRole('region', { name: 'Selesai bertugas' });
  await leaving.getByText('Kepala Bidang Hubungan Industrial: penyetuju').waitFor();
  await leaving.getByText('tanpa dia tidak ada penyetuju lain').waitFor();
  await expect.poll(() => leaving.getByRole('button').count()).toBe(0);
  await looksWell(page, 'orang-terikat');

  await open(page, '/administrasi/orang/petugas-tebing-tinggi');
  await leaving.getByText('Tidak ada keputusan, kebijakan atau penggantian').waitFor();
  await leaving.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await leaving.getByText('Isi tanggalnya.').waitFor();
  await looksWell(page, 'orang-selesai');
  await leaving.getByLabel('Tidak bertugas mulai tanggal').fill('2026-11-01');
  await leaving.getByRole('button', { name: 'Usulkan perubahan' }).click();
  await isProposed(page);
  await open(second.page, '/perubahan');
  const waiting = second.page.getByRole('listitem').filter({ hasText: 'Tidak bertugas sejak' });
  await waiting.getByRole('row', { name: /Tidak bertugas sejak belum ada 1 November 2026/ }).waitFor();
  await waiting.getByRole('button', { name: 'Sahkan' }).click();
  await waiting.waitFor({ state: 'detached' });

  await open(page, '/administrasi/orang');
  await page.getByLabel('Keadaan').selectOption('Tidak lagi bertugas');
  const row = page.getByRole('row', { name: /Tidak bertugas sejak 1 November 2026/ });
  await row.getByRole('link').click();
  await page.getByText('Tidak bertugas sejak 1 November 2026. Sejak itu').waitFor();
  await looksWell(page, 'orang-sudah-selesai');
  await expect.poll(() => page.getByRole('heading', { name: 'Bertugas kembali' }).count()).toBe(1);
});

test('nothing on these pages broke the security policy or failed unseen', () => {
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});
