import { beforeAll, describe, expect, it } from 'vitest';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { chunksOf } from '../../../functions/adapters/dynamodb/chunk-store.ts';
import { verifyLedger } from '../../../functions/adapters/dynamodb/ledger.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { CrashError, failingTable } from '../../support/failing-table.ts';
import { inventRoster, requestWorld, rosterCsv } from '../../support/request-world.ts';
import type { RequestWorld } from '../../support/request-world.ts';

let table: Table;
let world: RequestWorld;

beforeAll(async () => {
  table = await newTable();
  world = await requestWorld(table);
});

/** From whatever the head says to the end, as an execution of the machine would; approval itself is not crashed here. */
async function toTheEnd(id: RevisionId, excluded: string): Promise<void> {
  const { status } = await world.head(id);
  if (status === 'submitted' || status === 'checking') await world.toReserved(id);
  if ((await world.head(id)).status === 'approving') {
    await world.approve(id);
    await world.exclude(excluded);
  }
  if ((await world.head(id)).status === 'approved') await world.toRecording(id);
  await world.recordAll(id);
  await world.commit(id);
}

async function statusesOf(id: RevisionId): Promise<string[]> {
  const statuses: string[] = [];
  for await (const chunk of chunksOf(table, id)) statuses.push(...chunk.lines.map((line) => line.status));
  return statuses;
}

/** Each worker costs JKK 10,000 and JKM 6,800; one of them dies before the second check. */
const WORKERS = 6;
const AFTER = { removed: 1, JKK: (WORKERS - 1) * 10_000, JKM: (WORKERS - 1) * 6_800 };

describe.each(['before', 'after'] as const)('a crash %s a write takes effect', (when) => {
  it('leaves nothing that the next attempt does not bring to the same end', async () => {
    let number = when === 'before' ? 100 : 200;
    for (let at = 1; ; at += 1) {
      number += 1;
      const lines = inventRoster(WORKERS, { seed: number });
      const excluded = lines[2]?.nik ?? '';
      const before = await world.allocation('APBD-2027-JKK');
      const id = await world.submit({ number, csv: rosterCsv(lines) });
      const crashing = failingTable(table, { at, when });
      world.state.table = crashing;
      const failure = await toTheEnd(id, excluded).then(
        () => 'none',
        (error: unknown) => (error instanceof CrashError ? 'crash' : String(error)),
      );
      world.state.table = table;
      expect(failure).toBe(crashing.crashed() ? 'crash' : 'none');
      await toTheEnd(id, excluded);

      const head = await world.head(id);
      expect(head, `crash ${when} write ${at}`).toMatchObject({
        status: 'committed',
        committed: { 'APBD-2027-JKK': AFTER.JKK, 'APBD-2027-JKM': AFTER.JKM },
        removal: { workers: AFTER.removed },
      });
      const after = await world.allocation('APBD-2027-JKK');
      expect(after).toMatchObject({ reserved: 0, committed: before.committed + AFTER.JKK });
      expect((await statusesOf(id)).toSorted()).toEqual([...Array<string>(WORKERS - 1).fill('pending'), 'removed']);
      if (!crashing.crashed()) break;
    }
    for (const programme of ['JKK', 'JKM']) {
      expect((await verifyLedger(table, `APBD-2027-${programme}`)).differences).toEqual([]);
    }
  });
});
