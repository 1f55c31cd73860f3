import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { uploadFile } from '../../../tools/demo/api.ts';
import { downloadFiles, writeAnswers } from '../../../tools/demo/batch-files.ts';
import { readBatch, waitForBatch } from '../../../tools/demo/finance.ts';
import { FINANCE, monthOf } from './requests.ts';
import { FISCAL_YEAR } from './world.ts';
import type { World } from './world.ts';

const DATE = `${FISCAL_YEAR}-01-10`;
const factSchema = z.object({ status: z.string() });

/** Finance opens the batch of this month now. Gives its id. */
export async function openBatchOf(world: World, month: number, months = 1): Promise<string> {
  const slot = { wadahId: 'SG', sourceId: 'APBD', firstMonth: monthOf(month), months };
  return (await world.as(FINANCE).post('/api/batches', { body: slot }, z.object({ batchId: z.string() }))).batchId;
}

/** BPJS TK's answers, every row accepted but the first so many; does not wait until they are applied. */
export async function answers(world: World, batchId: string, rejected = 0): Promise<void> {
  const finance = world.as(FINANCE);
  const sent = await waitForBatch(finance, batchId, 'sent');
  const folder = await mkdtemp(join(world.folder, 'answers-'));
  const files = await downloadFiles(sent, folder);
  const path = join(folder, 'jawaban.csv');
  await writeAnswers(path, files.rows, { rejected, coverFrom: `${FISCAL_YEAR}-01-01` });
  const uploadKey = await uploadFile(finance, { path, fileName: 'jawaban.csv', kind: 'answers' });
  await finance.post(`/api/batches/${batchId}/answers`, { body: { uploadKey, fileName: 'jawaban.csv' } }, z.object({}));
}

async function enter(world: World, batchId: string, fact: Record<string, unknown>): Promise<void> {
  const finance = world.as(FINANCE);
  const amount = (await readBatch(finance, batchId)).accepted?.total ?? 0;
  await finance.post(`/api/batches/${batchId}/facts`, { body: { ...fact, amount } }, factSchema);
}

/** Waits for the answers to be applied, then enters bill and SP2D. */
export async function prepareForPayment(world: World, batchId: string): Promise<void> {
  await waitForBatch(world.as(FINANCE), batchId, 'answered');
  await enter(world, batchId, { kind: 'billed', kodeIuran: '27010000001' });
  await enter(world, batchId, { kind: 'sp2d', number: '00123/SP2D/LS/2027', date: DATE });
}

export function payBatch(world: World, batchId: string): Promise<void> {
  return enter(world, batchId, { kind: 'paid', bankReference: 'BRKS-20270110-0001', date: DATE });
}
