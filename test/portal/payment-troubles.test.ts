import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { LocalDate } from '../../domain/calendar/calendar.ts';
import { dueDateOf } from '../../domain/calendar/due-dates.ts';
import { batchIdSchema } from '../../domain/identity/ids.ts';
import { formatRupiah } from '../../domain/money/money.ts';
import { month } from '../../domain/period/period.ts';
import { batchKey } from '../../functions/adapters/dynamodb/keys.ts';
import { readSampleConfiguration } from '../../tools/configuration-folder.ts';
import { downloadFiles, writeAnswers } from '../../tools/demo/batch-files.ts';
import { enterPayment, readBatch, waitForBatch } from '../../tools/demo/finance.ts';
import { answers, openBatchOf, prepareForPayment } from '../e2e/support/payments.ts';
import { decide, eventually, FINANCE, linkOf, monthOf, reaches, send } from '../e2e/support/requests.ts';
import { FISCAL_YEAR } from '../e2e/support/world.ts';
import { looksWell, startPortal } from '../support/portal-test.ts';

const APPROVER = 'kabid-hi';
const ADMINISTRATOR = 'admin-diskominfo';
const OTHER_ADMINISTRATOR = 'admin-disnaker';
const DATE = `${FISCAL_YEAR}-01-10`;
const HOLD_UNTIL = `${FISCAL_YEAR}-12-20`;
const LINES = 4;
const PREMIUM = 16_800;

const { world, portal } = await startPortal({ levels: 1, instancesPerFunction: 2 });

/** A committed request of four workers for that month. */
async function commit(monthNumber: number): Promise<void> {
  const title = `Nelayan bulan ${monthNumber}`;
  const { requestId } = await send(world, { title, rows: world.newRows({ workers: LINES }), month: monthNumber });
  await reaches(world, requestId, 'approving');
  await decide(await linkOf(world, title, APPROVER), { word: 'approve', workers: LINES });
  await reaches(world, requestId, 'committed');
}

describe('a batch that was paid', () => {
  let batchId: string;

  beforeAll(async () => {
    await Promise.all([commit(1), commit(2)]);
    batchId = await openBatchOf(world, 1);
    await answers(world, batchId);
    await prepareForPayment(world, batchId);
    const payment = { amount: LINES * PREMIUM, date: DATE, bankReference: 'BRKS-0001', holdUntil: HOLD_UNTIL };
    await enterPayment(world.as(FINANCE), batchId, payment);
  });

  /** BPJS TK says after the payment that it does not take the first worker. */
  async function lateRejection(): Promise<string> {
    const folder = await mkdtemp(join(world.folder, 'late-'));
    const { rows } = await downloadFiles(await readBatch(world.as(FINANCE), batchId), folder);
    const path = join(folder, 'penolakan-susulan.csv');
    await writeAnswers(path, rows.slice(0, 1), { rejected: 1, coverFrom: `${FISCAL_YEAR}-01-01` });
    return path;
  }

  test('takes a rejection that comes late, and says what became of the money', async () => {
    const { page, complaints } = await portal.visitAs(FINANCE, `/batch/${batchId}`);
    await page.getByRole('link', { name: 'Impor jawaban susulan BPJS TK' }).click();
    await page.getByLabel('Berkas jawaban').setInputFiles(await lateRejection());
    await page.getByText('setelah dibayar; jumlahnya menjadi kelebihan bayar', { exact: false }).first().waitFor();
    await looksWell(page, 'tolak-susulan-pratinjau');
    await page.getByRole('button', { name: 'Terapkan' }).click();
    await page.getByText('Berkas sudah diterapkan.').waitFor();

    await page.getByRole('link', { name: `Kembali ke batch ${batchId}` }).click();
    await page.getByText('Kelebihan bayar pada BPJS TK; mengurangi tagihan berikutnya.').waitFor();
    await looksWell(page, 'tolak-susulan');
    const { reversed, status } = await readBatch(world.as(FINANCE), batchId);
    expect([reversed, status]).toMatchObject([{ lines: 1, total: PREMIUM }, 'paid']);
    expect(complaints).toEqual([]);
  });

  const stuckSchema = z.object({ status: z.string(), needsAdministrator: z.boolean() });
  const standing = () => world.as(FINANCE).get(`/api/batches/${batchId}`, stuckSchema);

  /** So many lines more than BPJS TK accepted, as a fault in the records would have it. */
  async function miscount(lines: number): Promise<void> {
    const { client, name } = world.table();
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key: { ...batchKey(batchIdSchema.parse(batchId)) },
        UpdateExpression: 'SET accepted.#lines = accepted.#lines + :more',
        ExpressionAttributeNames: { '#lines': 'lines' },
        ExpressionAttributeValues: { ':more': lines },
      }),
    );
  }

  test('stops when its records do not agree, says why, and goes on when an administrator lets it', async () => {
    const { page: finance, complaints } = await portal.visitAs(FINANCE, `/batch/${batchId}`);
    await finance.getByRole('button', { name: 'Tegaskan pembayaran' }).waitFor();
    await miscount(1);
    await finance.getByRole('button', { name: 'Tegaskan pembayaran' }).click();
    const trouble = `Catatan pembayaran tidak cocok: ${LINES - 1} baris dibayar, yang diterima ${LINES}.`;
    await finance.getByText(trouble).waitFor();
    const stopped = await eventually(
      async () => {
        await world.letTimePass();
        await world.repair();
        return standing();
      },
      ({ needsAdministrator }) => needsAdministrator,
    );
    expect(stopped).toEqual({ status: 'paid', needsAdministrator: true });

    await finance.reload();
    await finance.getByText('Terhenti', { exact: true }).waitFor();
    await finance.getByText('Administrator sudah diberi tahu.', { exact: false }).waitFor();
    await finance.getByText(trouble).waitFor();
    await expect.poll(() => finance.getByRole('button', { name: /Jalankan lagi|Tegaskan/ }).count()).toBe(0);
    await looksWell(finance, 'batch-terhenti');

    await miscount(-1);
    const { page: administrator } = await portal.visitAs(ADMINISTRATOR, `/batch/${batchId}`);
    await administrator.getByRole('button', { name: 'Jalankan lagi' }).click();
    await administrator.getByRole('button', { name: 'Jalankan batch lagi' }).click();
    await administrator.getByText('Tulis alasannya, paling sedikit 3 huruf.').waitFor();
    await administrator.getByLabel('Alasan').fill('Catatan sudah diperbaiki');
    await looksWell(administrator, 'batch-jalankan-lagi');
    await administrator.getByRole('button', { name: 'Jalankan batch lagi' }).dblclick();
    await administrator.getByText('Batch selesai').waitFor();
    await expect.poll(() => administrator.getByText(trouble).count()).toBe(0);
    await administrator.getByText('Batch dijalankan lagi', { exact: true }).waitFor();
    expect(await standing()).toEqual({ status: 'closed', needsAdministrator: false });
    expect(complaints).toEqual([]);
  });

  test('leaves a credit that the next bill takes, and the form says why the bill is less', async () => {
    const next = await openBatchOf(world, 2);
    await answers(world, next);
    await waitForBatch(world.as(FINANCE), next, 'answered');
    const [accepted, bill] = [LINES * PREMIUM, (LINES - 1) * PREMIUM].map(formatRupiah);
    const { page, complaints } = await portal.visitAs(FINANCE, `/batch/${next}`);
    await page.getByText(`Diterima ${accepted}, dikurangi ${formatRupiah(PREMIUM)} kelebihan bayar`).waitFor();
    await looksWell(page, 'batch-kelebihan-bayar');

    await page.getByLabel('Kode iuran').fill('27010000002');
    await page.getByLabel('Jumlah tagihan').fill(String(accepted));
    await page.getByText(`Lebih ${formatRupiah(PREMIUM)} dari ${bill}.`).waitFor();
    await page.getByLabel('Jumlah tagihan').fill(String(bill));
    await page.getByRole('button', { name: 'Simpan tagihan' }).click();
    await page.getByText('Kelebihan bayar dipakai').waitFor();
    expect((await readBatch(world.as(FINANCE), next)).credits?.total).toBe(PREMIUM);
    expect(complaints).toEqual([]);
  });
});

describe('the payment calendar', () => {
  const { calendar } = readSampleConfiguration(FISCAL_YEAR - 1).parsed;

  /** Both administrators make this day a holiday. */
  async function declareHoliday(date: LocalDate): Promise<void> {
    const holiday = { date, name: 'Cuti bersama', source: 'SKB tiga menteri', certainty: 'certain' };
    const content = { ...calendar, version: 'libur-1', holidays: [...calendar.holidays, holiday] };
    const body = { kind: 'calendar', content };
    const { changeId } = await world
      .as(ADMINISTRATOR)
      .post('/api/changes', { body }, z.object({ changeId: z.string() }));
    await world.as(OTHER_ADMINISTRATOR).post(`/api/changes/${changeId}/confirm`, { body: {} }, z.object({}));
  }

  test('says why a payment is due on another day: weekend, holiday, or the end of the budget year', async () => {
    const months = Array.from({ length: 9 }, (_, index) => index + 3);
    const isRegular = (one: number) => dueDateOf(month(monthOf(one)), calendar).endsWith('-15');
    const [regular, moved] = [months.find(isRegular), months.find((one) => !isRegular(one))];
    if (regular === undefined || moved === undefined) throw new Error('a year without weekends');
    await declareHoliday(dueDateOf(month(monthOf(regular)), calendar));
    await Promise.all([regular, moved, 12].map(commit));

    const { page, complaints } = await portal.visitAs(FINANCE, '/kalender-pembayaran');
    const days = page.getByRole('article');
    const holiday = days.filter({ hasText: 'hari libur (Cuti bersama), maka berlaku hari kerja berikutnya.' });
    await holiday.getByText('1 usulan menunggu').waitFor();
    await days.filter({ hasText: 'bukan hari kerja, maka berlaku hari kerja berikutnya.' }).first().waitFor();
    const yearEnd = days.filter({
      hasText: 'anggaran tahun ini hanya dapat dibelanjakan sampai hari kerja terakhirnya.',
    });
    await yearEnd.getByText('1 usulan menunggu').waitFor();
    await expect.poll(() => yearEnd.getByRole('heading').textContent()).toMatch(new RegExp(`Desember ${FISCAL_YEAR}`));
    await looksWell(page, 'kalender-alasan');
    expect(complaints).toEqual([]);
  });
});
