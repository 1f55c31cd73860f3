import { describe, expect, it } from 'vitest';
import type { BatchId } from '../../../domain/identity/ids.ts';
import { getBatch } from '../../../functions/http/get-batch/step.ts';
import { buildFiles } from '../../../functions/steps/build-files/step.ts';
import { checkFiles } from '../../../functions/steps/check-files/step.ts';
import { listChunks } from '../../../functions/steps/list-chunks/step.ts';
import { loadConfiguration } from '../../../functions/steps/load-configuration/step.ts';
import { sealBatch } from '../../../functions/steps/seal-batch/step.ts';
import { readSampleConfiguration } from '../../../tools/configuration-folder.ts';
import { caller } from '../../support/administration-world.ts';
import { merantiConfiguration } from '../../support/approval-world.ts';
import { batchWorld } from '../../support/batch-world.ts';
import type { BatchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { failingTable } from '../../support/failing-table.ts';

const { files } = readSampleConfiguration(2027).parsed;
const OLD = files.mappings[0];

/** BPJS TK wants other columns from now on; the mapping before stays in the document. */
async function loadOtherMapping(world: BatchWorld): Promise<void> {
  const other = { ...OLD, mappingId: 'bpjstk-rentan-2', sheetName: 'Baru', columns: OLD?.columns.toReversed() };
  const document = { ...files, version: '2027-9', currentMapping: other.mappingId, mappings: [OLD, other] };
  await loadConfiguration({ documents: { ...merantiConfiguration(), files: document } }, world.deps());
}

async function opened(seed: number) {
  const world = await batchWorld(await newTable());
  await world.committed(world.roster(4, seed));
  return { world, batchId: (await world.createBatch()).batchId };
}

async function seal(world: BatchWorld, batchId: BatchId): Promise<void> {
  await listChunks({ batchId }, world.deps());
  await sealBatch({ batchId }, world.deps());
}

/** Every object of the batch as it is stored. */
const stored = (world: BatchWorld, batchId: BatchId): Record<string, string> =>
  Object.fromEntries(
    [...world.requests.objects.objects]
      .filter(([key]) => key.startsWith(`records/batches/${batchId}/`))
      .map(([key, bytes]) => [key, bytes.toString('base64')]),
  );

const headerOf = (world: BatchWorld, batchId: BatchId) => Object.keys(world.exported(batchId)[0] ?? {});

describe('a column mapping that comes into force later', () => {
  it('leaves a batch that is sealed with the columns it was sealed with', async () => {
    const { world, batchId } = await opened(1);
    await seal(world, batchId);
    await loadOtherMapping(world);
    await buildFiles({ batchId }, world.deps());
    await checkFiles({ batchId }, world.deps());
    expect(headerOf(world, batchId)).toEqual(OLD?.columns.map(({ header }) => header));
    expect((await world.batch(batchId)).export?.mappingId).toBe('bpjstk-rentan-1');
  });

  it('leaves built files byte for byte, and asking for them again names the same objects', async () => {
    const { world, batchId } = await opened(1);
    await world.runMachine(batchId);
    const before = stored(world, batchId);
    const named = async () =>
      (await getBatch({ params: { batchId }, caller: caller('bendahara', 'finance') }, world.deps())).files.map(
        ({ name, sha256, url }) => [name, sha256, url],
      );
    const first = await named();
    expect(first).toHaveLength(8);
    await loadOtherMapping(world);
    await buildFiles({ batchId }, world.deps());
    await world.runMachine(batchId);
    expect(stored(world, batchId)).toEqual(before);
    expect(await named()).toEqual(first);
  });

  it('leaves the objects of a build that was cut off before it was noted: building again finds them', async () => {
    const { world, batchId } = await opened(1);
    await seal(world, batchId);
    const table = failingTable(world.deps().table, { at: 1, when: 'before' });
    await expect(buildFiles({ batchId }, { ...world.deps(), table })).rejects.toThrow('crash at write 1');
    const before = stored(world, batchId);
    expect(Object.keys(before)).toHaveLength(8);
    await loadOtherMapping(world);
    await buildFiles({ batchId }, world.deps());
    expect(stored(world, batchId)).toEqual(before);
    expect(await world.batch(batchId)).toMatchObject({ status: 'built' });
  });

  it('is what the next batch is built with', async () => {
    const { world } = await opened(1);
    await loadOtherMapping(world);
    await world.committed(world.roster(2, 9), 2);
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    expect(headerOf(world, batchId)[0]).toBe('TOTAL_IURAN');
    expect((await world.batch(batchId)).export?.mappingId).toBe('bpjstk-rentan-2');
  });
});
