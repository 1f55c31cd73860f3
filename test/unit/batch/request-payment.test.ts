import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import type { BatchId, RevisionId } from '../../../domain/identity/ids.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { nextStepOf } from '../../../domain/request/next-step.ts';
import { ROSTER_COLUMNS } from '../../../domain/roster/template.ts';
import { readRevision } from '../../../functions/adapters/dynamodb/revision-store.ts';
import { paymentOf } from '../../../functions/http/get-request/payment.ts';
import { rejectedRowsCsv } from '../../../functions/http/get-report/rejected-rows.ts';
import { paymentStages } from '../../../functions/http/list-requests/payment-stages.ts';
import type { RowsWanted } from '../../../functions/http/list-request-rows/row-source.ts';
import { openRowSource } from '../../../functions/http/list-request-rows/row-source.ts';
import { answersCsv, batchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { rosterCsv } from '../../support/request-world.ts';

const PREMIUM = 16_800;
const FOLLOW_UP = batchIdSchema.parse('SG-202701-1-APBD-2');

/** A committed request of six workers in two chunks, as its officer sees it. */
async function committed() {
  const world = await batchWorld(await newTable());
  const { table } = world.state;
  const roster = world.roster(6);
  const revisionId = await world.committed(roster);
  const source = { table, objects: world.requests.objects, workBucket: 'work' };
  const shown = async (id: RevisionId = revisionId) => {
    const head = await readRevision(table, id);
    const payment = await paymentOf(table, head);
    const { turn } = nextStepOf({ status: head.status, needsAdministrator: false, payment });
    const stage = (await paymentStages(table, [head])).get(id);
    return { payment, turn, stage };
  };
  const rows = async (wanted: RowsWanted) => {
    const found = await openRowSource(await readRevision(table, revisionId), wanted, source);
    const pages = await Promise.all(Array.from({ length: found.places }, (_, place) => found.read(place)));
    return pages.flat();
  };
  const rejected = async (): Promise<Record<string, string>[]> => {
    const lines = await Array.fromAsync(rejectedRowsCsv(await readRevision(table, revisionId), source));
    return parse(lines.join(''), { columns: true, bom: true });
  };
  const pay = async (id: BatchId, lines: number) => {
    const amount = rupiah(lines * PREMIUM);
    await world.enterFact(id, { kind: 'billed', kodeIuran: '12345678901', amount });
    await world.enterFact(id, { kind: 'sp2d', number: 'SP2D-1', date: '2027-01-10', amount });
    await world.enterFact(id, { kind: 'paid', bankReference: 'REF-1', date: '2027-01-11', amount });
    return world.runMachine(id);
  };
  return { world, roster, revisionId, shown, rows, rejected, pay };
}

describe('what became of a committed request', () => {
  it('is told from the wait for a batch to the payment', async () => {
    const { world, shown, rows, pay } = await committed();
    expect(await shown()).toMatchObject({
      payment: { lines: { pending: 6 }, batches: [], toProposeAgain: 0 },
      turn: 'system',
      stage: 'waiting',
    });

    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    const batch = { batchId, dueDate: '2027-02-15', needsAdministrator: false };
    expect(await shown()).toMatchObject({
      payment: { batches: [{ ...batch, status: 'sent', lines: { pending: 6 } }] },
      turn: 'finance',
      stage: 'in-batch',
    });

    await world.answer(batchId, answersCsv(world.exported(batchId)));
    await world.runMachine(batchId);
    expect(await pay(batchId, 6)).toBe('ended');
    expect(await shown()).toEqual({
      payment: {
        lines: { paid: 6 },
        batches: [{ ...batch, status: 'closed', paidOn: '2027-01-11', lines: { paid: 6 } }],
        toProposeAgain: 0,
      },
      turn: 'nobody',
      stage: 'paid',
    });
    expect((await rows({ line: 'paid' })).map(({ participant }) => participant)).toEqual(
      Array.from({ length: 6 }, () => expect.stringMatching(/^KPJ\d$/) as string),
    );
  });

  it('gives the officer the rows that BPJS TK rejected, until somebody has proposed those workers again', async () => {
    const { world, roster, shown, rows, rejected } = await committed();
    await expect(rejected()).rejects.toMatchObject({ code: 'nobody-rejected', kind: 'not-found' });
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    const exported = world.exported(batchId);
    const niks = [exported[1]?.['NIK'], exported[5]?.['NIK']];
    await world.answer(
      batchId,
      answersCsv(exported, (_, index) => (index === 1 || index === 5 ? 'ditolak' : 'data cocok')),
    );
    await world.runMachine(batchId);

    expect(await shown()).toMatchObject({
      payment: { lines: { accepted: 4, rejected: 2 }, toProposeAgain: 2 },
      turn: 'officer',
    });
    expect(await rows({ line: 'rejected' })).toMatchObject([
      { line: 'rejected', answer: 'catatan' },
      { line: 'rejected', answer: 'catatan' },
    ]);
    const file = await rejected();
    expect(file.map((row) => row['nik'])).toEqual(niks);
    expect(file.map((row) => row['alasan'])).toEqual(['catatan', 'catatan']);
    expect(Object.keys(file[0] ?? {})).toEqual([...ROSTER_COLUMNS, 'alasan']);

    await world.committed(
      roster.filter(({ nik }) => nik === niks[0]),
      2,
    );
    expect((await shown()).payment?.toProposeAgain).toBe(1);
    expect((await rejected()).map((row) => row['nik'])).toEqual([niks[1]]);
    await world.committed(
      roster.filter(({ nik }) => nik === niks[1]),
      3,
    );
    expect(await shown()).toMatchObject({ payment: { toProposeAgain: 0 }, turn: 'finance' });
    await expect(rejected()).rejects.toMatchObject({ code: 'nobody-rejected' });
  });

  it('is taken as a roster without a change, its reasons ignored', async () => {
    const { world, rejected } = await committed();
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    await world.answer(
      batchId,
      answersCsv(world.exported(batchId), () => 'ditolak'),
    );
    await world.runMachine(batchId);
    const file = await rejected();
    expect(file).toHaveLength(6);

    const again = await world.requests.submit({ number: 2, csv: rosterCsv(file) });
    await world.requests.parse(again);

    expect((await readRevision(world.state.table, again)).parsed).toMatchObject({ rows: 6, bad: 0 });
  });

  it('follows lines to the batch that they were carried to, and is not paid before that batch is', async () => {
    const { world, shown, rows, pay } = await committed();
    const { batchId } = await world.createBatch();
    await world.runMachine(batchId);
    await world.answer(batchId, answersCsv(world.exported(batchId).slice(0, 4)));
    await world.runMachine(batchId);
    await world.carry(batchId);
    await world.runMachine(batchId);
    await pay(batchId, 4);

    expect(await shown()).toMatchObject({
      payment: {
        lines: { paid: 4, pending: 2 },
        batches: [
          { batchId, status: 'closed', lines: { paid: 4 } },
          { batchId: FOLLOW_UP, status: 'open', lines: { pending: 2 } },
        ],
      },
      turn: 'finance',
      stage: 'in-batch',
    });
    expect(await rows({ line: 'pending' })).toHaveLength(2);
    expect(await rows({ line: 'carried' })).toEqual([]);

    await world.runMachine(FOLLOW_UP);
    await world.answer(FOLLOW_UP, answersCsv(world.exported(FOLLOW_UP)));
    await world.runMachine(FOLLOW_UP);
    await pay(FOLLOW_UP, 2);
    expect(await shown()).toMatchObject({ payment: { lines: { paid: 6 } }, turn: 'nobody', stage: 'paid' });
  });
});
