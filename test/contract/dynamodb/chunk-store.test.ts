import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineStatusSchema } from '../../../domain/batch/lifecycle.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import { rupiah } from '../../../domain/money/money.ts';
import {
  chunksOf,
  newChunk,
  packLine,
  readChunk,
  replaceLines,
  unpackLine,
} from '../../../functions/adapters/dynamodb/chunk-store.ts';
import type { ChunkItem, Line } from '../../../functions/adapters/dynamodb/records.ts';
import { ConditionFailedError, transact } from '../../../functions/adapters/dynamodb/transact.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const REVISION = revisionIdSchema.parse('REV00001');
const lineOf = (row: number): Line => ({
  row,
  nikHash: `hash-of-worker-${row}`.padEnd(22, '0'),
  profile: 0,
  status: 'pending',
});
const chunk = (number: number, lines: Line[]): ChunkItem => ({
  revisionId: REVISION,
  chunk: number,
  version: 1,
  profiles: [{ JKK: [rupiah(10_000)], JKM: [rupiah(6_800)] }],
  lines,
});

describe('a packed line', () => {
  it('comes back as it went in, whatever BPJS TK writes', () => {
    const text = fc.option(fc.string({ minLength: 1 }), { nil: undefined });
    const line = fc.record({
      row: fc.integer({ min: 1, max: 200_001 }),
      nikHash: fc.base64String({ minLength: 4 }),
      profile: fc.nat(20),
      status: fc.constantFrom(...lineStatusSchema.options),
      participant: text,
      coverFrom: text,
      reason: text,
    });
    fc.assert(
      fc.property(line, (one) => {
        expect(unpackLine(packLine(one))).toEqual(one);
      }),
    );
  });

  it('keeps 250 lines under 12 KB', () => {
    const lines = Array.from({ length: 250 }, (_, index) => lineOf(100_000 + index));
    expect(JSON.stringify(lines.map(packLine)).length).toBeLessThan(12_000);
  });
});

describe('chunks of a revision', () => {
  it('are read in order, and changed only from the version that was read', async () => {
    const table = await newTable();
    for (const number of [10, 2, 1]) await transact(table, [newChunk(table, chunk(number, [lineOf(number)]))]);
    const numbers: number[] = [];
    for await (const one of chunksOf(table, REVISION)) numbers.push(one.chunk);
    expect(numbers).toEqual([1, 2, 10]);

    const read = await readChunk(table, REVISION, 2);
    if (read === null) throw new Error('no chunk');
    const accepted: Line[] = read.lines.map((line) => ({ ...line, status: 'accepted', participant: '27|1' }));
    await transact(table, [replaceLines(table, read, accepted)]);
    expect(await readChunk(table, REVISION, 2)).toEqual({ ...read, version: 2, lines: accepted });
    await expect(transact(table, [replaceLines(table, read, read.lines)])).rejects.toThrow(ConditionFailedError);
    await expect(transact(table, [newChunk(table, read)])).rejects.toThrow(ConditionFailedError);
  });
});
