import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { batchKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { buildFiles } from '../../../functions/steps/build-files/step.ts';
import { checkFiles } from '../../../functions/steps/check-files/step.ts';
import { listChunks } from '../../../functions/steps/list-chunks/step.ts';
import { sealBatch } from '../../../functions/steps/seal-batch/step.ts';
import { recapPdf } from '../../../functions/files/recap-pdf.ts';
import type { RecapContent } from '../../../functions/files/recap-rows.ts';
import { recapXlsx } from '../../../functions/files/recap-xlsx.ts';
import { batchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { recapOf } from '../../support/recap-samples.ts';

async function built() {
  const world = await batchWorld(await newTable());
  await world.committed(world.roster(5));
  const { batchId } = await world.createBatch();
  await listChunks({ batchId }, world.deps());
  await sealBatch({ batchId }, world.deps());
  await buildFiles({ batchId }, world.deps());
  /** Puts other bytes in place of a file, as recorded by the head, so that only the content tells. */
  const replace = async (name: string, change: (text: string) => string | Uint8Array) => {
    const key = `records/batches/${batchId}/${name}`;
    const bytes = Buffer.from(change(world.requests.objects.objects.get(key)?.toString() ?? '') as string);
    world.requests.objects.objects.set(key, bytes);
    await world.deps().table.client.send(
      new UpdateCommand({
        TableName: world.deps().table.name,
        Key: { ...batchKey(batchId) },
        UpdateExpression: 'SET files.#name.sha256 = :sha',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':sha': createHash('sha256').update(bytes).digest('hex') },
      }),
    );
  };
  return { world, batchId, replace, check: () => checkFiles({ batchId }, world.deps()) };
}

describe('the separate reader', () => {
  it('passes files that agree with lines and journal', async () => {
    const { check } = await built();
    expect(await check()).toEqual({ status: 'checked' });
    expect(await check()).toEqual({ status: 'checked' });
  });

  it('stops the batch when a stored file is not the one that was recorded', async () => {
    const { world, batchId, check } = await built();
    world.requests.objects.objects.set(`records/batches/${batchId}/roster.xlsx`, Buffer.from('PK other'));
    await expect(check()).rejects.toThrow('is not what was recorded');
  });

  it.each([
    ['a line is missing', (text: string) => text.split('\r\n').toSpliced(2, 1).join('\r\n'), /is missing/],
    ['a line stands twice', (text: string) => `${text}${text.split('\r\n')[2] ?? ''}\r\n`, /stands 2 times/],
    [
      'an amount differs',
      (text: string) => text.replace(',10000,', ',10001,'),
      /JKK of line \S+ is Rp10\.001, not Rp10\.000/,
    ],
    ['an amount is gone', (text: string) => text.replace(',10000,', ',,'), /JKK of line \S+ is unreadable/],
    ['a NIK is another', (text: string) => text.replace(/,(\d{15})\d,/, ',$10,'), /is missing.*does not belong/s],
  ])('stops the batch when %s, and writes down why in both languages', async (_name, change, problem) => {
    const { world, batchId, replace, check } = await built();
    await replace('roster.csv', change);
    await expect(check()).rejects.toThrow(problem);
    const head = await world.batch(batchId);
    expect(head).toMatchObject({ status: 'built', problem: { code: 'files-disagree' } });
    expect(head.problem?.en).not.toMatch(/\d{16}/);
    expect(head.problem?.id).toMatch(/^Berkas batch tidak cocok dengan catatan: roster\.csv /);
    expect(head.problem?.id).not.toMatch(/\d{16}|line|worker|missing|instead/);
    expect(await world.events(batchId)).toContain('batch-problem');
  });

  it('stops the batch when the recap of a village is not what the roster says', async () => {
    const { replace, check } = await built();
    await replace('recap.csv', (text) => text.replace(/^desa,(.*),16800\r$/m, 'desa,$1,16801\r'));
    await expect(check()).rejects.toThrow(/recap\.csv: Rp[\d.]+ for place 14\.10\.\d\d\.\d{4} instead of Rp[\d.]+/);
  });

  it.each([
    ['recap.xlsx', recapXlsx],
    ['recap.pdf', (content: RecapContent) => recapPdf(content)],
  ])('stops the batch when %s says another amount, in figures and in words', async (name, write) => {
    const { replace, check } = await built();
    const bytes = await write(recapOf({ workers: 5, jkk: 10_001 }));
    await replace(name, () => bytes);
    await expect(check()).rejects.toThrow(
      new RegExp(`${name}: a total of Rp84.005 instead of Rp84.000.*“delapan puluh empat ribu lima rupiah”.*account 5`),
    );
  });

  it('stops the batch when the manifest was written anew without our key', async () => {
    const { replace, check } = await built();
    await replace('manifest.json', (text) => text.replace('"lines":5', '"lines":6'));
    await expect(check()).rejects.toThrow(/signature of manifest.json does not hold.*manifest.json tells of 6 lines/s);
  });

  it('stops the batch when the journal says another sum than the lines', async () => {
    const { world, check } = await built();
    await world.deps().table.client.send(
      new UpdateCommand({
        TableName: world.deps().table.name,
        Key: { pk: 'ALLOCATION#APBD-2027-JKK', sk: 'JOURNAL#REV00001:commit:commit-premiums' },
        UpdateExpression: 'SET amount = :less',
        ExpressionAttributeValues: { ':less': 49_999 },
      }),
    );
    await expect(check()).rejects.toThrow(/journal .*Rp49\.999/);
  });
});
