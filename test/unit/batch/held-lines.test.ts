import { describe, expect, it } from 'vitest';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { workerYearKey } from '../../../functions/adapters/dynamodb/keys.ts';
import { answersCsv, batchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { hashNik } from '../../support/request-world.ts';

async function known() {
  const table = await newTable();
  const world = await batchWorld(table);
  const revisionId = await world.committed(world.roster(3));
  const { batchId } = await world.createBatch();
  await world.runMachine(batchId);
  const rows = world.exported(batchId);
  /** December of the year before, held by a request. */
  const coverBefore = (nik: string, owner: string) =>
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...workerYearKey(hashNik(nik), 2026) },
        UpdateExpression: 'SET JKK12 = :owner',
        ExpressionAttributeValues: { ':owner': owner },
      }),
    );
  return { world, batchId, revisionId, rows, coverBefore };
}

describe('a worker whom BPJS TK says it has already', () => {
  it('is accepted when a committed request of ours covers an earlier month, else held', async () => {
    const { world, batchId, revisionId, rows, coverBefore } = await known();
    await coverBefore(rows[0]?.['NIK'] ?? '', revisionId);
    await coverBefore(rows[1]?.['NIK'] ?? '', 'N0REC0RD');
    await world.answer(
      batchId,
      answersCsv(rows, () => 'sudah pernah ada'),
    );
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({ status: 'sent', accepted: { lines: 1 }, pendingLines: 2 });
    const [accepted] = (await world.lines(revisionId)).filter(({ status }) => status === 'accepted');
    expect(accepted?.nikHash).toBe(hashNik(rows[0]?.['NIK'] ?? ''));
  });

  it('waits for finance, whose decision is sealed and applied like an answer file', async () => {
    const { world, batchId, rows } = await known();
    await world.answer(
      batchId,
      answersCsv(rows, () => 'sudah pernah ada'),
    );
    await world.runMachine(batchId);
    const [a, b, c] = rows.map((row) => row['NO_BARIS'] ?? '');
    const reason = 'dicek di kantor cabang';
    const decisions = [
      { lineId: a ?? '', verdict: 'accepted' as const, reason, participant: '27001' },
      { lineId: b ?? '', verdict: 'rejected' as const, reason },
      { lineId: c ?? '', verdict: 'accepted' as const, reason },
      { lineId: 'N0REC0RD-7', verdict: 'accepted' as const, reason },
    ];
    const stored = await world.decide(batchId, { decisions });
    expect(stored.status).toBe('stored');
    await world.runMachine(batchId);
    expect(await world.batch(batchId)).toMatchObject({
      status: 'answered',
      accepted: { lines: 2 },
      rejected: { lines: 1 },
    });
    expect(await world.decide(batchId, { decisions })).toEqual({ ...stored, status: 'applied' });
    expect(world.requests.objects.objects.has(`records/batches/${batchId}/answers/${stored.sha256}.csv`)).toBe(true);
  });

  it('has its lines named in the rows of the file, as they stand now, so that they can be decided', async () => {
    const { world, batchId, rows } = await known();
    const strange = { ...rows[0], NIK: '1410014505900009' };
    const csv = answersCsv([...rows, strange], () => 'sudah pernah ada');
    const { sha256 } = await world.answer(batchId, csv);
    await world.runMachine(batchId);
    const linesOf = async () => (await world.rowsOf(batchId, sha256)).rows.map(({ lines }) => lines);
    const total = Number(rows[0]?.['TOTAL_IURAN']);
    const pending = rows.map((row) => [{ lineId: row['NO_BARIS'], total, status: 'pending' }]);
    expect(await linesOf()).toEqual([...pending, []]);

    const [first, second] = (await linesOf()).map(([line]) => line?.lineId ?? '');
    const reason = 'dicek di kantor cabang';
    await world.decide(batchId, {
      decisions: [
        { lineId: first ?? '', verdict: 'accepted', reason },
        { lineId: second ?? '', verdict: 'rejected', reason },
      ],
    });
    await world.runMachine(batchId);
    await world.carry(batchId);
    await world.runMachine(batchId);
    const now = (await linesOf()).map(([line]) => line?.status);
    expect(now).toEqual(['accepted', 'rejected', 'carried', undefined]);
  });
});
