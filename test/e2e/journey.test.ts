import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { ApiError, uploadFile } from '../../tools/demo/api.ts';
import { readAllocations, readBatch, waitForBatch } from '../../tools/demo/finance.ts';
import { writeRosterFile } from '../../tools/roster/write.ts';
import { answers, openBatchOf, payBatch, prepareForPayment } from './support/payments.ts';
import { ledgerDifferences, portraitOfRequest } from './support/portrait.ts';
import { bodyOf, decide, FINANCE, linkOf, OFFICER, reaches, read, send, withdraw } from './support/requests.ts';
import type { Receipt } from './support/requests.ts';
import { WORKERS } from './support/rows.ts';
import { FISCAL_YEAR, startWorld, TOO_LITTLE } from './support/world.ts';
import type { World } from './support/world.ts';

// Generous, because nothing here is timed: a busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const OTHER_OFFICER = 'petugas-tebing-tinggi';
const AUDITOR = 'auditor-inspektorat';
const FIRST_LEVEL = 'kabid-hi';
const SECOND_LEVEL = ['kadis-naker', 'sekretaris-dinas'];

let world: World;
beforeAll(async () => {
  world = await startWorld({ levels: 2, instancesPerFunction: 3 });
});
afterAll(() => world.end());

/** Sends inline rows and waits for the approvers' turn. */
async function awaitingApproval(title: string, rest: { month?: number } = {}): Promise<Receipt> {
  const receipt = await send(world, { title, rows: world.newRows(), ...rest });
  await reaches(world, receipt.requestId, 'approving');
  return receipt;
}

const holdings = async ({ revisionId }: Receipt) => portraitOfRequest(await world.items(), revisionId);

const answerSchema = z.object({ error: z.object({ code: z.string(), field: z.string().optional() }) });

/** The HTTP status of a refused call, with the error's code and field. */
async function refusalOf(
  call: Promise<unknown>,
): Promise<{ status: number; code: string; field?: string | undefined }> {
  const error: unknown = await call.then(
    () => new Error('was not refused'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiError)) throw error;
  const { code, field } = answerSchema.parse(JSON.parse(error.answer)).error;
  return { status: error.status, code, field };
}

describe('a request that is approved', () => {
  test('goes from a workbook to a closed batch, with the lines that BPJS TK rejects paid for by nobody', async () => {
    const title = 'Dari lembar kerja';
    const folder = await mkdtemp(join(world.folder, 'roster-'));
    const path = join(folder, 'usulan.xlsx');
    await writeRosterFile(path, { workers: 15, badRows: 5, seed: 4711, villages: world.villages });
    const uploadKey = await uploadFile(world.as(OFFICER), { path, fileName: 'usulan.xlsx', kind: 'roster' });
    const receipt = await send(world, { title, rows: [], roster: { uploadKey, fileName: 'usulan.xlsx' } });
    const { summary } = await reaches(world, receipt.requestId, 'approving');
    expect(summary).toMatchObject({ rows: 20, eligible: 15, total: 15 * 16_800 });
    expect(await decide(await linkOf(world, title, FIRST_LEVEL), { word: 'approve', workers: 15 })).toBe(200);
    for (const person of SECOND_LEVEL) {
      expect(await decide(await linkOf(world, title, person), { word: 'approve', workers: 15 })).toBe(200);
    }
    await reaches(world, receipt.requestId, 'committed');
    const finance = world.as(FINANCE);
    const before = await readAllocations(finance, FISCAL_YEAR);
    const batchId = await openBatchOf(world, 1);
    await answers(world, batchId, 2);
    await prepareForPayment(world, batchId);
    await payBatch(world, batchId);
    await waitForBatch(finance, batchId, 'closed');
    expect(await readBatch(finance, batchId)).toMatchObject({
      lines: 15,
      accepted: { lines: 13, total: 13 * 16_800 },
      rejected: { lines: 2, total: 2 * 16_800 },
    });
    const after = await readAllocations(finance, FISCAL_YEAR);
    const disbursed = (list: typeof before): number => list.reduce((sum, one) => sum + one.disbursed, 0);
    expect(disbursed(after) - disbursed(before)).toBe(13 * 16_800);
    expect(await ledgerDifferences(world, await world.items())).toEqual([]);
    for (const [kind, id] of [
      ['revision', receipt.revisionId],
      ['batch', batchId],
    ]) {
      const trail = await world.as(AUDITOR).get(`/api/audit/${kind}/${id}`, z.looseObject({ isIntact: z.boolean() }));
      expect(trail.isIntact).toBe(true);
    }
  });

  test('goes on after a restart in the middle of the wait, and the link of before still decides', async () => {
    const title = 'Menunggu saat padam';
    const receipt = await awaitingApproval(title, { month: 2 });
    const link = await linkOf(world, title, FIRST_LEVEL);
    await world.stopAndStart();
    expect((await read(world, receipt.requestId)).status).toBe('approving');
    expect(await decide(link, { word: 'approve' })).toBe(200);
    for (const person of SECOND_LEVEL) await decide(await linkOf(world, title, person), { word: 'approve' });
    expect((await reaches(world, receipt.requestId, 'committed')).levels.map(({ status }) => status)).toEqual([
      'approved',
      'approved',
    ]);
  });
});

describe('a request that ends otherwise', () => {
  test('is rejected by an approver, with the reason told and nothing held any more', async () => {
    const title = 'Akan ditolak';
    const receipt = await awaitingApproval(title);
    const link = await linkOf(world, title, FIRST_LEVEL);
    expect(await decide(link, { word: 'reject' })).toBe(400);
    expect(await decide(link, { word: 'reject', reason: 'Pekerja sudah ditanggung perusahaan.' })).toBe(200);
    const view = await reaches(world, receipt.requestId, 'rejected');
    expect(JSON.stringify(view.levels)).toContain('Pekerja sudah ditanggung perusahaan.');
    expect((await holdings(receipt)).head.reservation).toBeUndefined();
  });

  test('is returned, and comes back corrected as revision 2 with the same workers', async () => {
    const title = 'Akan dikembalikan';
    const rows = world.newRows();
    const first = await send(world, { title, rows });
    await reaches(world, first.requestId, 'approving');
    const link = await linkOf(world, title, FIRST_LEVEL);
    await decide(link, { word: 'return', reason: 'Lengkapi nomor SK.' });
    await reaches(world, first.requestId, 'returned');
    const second = await send(world, { title, rows, revises: first.requestId });
    expect(second).toMatchObject({ requestId: first.requestId, number: 2 });
    const { summary } = await reaches(world, first.requestId, 'approving');
    expect(summary?.eligible).toBe(WORKERS);
    expect(await (await fetch(link)).text()).not.toContain('<form');
    expect((await holdings(first)).claims).toBe(0);
    expect((await holdings(second)).claims).toBe(WORKERS);
  });

  test('is withdrawn while it waits, and its links decide nothing any more', async () => {
    const title = 'Akan ditarik';
    const receipt = await awaitingApproval(title);
    const link = await linkOf(world, title, FIRST_LEVEL);
    await withdraw(world, receipt.requestId);
    expect((await read(world, receipt.requestId)).status).toBe('withdrawn');
    const page = await fetch(link);
    expect(page.status).toBe(410);
    expect(await page.text()).not.toContain('<form');
    expect((await holdings(receipt)).head.reservation).toBeUndefined();
  });

  test('is refused when the budget is too small, with the numbers, and leaves no reservation', async () => {
    const rows = world.newRows();
    const receipt = await send(world, { title: 'Dana kurang', rows, sourceId: 'CSR' });
    const { outcome } = await reaches(world, receipt.requestId, 'refused');
    expect(outcome?.code).toBe('budget-too-small');
    expect(outcome?.en).toMatch(/JKK .*needs Rp[\d.,]+, Rp50[.,]000 is available/);
    const { allocations } = await world.as(FINANCE).get(
      `/api/allocations?fiscalYear=${FISCAL_YEAR}`,
      z.object({
        allocations: z.array(z.object({ sourceId: z.string(), available: z.number(), reserved: z.number() })),
      }),
    );
    for (const one of allocations.filter(({ sourceId }) => sourceId === 'CSR')) {
      expect(one).toMatchObject({ available: TOO_LITTLE, reserved: 0 });
    }
    const other = await send(world, { title: 'Dana lain', rows });
    expect((await reaches(world, other.requestId, 'approving')).summary?.eligible).toBe(WORKERS);
    expect((await holdings(receipt)).claims).toBe(0);
  });

  test('is refused when every row is bad, and gives the rows back with what is wrong in each', async () => {
    const rows = world.newRows({ workers: 0, badRows: WORKERS });
    const receipt = await send(world, { title: 'Semua salah', rows });
    const { outcome } = await reaches(world, receipt.requestId, 'refused');
    expect(outcome?.en).toContain(String(WORKERS));
    const { url } = await world
      .as(OFFICER)
      .get(`/api/requests/${receipt.requestId}/report?kind=bad-rows`, z.object({ url: z.string() }));
    const file = await (await fetch(url)).text();
    expect(file.trim().split(/\r?\n/)).toHaveLength(WORKERS + 1);
    expect((await holdings(receipt)).claims).toBe(0);
  });
});

describe('two rosters with workers in common, submitted at the same moment', () => {
  test('get each worker-month in at most one of them, and none is lost', async () => {
    const [shared, left, right] = [world.newRows(), world.newRows({ workers: 4 }), world.newRows({ workers: 4 })];
    const both = await Promise.all([
      send(world, { title: 'Bersamaan kiri', rows: [...left, ...shared] }),
      send(world, { title: 'Bersamaan kanan', rows: [...right, ...shared] }),
    ]);
    const views = await Promise.all(both.map(({ requestId }) => reaches(world, requestId, 'approving')));
    const eligible = views.map(({ summary }) => summary?.eligible ?? 0);
    expect(eligible.reduce((sum, one) => sum + one, 0)).toBe(shared.length + left.length + right.length);
    const claims = await Promise.all(both.map(async (receipt) => (await holdings(receipt)).claims));
    expect(claims).toEqual(eligible);
  });
});

describe('a call that may not be', () => {
  test('finds no request of another office', async () => {
    const { requestId } = await awaitingApproval('Milik kantor lain');
    const other = world.as(OTHER_OFFICER);
    for (const path of ['', '/report']) {
      expect((await refusalOf(other.get(`/api/requests/${requestId}${path}`, z.unknown()))).status).toBe(404);
    }
    const withdrawing = other.post(`/api/requests/${requestId}/withdraw`, { body: { reason: 'Salah.' } }, z.unknown());
    expect((await refusalOf(withdrawing)).status).toBe(404);
    expect((await read(world, requestId)).status).toBe('approving');
  });

  test('is forbidden to people of other roles, and to nobody in particular', async () => {
    const slot = { wadahId: 'SG', sourceId: 'APBD', firstMonth: `${FISCAL_YEAR}-09`, months: 1 };
    const batch = (personId: string) => refusalOf(world.as(personId).post('/api/batches', { body: slot }, z.unknown()));
    expect(await batch(OFFICER)).toMatchObject({ status: 403 });
    expect(await batch(AUDITOR)).toMatchObject({ status: 403 });
    const content = {
      body: bodyOf({ title: 'Bukan petugas', rows: world.newRows() }),
      headers: { 'idempotency-key': 'bukan-petugas' },
    };
    const submitting = world.as(FINANCE).post('/api/requests', content, z.unknown());
    expect((await refusalOf(submitting)).status).toBe(403);
    expect((await fetch(`${world.apiUrl()}/api/requests`)).status).toBe(401);
  });

  test('is told the field that does not fit', async () => {
    const rows = world.newRows();
    const good = bodyOf({ title: 'Salah isian', rows });
    const refused = (body: unknown) =>
      refusalOf(
        world.as(OFFICER).post('/api/requests', { body, headers: { 'idempotency-key': 'salah-isian' } }, z.unknown()),
      );
    expect(await refused({ ...good, period: { firstMonth: 'Januari', months: 1 } })).toMatchObject({
      status: 400,
      field: 'body.period.firstMonth',
    });
    expect(await refused({ ...good, title: undefined })).toMatchObject({ status: 400, field: 'body.title' });
    expect(await refused({ ...good, wadahId: 'XX' })).toMatchObject({ status: 400, field: 'body.wadahId' });
    const tooMany = { rows: Array.from({ length: 501 }, () => rows[0]) };
    expect(await refused({ ...good, roster: tooMany })).toMatchObject({ status: 400, field: 'body.roster.rows' });
  });
});
