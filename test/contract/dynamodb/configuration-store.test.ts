import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { expect, it } from 'vitest';
import { openDocumentStore } from '../../../functions/adapters/dynamodb/configuration-store.ts';
import { configurationKey, configurationVersionKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { newTable } from '../../support/dynamodb-local.ts';

it('answers with the version in force, at most half a minute old, and refuses content that does not parse', async () => {
  const table = await newTable();
  let clock = Date.parse('2027-01-04T02:00:00.000Z');
  const schemas = { limits: z.object({ rows: z.number() }) };
  const store = openDocumentStore(table, schemas, () => new Date(clock));
  const save = async (version: number, content: unknown) => {
    const items = [
      { ...configurationVersionKey('limits', version), content },
      { ...configurationKey('limits'), version, sha256: 'x' },
    ];
    for (const item of items) await table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  };
  await expect(store.current('limits')).rejects.toThrow('never loaded');

  await save(1, { rows: 10 });
  expect(await store.current('limits')).toEqual({ version: 1, document: { rows: 10 } });
  await save(2, { rows: 20 });
  clock += 29_000;
  expect((await store.current('limits')).version).toBe(1);
  clock += 2_000;
  expect(await store.current('limits')).toEqual({ version: 2, document: { rows: 20 } });
  expect((await store.version('limits', 1)).document).toEqual({ rows: 10 });
  await expect(store.version('limits', 9)).rejects.toThrow('no version 9');
  await save(3, { rows: 'many' });
  clock += 31_000;
  await expect(store.current('limits')).rejects.toThrow('expected number');
});
