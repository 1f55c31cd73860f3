import { beforeAll, describe, expect, it } from 'vitest';
import { firstBreak } from '../../../domain/audit/chain.ts';
import { readEvents, sha256Hex } from '../../../functions/adapters/dynamodb/audit-log.ts';
import { readExclusions } from '../../../functions/adapters/dynamodb/exclusion-store.ts';
import { EXCLUSION_LIST } from '../../../functions/adapters/dynamodb/keys.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { nikHasher } from '../../../functions/adapters/secrets/nik-hash.ts';
import { loadExclusions } from '../../../functions/http/load-exclusions/step.ts';
import { person } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { StoppedError, tableThatStopsAfter } from '../../support/stopping-table.ts';

let table: Table;

beforeAll(async () => {
  table = await newTable();
});

const hash = nikHasher('a key for tests of at least 32 characters');
const nikOf = (index: number): string => `1410014505${String(800_000 + index)}`;
const entries = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({
    nik: nikOf(from + index),
    reason: 'deceased' as const,
    since: '2026-12-01',
  }));
type Entries = Parameters<typeof loadExclusions>[0]['body']['entries'];
const load = (list: Entries, own = table) =>
  loadExclusions(
    { body: { entries: list }, caller: { personId: person('admin-disnaker') } },
    { table: own, hasher: () => Promise.resolve(hash), now: () => new Date('2026-12-07T02:00:00.000Z') },
  );
const events = () => Array.fromAsync(readEvents(table, EXCLUSION_LIST));

describe('the exclusion list', () => {
  it('takes a thousand workers, each change in an audit event that names no NIK', async () => {
    expect(await load(entries(1000))).toEqual({ loaded: 1000 });

    const found = await readExclusions(
      table,
      entries(1000).map(({ nik }) => hash(nik)),
    );
    expect(found.size).toBe(1000);
    const chain = await events();
    expect(chain.flatMap(({ data }) => data['workers'])).toHaveLength(1000);
    expect(firstBreak(chain, sha256Hex)).toBeNull();
    expect(JSON.stringify(chain)).not.toContain(nikOf(0));
  });

  it('keeps the latest word on a worker', async () => {
    await load([{ nik: nikOf(1), reason: 'moved', since: '2026-12-05' }]);

    const found = await readExclusions(table, [hash(nikOf(1)), hash(nikOf(1))]);
    expect(found.get(hash(nikOf(1)))).toMatchObject({ reason: 'moved', since: '2026-12-05' });
  });

  it('cut off in the middle and sent again holds everybody', async () => {
    await expect(load(entries(200, 2000), tableThatStopsAfter(table, 1))).rejects.toBeInstanceOf(StoppedError);

    await load(entries(200, 2000));

    const found = await readExclusions(
      table,
      entries(200, 2000).map(({ nik }) => hash(nik)),
    );
    expect(found.size).toBe(200);
  });

  it('loaded by several administrators at once loses no entry and no event', async () => {
    const before = (await events()).length;

    await Promise.all([3000, 3100, 3200].map((from) => load(entries(5, from))));

    const chain = await events();
    expect(chain).toHaveLength(before + 3);
    expect(firstBreak(chain, sha256Hex)).toBeNull();
  });

  it('refuses a list with the same worker twice and takes nothing of it', async () => {
    const twice = [...entries(2, 5000), { nik: nikOf(5000), reason: 'left' as const, since: '2026-12-01' }];

    await expect(load(twice)).rejects.toMatchObject({ code: 'listed-twice', field: 'body.entries.2.nik' });

    expect((await readExclusions(table, [hash(nikOf(5001))])).size).toBe(0);
  });
});
