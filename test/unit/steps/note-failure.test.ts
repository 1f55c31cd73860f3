import { beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from '../../../functions/adapters/dynamodb/audit-log.ts';
import { endRevision } from '../../../functions/adapters/dynamodb/end-revision.ts';
import { revisionKey } from '../../../functions/adapters/dynamodb/keys.ts';
import type { Table } from '../../../functions/adapters/dynamodb/table.ts';
import { loadRevision } from '../../../functions/steps/load-revision/step.ts';
import { noteFailure } from '../../../functions/steps/note-failure/step.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { inventRoster, requestWorld, rosterCsv } from '../../support/request-world.ts';
import type { RequestWorld } from '../../support/request-world.ts';

let table: Table;
let world: RequestWorld;
beforeAll(async () => {
  table = await newTable();
  world = await requestWorld(table);
});

const cause = JSON.stringify({
  errorType: 'BrokenError',
  errorMessage: 'row of 1410011203750002 is odd',
  trace: ['at x'],
});

describe('a failed execution', () => {
  it('enters the trail without personal data, and makes the revision due for repair', async () => {
    const id = await world.submit({ number: 1, csv: rosterCsv(inventRoster(2)) });
    const failedAt = new Date('2026-12-08T00:00:00.000Z');
    const noted = await noteFailure({ revisionId: id, error: 'BrokenError', cause }, { table, now: () => failedAt });
    expect(noted).toEqual({ outcome: 'noted' });
    expect(await world.head(id)).toMatchObject({ status: 'submitted', dueBy: failedAt.toISOString() });
    for await (const event of readEvents(table, revisionKey(id).pk)) {
      expect(event).toMatchObject({
        type: 'execution-failed',
        data: { attempt: 1, status: 'submitted', error: 'BrokenError', message: 'row of … is odd' },
      });
    }
  });

  it('of a revision that has ended changes nothing', async () => {
    const id = await world.submit({ number: 2, csv: rosterCsv(inventRoster(2)) });
    const outcome = { code: 'withdrawn', id: 'Ditarik.', en: 'Withdrawn.' };
    await endRevision(table, { revisionId: id, to: 'withdrawn', outcome, by: 'petugas-disnaker', now: new Date() });
    expect(await noteFailure({ revisionId: id, error: 'States.Timeout' }, world.deps())).toEqual({ outcome: 'ended' });
  });
});

describe('an execution of a revision', () => {
  it('goes on at the state that follows what is stored', async () => {
    const id = await world.submit({ number: 3, csv: rosterCsv(inventRoster(2, { seed: 3 })) });
    const resumeAt = async () => (await loadRevision({ revisionId: id }, { table })).resumeAt;
    expect(await resumeAt()).toBe('parse');
    await world.parse(id);
    expect(await resumeAt()).toBe('parse');
    await world.toReserved(id);
    expect(await resumeAt()).toBe('approve');
    await world.approve(id);
    expect(await resumeAt()).toBe('recheck');
    await world.toRecording(id);
    expect(await resumeAt()).toBe('record');
    await world.recordAll(id);
    await world.commit(id);
    expect(await resumeAt()).toBe('end');
  });
});
