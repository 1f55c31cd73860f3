import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { readFileSync } from 'node:fs';
import { calendarSchema } from '../../domain/calendar/calendar.ts';
import { slotsOf } from '../../domain/claim/slots.ts';
import { batchIdSchema, personIdSchema, revisionIdSchema } from '../../domain/identity/ids.ts';
import type { BatchId } from '../../domain/identity/ids.ts';
import { rupiah } from '../../domain/money/money.ts';
import { month } from '../../domain/period/period.ts';
import { moveBatch } from '../../functions/adapters/dynamodb/batch-change.ts';
import {
  assignRevision,
  closeMembership,
  ensureOpenBatch,
} from '../../functions/adapters/dynamodb/batch-membership.ts';
import { batchChunks, requireBatch } from '../../functions/adapters/dynamodb/batch-store.ts';
import { newChunk } from '../../functions/adapters/dynamodb/chunk-store.ts';
import { openClaimStore } from '../../functions/adapters/dynamodb/claim-store.ts';
import { allocationKey, revisionKey, workerYearKey } from '../../functions/adapters/dynamodb/keys.ts';
import { movement } from '../../functions/adapters/dynamodb/ledger.ts';
import type { MoneyState } from '../../functions/adapters/dynamodb/ledger-records.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { transact } from '../../functions/adapters/dynamodb/transact.ts';
import { listChunks } from '../../functions/steps/list-chunks/step.ts';
import { applyExclusions } from '../../functions/steps/apply-exclusions/step.ts';
import { sealBatch } from '../../functions/steps/seal-batch/step.ts';
import type { Item } from './memory-expressions.ts';
import { memoryObjectStore } from './memory-object-store.ts';

export const PREMIUM = { JKK: 10_000, JKM: 6_800 } as const;
export const ALLOCATIONS = ['APBD-2027-JKK', 'APBD-2027-JKM'] as const;
export const SLOT = { wadahId: 'SG', sourceId: 'APBD', period: { firstMonth: month('2027-01'), months: 1 as const } };
export const BY = personIdSchema.parse('bendahara');
export const batchIdOf = (sequence: number): BatchId => batchIdSchema.parse(`SG-202701-1-APBD-${sequence}`);

const calendar = calendarSchema.parse(JSON.parse(readFileSync('config/meranti/calendar.json', 'utf8')));

export type MoneyWorld = Awaited<ReturnType<typeof moneyWorld>>;

/** What a world is a copy of, and how everything in its table is read at once. */
export interface MoneyWorldOptions {
  readonly seeded?: ReturnType<typeof memoryObjectStore>;
  readonly everything: () => Promise<readonly Item[]>;
}

/**
 * Two allocations and a committed revision of two chunks with two workers each: only what money, lines and slots need.
 * Files are left out; everything else is the product's own code.
 */
export async function moneyWorld(store: Table, { seeded, everything }: MoneyWorldOptions) {
  const objects = memoryObjectStore();
  for (const [key, bytes] of seeded?.objects ?? []) objects.objects.set(key, bytes);
  const state = { clock: Date.parse('2027-01-20T02:00:00.000Z'), entries: 0 };
  const now = (): Date => new Date(state.clock);
  const document = { version: 1, document: { currentMapping: 'mapping' } };
  const executions = { startExecution: () => Promise.resolve() };
  const deps = (table: Table) => ({
    table,
    objects,
    workBucket: 'work',
    uploadsBucket: 'uploads',
    recordsBucket: 'records',
    documents: { current: () => Promise.resolve(document) } as never,
    executions,
    batchMachineArn: 'arn:batch',
    answerToken: () => Promise.resolve('gone' as const),
    financePeople: () => Promise.resolve([]),
    nudgeMail: () => Promise.resolve(),
    claims: openClaimStore(table),
    by: 'test',
    calendar: () => Promise.resolve(calendar),
    utcOffsetMinutes: () => Promise.resolve(420),
    now,
  });
  const put = (item: Record<string, unknown>) =>
    store.client.send(new PutCommand({ TableName: store.name, Item: item }));

  const move = async ([from, to]: readonly [MoneyState, MoneyState], amounts: readonly number[], name: string) => {
    const writes = ALLOCATIONS.flatMap((allocationId, index) =>
      movement(store, {
        allocationId,
        from,
        to,
        amount: rupiah(amounts[index] ?? 0),
        journalId: name,
        at: now().toISOString(),
        by: 'test',
      }),
    );
    await transact(store, writes);
  };

  const seedRevision = async (number: number): Promise<void> => {
    const revisionId = revisionIdSchema.parse(`REV0000${number}`);
    const pk = revisionKey(revisionId);
    await put({ ...pk, ...committedHead(revisionId, number) });
    const amounts = [4 * PREMIUM.JKK, 4 * PREMIUM.JKM];
    await move(['available', 'committed'], amounts, `${revisionId}:commit:done`);
    for (const chunk of [1, 2]) {
      const lines = [1, 2].map((row) => ({
        row: chunk * 10 + row,
        nikHash: `w${number}${chunk}${row}`,
        profile: 0,
        status: 'pending' as const,
      }));
      const profiles = [{ JKK: [rupiah(PREMIUM.JKK)], JKM: [rupiah(PREMIUM.JKM)] }];
      await transact(store, [newChunk(store, { revisionId, chunk, version: 1, profiles, lines })]);
      for (const { nikHash } of lines) {
        const slots = Object.fromEntries(slotsOf(['JKK', 'JKM'], SLOT.period).map((slot) => [slot, revisionId]));
        await put({ ...workerYearKey(nikHash, 2027), ...slots });
      }
    }
    const batchId = await ensureOpenBatch(store, { slot: SLOT, dueDate: '2027-02-15', by: 'test', now: now() });
    await assignRevision(store, { revisionId, batchId, by: 'test', now: now() });
    await closeMembership(store, { batchId, by: 'test', now: now() });
    await send(batchId, store);
  };

  /** What the machine does before finance comes in, without the files. */
  const send = async (batchId: BatchId, table: Table): Promise<void> => {
    const head = await requireBatch(table, batchId);
    if (head.status === 'open') {
      // An empty batch stays open for its next member.
      if ((await closeMembership(table, { batchId, by: 'repair', now: now() })) === 'empty') return;
      await listChunks({ batchId }, deps(table));
      for (const item of await Array.fromAsync(batchChunks(table, batchId)))
        await applyExclusions({ batchId, item }, deps(table));
      await sealBatch({ batchId }, deps(table));
    }
    const steps = [
      ['sealed', 'built'],
      ['built', 'checked'],
      ['checked', 'sent'],
    ] as const;
    for (const [from, to] of steps)
      await moveBatch(table, { batchId, from, to, by: 'test', now: now(), change: () => ({}) });
  };

  const seed = async (): Promise<void> => {
    for (const allocationId of ALLOCATIONS) {
      const zero = { allocated: 0, available: 0, reserved: 0, committed: 0, disbursed: 0, overpaid: 0 };
      const programme = allocationId.slice(-3);
      const of = { allocationId, sourceId: 'APBD', fiscalYear: 2027, programme, accountCode: '5.1', version: 1 };
      await put({ ...allocationKey(allocationId), ...of, ...zero });
    }
    await move(['outside', 'available'], [100_000, 80_000], 'opening');
    await seedRevision(1);
  };
  if (seeded === undefined) await seed();
  const chunksOf = (batchId: BatchId) => Array.fromAsync(batchChunks(store, batchId));
  return { store, objects, state, deps, move, send, chunksOf, everything };
}

const committedHead = (revisionId: string, number: number) => ({
  ...requestHead(revisionId, number),
  status: 'committed',
});

/** A revision as the first check finds it. */
export function requestHead(revisionId: string, number: number): Record<string, unknown> {
  const object = { key: 'x', sha256: 'a'.repeat(64), bytes: 1 };
  return {
    revisionId,
    requestId: `REQ000000${number}`,
    number: 1,
    status: 'checking',
    version: 1,
    attempt: 1,
    officeId: 'disnaker',
    officerId: 'petugas',
    header: {
      title: 'Usulan',
      programmes: ['JKK', 'JKM'],
      skNumber: 'SK',
      pksNumber: 'PKS',
      ...SLOT,
    },
    papers: {},
    roster: { ...object, format: 'csv', fileName: 'x.csv' },
    submittedAt: '2027-01-01T00:00:00.000Z',
    changedAt: '2027-01-01T00:00:00.000Z',
    configuration: { policy: 1, tariffs: 1, programmes: 1 },
  };
}
