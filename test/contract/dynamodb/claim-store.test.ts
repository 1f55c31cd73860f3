import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { slotsOf } from '../../../domain/claim/slots.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import { month } from '../../../domain/period/period.ts';
import type { RevisionStatus } from '../../../domain/request/lifecycle.ts';
import { openClaimStore } from '../../../functions/adapters/dynamodb/claim-store.ts';
import { freeSlots } from '../../../functions/adapters/dynamodb/claim-writes.ts';
import { revisionKey } from '../../../functions/adapters/dynamodb/keys.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { ConditionFailedError, transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { answeringTable } from '../../support/answering-table.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const A = revisionIdSchema.parse('AAAAAAAA');
const B = revisionIdSchema.parse('BBBBBBBB');
const january = slotsOf(['JKK', 'JKM'], { firstMonth: month('2027-01'), months: 1 });
const quarter = slotsOf(['JKK', 'JKM'], { firstMonth: month('2027-01'), months: 3 });
const workers = (count: number, slots = january) =>
  Array.from({ length: count }, (_, index) => ({ nikHash: `worker-${index}`, slots }));

let table: Table;

const setStatus = (revisionId: string, status: RevisionStatus) =>
  table.client.send(
    new PutCommand({ TableName: table.name, Item: { ...revisionKey(revisionIdSchema.parse(revisionId)), status } }),
  );
const claim = (revisionId: typeof A, wanted = workers(1)) =>
  openClaimStore(table).claimChunk({ revisionId, year: 2027, workers: wanted });

beforeEach(async () => {
  table = await newTable();
  await setStatus(A, 'checking');
  await setStatus(B, 'checking');
});

describe('claims', () => {
  it('give every worker, programme and month to exactly one of two requests that come at once', async () => {
    const [first, second] = await Promise.all([claim(A, workers(60)), claim(B, workers(60))]);
    for (const { nikHash } of workers(60)) {
      const outcomes = [first.get(nikHash), second.get(nikHash)];
      expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1);
    }
  });

  it('give all slots of a worker or none', async () => {
    await claim(A);
    const outcome = (await claim(B, workers(1, quarter))).get('worker-0');
    expect(outcome).toEqual({ held: january.map((slot) => ({ slot, heldBy: A })) });
    await setStatus(A, 'rejected');
    expect((await claim(B, workers(1, quarter))).get('worker-0')).toBe('claimed');
  });

  it('are taken again by their owner as often as it likes', async () => {
    await claim(A);
    expect((await claim(A)).get('worker-0')).toBe('claimed');
  });

  it.each(['refused', 'rejected', 'returned', 'withdrawn', 'expired', 'failed'] as const)(
    'of a %s request are free',
    async (status) => {
      await claim(A);
      await setStatus(A, status);
      expect((await claim(B)).get('worker-0')).toBe('claimed');
    },
  );

  it.each(['submitted', 'approving', 'approved', 'recording', 'committed'] as const)(
    'of a request that is %s hold',
    async (status) => {
      await claim(A);
      await setStatus(A, status);
      expect((await claim(B)).get('worker-0')).toMatchObject({ held: [{ heldBy: A }, { heldBy: A }] });
    },
  );

  it('do not fall to a request that had read a dead owner while another one took over', async () => {
    await claim(A);
    await setStatus(A, 'withdrawn');
    const store = openClaimStore(table);
    const third = revisionIdSchema.parse('CCCCCCCC');
    await setStatus(third, 'checking');
    const outcomes = await Promise.all(
      [B, third].map((revisionId) => store.claimChunk({ revisionId, year: 2027, workers: workers(1) })),
    );
    expect(outcomes.filter((outcome) => outcome.get('worker-0') === 'claimed')).toHaveLength(1);
  });

  it('are given back only by their owner', async () => {
    await claim(A);
    const [worker] = workers(1);
    if (worker === undefined) throw new Error('no worker');
    const free = (revisionId: typeof A) => transact(table, [freeSlots(table, { revisionId, year: 2027, worker })]);
    await expect(free(B)).rejects.toThrow(ConditionFailedError);
    await free(A);
    expect((await claim(B)).get('worker-0')).toBe('claimed');
  });

  it('of refused workers are released, those of others stay', async () => {
    await claim(A, workers(2));
    const store = openClaimStore(table);
    await store.release({ revisionId: A, year: 2027, nikHashes: ['worker-0', 'nobody'] });
    await store.release({ revisionId: B, year: 2027, nikHashes: ['worker-1'] });
    const outcomes = await claim(B, workers(2));
    expect(outcomes.get('worker-0')).toBe('claimed');
    expect(outcomes.get('worker-1')).toMatchObject({ held: [{ heldBy: A }, { heldBy: A }] });
  });

  it('stay with an approved request when a try of its check that was given up wants to release them late', async () => {
    await claim(A);
    await setStatus(A, 'approving');
    await openClaimStore(table).release({ revisionId: A, year: 2027, nikHashes: ['worker-0'] });

    expect((await claim(B)).get('worker-0')).toMatchObject({ held: [{ heldBy: A }, { heldBy: A }] });
  });

  it('are not written again by an owner who asks whether it still has them', async () => {
    await claim(A, workers(3));
    const counted = answeringTable(table);
    await openClaimStore(counted).claimChunk({ revisionId: A, year: 2027, workers: workers(3) });

    expect(Object.keys(counted.calls)).toEqual(['BatchGetCommand']);
  });
});

describe('the last paid month', () => {
  const lastPaid = async (before: string) => {
    const found = await openClaimStore(table).lastPaidMonths({ nikHashes: ['worker-0'], before: month(before) });
    return found.get('worker-0');
  };

  it('is the latest that a committed request holds, also in the year before', async () => {
    await claim(A, workers(1, quarter));
    expect(await lastPaid('2027-05')).toBeUndefined();
    await setStatus(A, 'committed');
    expect(await lastPaid('2027-05')).toBe('2027-03');
    expect(await lastPaid('2027-03')).toBe('2027-02');
    expect(await lastPaid('2028-01')).toBe('2027-03');
    expect(await lastPaid('2027-01')).toBeUndefined();
  });
});
