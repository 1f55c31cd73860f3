import * as z from 'zod';
import { uploadFile, waitUntil } from './api.ts';
import type { Api } from './api.ts';

const batchViewSchema = z.object({
  batchId: z.string(),
  status: z.string(),
  lines: z.number().optional(),
  total: z.number().optional(),
  pendingLines: z.number().optional(),
  accepted: z.object({ lines: z.number(), total: z.number() }).optional(),
  rejected: z.object({ lines: z.number(), total: z.number() }).optional(),
  problem: z.object({ code: z.string(), en: z.string() }).optional(),
  files: z.array(z.object({ name: z.string(), sha256: z.string(), url: z.string() })),
});
export type BatchView = z.infer<typeof batchViewSchema>;

const openedSchema = z.object({ batchId: z.string(), number: z.number() });
const factSchema = z.object({ status: z.string() });

export interface Slot {
  readonly firstMonth: string;
  readonly months: number;
}

export function openBatch(api: Api, slot: Slot): Promise<{ batchId: string; number: number }> {
  return api.post('/api/batches', { body: { wadahId: 'SG', sourceId: 'APBD', ...slot } }, openedSchema);
}

export function readBatch(api: Api, batchId: string): Promise<BatchView> {
  return api.get(`/api/batches/${batchId}`, batchViewSchema);
}

export function waitForBatch(api: Api, batchId: string, status: string): Promise<BatchView> {
  return waitUntil(`batch ${batchId} becoming ${status}`, () => readBatch(api, batchId), {
    done: (batch) => {
      if (batch.problem !== undefined) throw new Error(`batch ${batchId}: ${batch.problem.en}`);
      return batch.status === status;
    },
  });
}

/** BPJS TK's row answers, uploaded as finance would; waits until every row is applied. */
export async function answer(api: Api, batchId: string, path: string): Promise<BatchView> {
  const uploadKey = await uploadFile(api, { path, fileName: 'jawaban-bpjstk.csv', kind: 'answers' });
  await api.post(
    `/api/batches/${batchId}/answers`,
    { body: { uploadKey, fileName: 'jawaban-bpjstk.csv' } },
    z.object({}),
  );
  return waitForBatch(api, batchId, 'answered');
}

export interface PaymentFacts {
  readonly amount: number;
  readonly date: string;
}

/** Kode iuran and bill, SP2D, then the bank's reference; each must equal the accepted sum. */
export async function enterFacts(
  api: Api,
  batchId: string,
  { amount, date }: PaymentFacts,
): Promise<{ refusedOtherAmount: boolean }> {
  const path = `/api/batches/${batchId}/facts`;
  const refusedOtherAmount = await api
    .post(path, { body: { kind: 'billed', kodeIuran: '27010000001', amount: amount + 1 } }, factSchema)
    .then(
      () => false,
      () => true,
    );
  await api.post(path, { body: { kind: 'billed', kodeIuran: '27010000001', amount } }, factSchema);
  await api.post(path, { body: { kind: 'sp2d', number: '00123/SP2D/LS/2027', date, amount } }, factSchema);
  await api.post(path, { body: { kind: 'paid', bankReference: 'BRKS-20270110-0001', date, amount } }, factSchema);
  return { refusedOtherAmount };
}

const allocationsSchema = z.object({
  allocations: z.array(
    z.object({
      allocationId: z.string(),
      sourceId: z.string(),
      programme: z.string(),
      allocated: z.number(),
      available: z.number(),
      reserved: z.number(),
      committed: z.number(),
      disbursed: z.number(),
      overpaid: z.number(),
    }),
  ),
});
export type AllocationView = z.infer<typeof allocationsSchema>['allocations'][number];

export async function readAllocations(api: Api, fiscalYear: number): Promise<AllocationView[]> {
  return (await api.get(`/api/allocations?fiscalYear=${fiscalYear}`, allocationsSchema)).allocations;
}
