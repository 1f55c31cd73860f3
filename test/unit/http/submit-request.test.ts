import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { newTable } from '../../support/dynamodb-local.ts';
import { NOW, OFFICER, submitWorld } from '../../support/submit-world.ts';
import type { SubmitWorld } from '../../support/submit-world.ts';

let world: SubmitWorld;

beforeAll(async () => {
  world = await submitWorld(await newTable());
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('submitting a request', () => {
  it('stores head, request, key and first event, and starts one execution named after request, revision and attempt', async () => {
    const answer = await world.submit({ key: 'first-submit' });

    const { requestId, revisionId } = answer;
    expect(answer).toEqual({ requestId, revisionId, number: 1, status: 'submitted' });
    expect(await world.request(requestId)).toMatchObject({ latestRevisionId: revisionId, latestNumber: 1 });
    expect(await world.events(revisionId)).toMatchObject([{ type: 'submitted', by: OFFICER, at: NOW }]);
    expect(await world.chainHolds(revisionId)).toBe(true);
    expect(world.executions.started.get(`${requestId}-1-1`)?.input).toEqual({
      requestId,
      revisionId,
      number: 1,
      attempt: 1,
    });
  });

  it('moves the time at which repair looks from two minutes to an hour once the execution is started', async () => {
    const { revisionId } = await world.submit({ key: 'repair-looks' });

    expect((await world.head(revisionId))?.dueBy).toBe('2026-12-07T03:00:00.000Z');
  });

  it('seals roster and papers under keys of the revision before the execution starts, and records their SHA-256', async () => {
    const sealedAtStart: boolean[] = [];
    const files = world.files('nik;nama\n1410014505800001;Siti\n');
    const startExecution: typeof world.executions.startExecution = (start) => {
      const { revisionId } = start.input as { revisionId: string };
      for (const name of ['roster.csv', 'sk.pdf', 'pks.pdf']) {
        sealedAtStart.push(world.objects.objects.has(`records/requests/${revisionId}/${name}`));
      }
      return Promise.resolve();
    };

    const deps = { ...world.deps, executions: { startExecution } };
    const { revisionId } = await world.submit({ key: 'sealed-first', body: files, deps });

    expect(sealedAtStart).toEqual([true, true, true]);
    const head = await world.head(revisionId);
    expect(head?.roster).toMatchObject({
      key: `requests/${revisionId}/roster.csv`,
      sha256: sha256('nik;nama\n1410014505800001;Siti\n'),
      format: 'csv',
      fileName: 'usulan.csv',
    });
    expect(head?.papers.sk?.key).toBe(`requests/${revisionId}/sk.pdf`);
    expect(head?.papers.pks?.key).toBe(`requests/${revisionId}/pks.pdf`);
  });

  it('knows a workbook by its first bytes, whatever its file is called', async () => {
    const uploadKey = world.upload(Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0, 0, 0]));

    const { revisionId } = await world.submit({
      key: 'a-workbook',
      body: { roster: { uploadKey, fileName: 'usulan.csv' } },
    });

    expect((await world.head(revisionId))?.roster).toMatchObject({
      format: 'xlsx',
      key: `requests/${revisionId}/roster.xlsx`,
    });
  });

  it('keeps rows typed into the form as a CSV with every column that any row has', async () => {
    const rows = [
      { nik: '1', nama: 'Siti "Ati", A' },
      { nik: '2', alamat: 'Jalan\nMerdeka' },
    ];

    const { revisionId } = await world.submit({ key: 'inline-rows', body: { roster: { rows } } });

    const sealed = world.objects.objects.get(`records/requests/${revisionId}/roster.csv`)?.toString();
    expect(sealed).toBe('nik,nama,alamat\n1,"Siti ""Ati"", A",\n2,,"Jalan\nMerdeka"\n');
  });

  it('records the versions of policy, tariffs and programmes in force', async () => {
    const { revisionId } = await world.submit({ key: 'versions-kept' });

    expect((await world.head(revisionId))?.configuration).toEqual({ policy: 1, tariffs: 1, programmes: 1 });
  });

  it('answers that the request is taken in when its execution cannot be started now, because repair will', async () => {
    const executions = { startExecution: () => Promise.reject(new Error('the service is down')) };

    const answer = await world.submit({ key: 'service-down', deps: { ...world.deps, executions } });

    expect(answer.status).toBe('submitted');
    expect((await world.head(answer.revisionId))?.dueBy).toBe('2026-12-07T02:02:00.000Z');
  });
});

describe('the Idempotency-Key', () => {
  it('gives the same request again, with the status it has by then, and starts nothing twice', async () => {
    const first = await world.submit({ key: 'asked-twice' });
    await world.move(first.revisionId, { status: 'checking' });
    const startsBefore = world.executions.started.size;

    const again = await world.submit({ key: 'asked-twice' });

    expect(again).toEqual({ ...first, status: 'checking' });
    expect(world.executions.started.size).toBe(startsBefore);
  });

  it('is refused with other content, and the first request stays as it is', async () => {
    const first = await world.submit({ key: 'other-content' });

    const other = world.submit({ key: 'other-content', body: { title: 'Yang lain' } });

    await expect(other).rejects.toMatchObject({ code: 'idempotency-key-reused', kind: 'conflict' });
    expect((await world.head(first.revisionId))?.header.title).toBe('Pekerja rentan Januari');
  });

  it('of one person says nothing about the key of another', async () => {
    const mine = await world.submit({ key: 'same-words' });
    const theirs = await world.submit({ key: 'same-words', as: 'petugas-tebing-tinggi' });

    expect(theirs.requestId).not.toBe(mine.requestId);
  });

  it('answers after the month has closed and after the configuration has changed, because the request is stored', async () => {
    const first = await world.submit({ key: 'long-ago' });
    const deps = { ...world.deps, now: () => new Date('2028-06-01T00:00:00.000Z') };

    const again = await world.submit({ key: 'long-ago', deps });

    expect(again.requestId).toBe(first.requestId);
  });
});

describe('the next revision', () => {
  it('follows a dead one under the same request, with the next number', async () => {
    const first = await world.submit({ key: 'revision-one' });
    await world.move(first.revisionId, { status: 'returned' });

    const second = await world.submit({ key: 'revision-two', body: { revises: first.requestId } });

    expect(second).toMatchObject({ requestId: first.requestId, number: 2, status: 'submitted' });
    expect(second.revisionId).not.toBe(first.revisionId);
    expect(await world.request(first.requestId)).toMatchObject({
      latestRevisionId: second.revisionId,
      latestNumber: 2,
    });
    expect(world.executions.started.has(`${first.requestId}-2-1`)).toBe(true);
  });

  it.each(['submitted', 'checking', 'approving', 'approved', 'recording', 'committed'] as const)(
    'is refused while the last one is %s',
    async (status) => {
      const first = await world.submit({ key: `alive-${status}` });
      if (status !== 'submitted') await world.move(first.revisionId, { status });

      const second = world.submit({ key: `second-${status}`, body: { revises: first.requestId } });

      await expect(second).rejects.toMatchObject({ code: 'revision-still-alive', kind: 'conflict' });
      expect(await world.idempotency(`second-${status}`)).toBeNull();
      expect(await world.request(first.requestId)).toMatchObject({ latestNumber: 1 });
    },
  );

  it("of another office's request is answered as if there were no such request", async () => {
    const first = await world.submit({ key: 'of-disnaker' });
    await world.move(first.revisionId, { status: 'returned' });

    const foreign = world.submit({
      key: 'of-camat',
      as: 'petugas-tebing-tinggi',
      body: { revises: first.requestId },
    });

    await expect(foreign).rejects.toMatchObject({ code: 'request-not-found', kind: 'not-found' });
  });
});
