import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { allocationKey, revisionKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { itemsUnder } from '../../../functions/adapters/dynamodb/table.ts';
import type { Key, Table } from '../../../functions/adapters/dynamodb/table.ts';
import { checkLedger } from '../../../tools/ledger/check.ts';
import { stateFolderIn } from '../../../tools/ledger/state-table.ts';
import { batchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

async function committedWorld() {
  const table = await newTable();
  const world = await batchWorld(table);
  const revisionId = await world.committed(world.roster(2));
  return { table, revisionId };
}

const change = (table: Table, key: Key, [attribute, value]: readonly [string, unknown]) =>
  table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: key,
      UpdateExpression: 'SET #a = :v',
      ExpressionAttributeNames: { '#a': attribute },
      ExpressionAttributeValues: { ':v': value },
    }),
  );

const entrySchema = z.object({ pk: z.string(), sk: z.string(), to: z.string() });

/** Key of the entry that brought money of JKM to that state. */
async function entryTo(table: Table, state: string): Promise<Key> {
  const place = { pk: allocationKey('APBD-2027-JKM').pk, prefix: 'JOURNAL#' };
  for await (const { pk, sk, to } of itemsUnder(table, place, entrySchema)) if (to === state) return { pk, sk };
  throw new Error(`no entry to ${state}`);
}

describe('the ledger check', () => {
  it('says of a sound state how many allocations, entries and events agree', async () => {
    const { table } = await committedWorld();
    const report = await checkLedger(table);
    expect(report.differences).toBe(0);
    expect(report.lines.join('\n')).toMatch(/APBD-2027-JKK: 3 journal entries, allocated .*committed Rp20\.000/);
    expect(report.lines.at(-1)).toMatch(/^The ledger holds: \d+ allocations and \d+ audit chains/);
  });

  it('names the balance that the journal does not explain, with both amounts', async () => {
    const { table } = await committedWorld();
    await change(table, allocationKey('APBD-2027-JKK'), ['committed', 20_001]);
    const report = await checkLedger(table);
    expect(report.lines).toContain('APBD-2027-JKK: DIFFERENT, committed is Rp20.001, the journal says Rp20.000');
    expect(report.differences).toBe(2);
  });

  it('finds a journal entry that was altered and one that is missing, by the balances they no longer explain', async () => {
    const { table } = await committedWorld();
    await change(table, await entryTo(table, 'committed'), ['amount', 6_800]);
    expect((await checkLedger(table)).lines).toContain(
      'APBD-2027-JKM: DIFFERENT, committed is Rp13.600, the journal says Rp6.800',
    );
    const second = await committedWorld();
    const opening = await entryTo(second.table, 'available');
    await second.table.client.send(new DeleteCommand({ TableName: second.table.name, Key: { ...opening } }));
    const { lines, differences } = await checkLedger(second.table);
    expect(differences).toBeGreaterThan(0);
    expect(lines.join('\n')).toMatch(/APBD-2027-JKM: DIFFERENT, allocated is .*, the journal says Rp0/);
  });

  it('finds an event that was altered and one that was cut off from the end of its chain', async () => {
    const { table, revisionId } = await committedWorld();
    const { pk } = revisionKey(revisionId);
    await change(table, { pk, sk: 'EVENT#000002' }, ['by', 'somebody-else']);
    expect((await checkLedger(table)).lines).toContain(`${pk}: DIFFERENT, event 2 does not follow from the one before`);
    const second = await committedWorld();
    const chain = revisionKey(second.revisionId).pk;
    const last = 'EVENT#000006';
    await second.table.client.send(new DeleteCommand({ TableName: second.table.name, Key: { pk: chain, sk: last } }));
    expect((await checkLedger(second.table)).differences).toBe(1);
  });
});

describe('the folder that the ledger check is given', () => {
  it('may be the state itself or the folder that a demo has printed, and is told by its own name when it is neither', () => {
    const demo = mkdtempSync(join(tmpdir(), 'lindung-ledger-'));
    try {
      const state = join(demo, 'state');
      mkdirSync(join(state, 'dynamodb'), { recursive: true });
      writeFileSync(join(state, 'dynamodb', 'shared-local-instance.db'), '');
      expect([stateFolderIn(demo), stateFolderIn(state)]).toEqual([state, state]);
      expect(stateFolderIn(join(demo, 'other'))).toBe(join(demo, 'other'));
    } finally {
      rmSync(demo, { recursive: true });
    }
  });
});
