import { beforeAll, describe, expect, it } from 'vitest';
import { personIdSchema, requestIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { month } from '../../../domain/period/period.ts';
import { openBatchCalendar } from '../../../functions/adapters/dynamodb/batch-calendar.ts';
import { putRenewal, readRenewal } from '../../../functions/adapters/dynamodb/renewal-store.ts';
import { listRenewals } from '../../../functions/http/list-renewals/step.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { NOW, OFFICER, OTHER_OFFICER, plainBody, submitWorld } from '../../support/submit-world.ts';
import type { SubmitWorld } from '../../support/submit-world.ts';

let world: SubmitWorld;
let made = 0;

beforeAll(async () => {
  world = await submitWorld(await newTable());
});

/** A renewal that was proposed to the officer's office. */
async function proposed(): Promise<RevisionId> {
  made += 1;
  const revisionId = revisionIdSchema.parse(`END0000${made}`);
  const { title, wadahId, sourceId, programmes, skNumber, pksNumber } = plainBody();
  await putRenewal(world.store, {
    revisionId,
    requestId: requestIdSchema.parse('REQ0000001'),
    officeId: (await world.caller(OFFICER)).officeId ?? '',
    officerId: personIdSchema.parse(OFFICER),
    ending: { firstMonth: month('2026-12'), months: 1 },
    header: {
      title,
      wadahId,
      sourceId,
      programmes,
      skNumber,
      pksNumber,
      period: { firstMonth: month('2027-01'), months: 1 },
    },
    workers: 5,
    dueDate: '2027-02-01',
    proposedAt: NOW,
  });
  return revisionId;
}

async function listed(revisionId: RevisionId) {
  const deps = { table: world.store, ...openBatchCalendar(world.store) };
  const { renewals } = await listRenewals({ query: {}, caller: await world.caller(OFFICER) }, deps);
  return renewals.find((one) => one.revisionId === revisionId);
}

describe('a request that answers a renewal', () => {
  it('is told of in the list with where it stands, also in its next revision, and in its history', async () => {
    const renews = await proposed();
    expect(await listed(renews)).not.toHaveProperty('sent');

    const { requestId, revisionId } = await world.submit({ key: 'answers-a-renewal', body: { renews } });

    expect(await listed(renews)).toMatchObject({ sent: { requestId, status: 'submitted' } });
    expect(await world.events(revisionId)).toMatchObject([{ type: 'submitted', data: { renews } }]);
    await world.move(revisionId, { status: 'returned' });
    expect(await listed(renews)).toMatchObject({ sent: { requestId, status: 'returned' } });
    await world.submit({ key: 'its-next-revision', body: { revises: requestId } });
    expect(await listed(renews)).toMatchObject({ sent: { requestId, status: 'submitted' } });
  });

  it('sent again with the same key is that one, and a second request becomes the one that is told of', async () => {
    const renews = await proposed();
    const first = await world.submit({ key: 'twice-renewed', body: { renews } });
    expect(await world.submit({ key: 'twice-renewed', body: { renews } })).toEqual(first);

    const second = await world.submit({ key: 'renewed-anew', body: { renews } });

    expect((await readRenewal(world.store, renews))?.sentAs).toBe(second.requestId);
    expect(second.requestId).not.toBe(first.requestId);
  });

  it('is refused for a renewal that is not there or another office’s, and nothing is stored', async () => {
    const renews = await proposed();
    const absent = revisionIdSchema.parse('ABSENT00');
    const refusal = { code: 'renewal-not-found', kind: 'not-found' };

    await expect(world.submit({ key: 'foreign-renewal', as: OTHER_OFFICER, body: { renews } })).rejects.toMatchObject(
      refusal,
    );
    await expect(world.submit({ key: 'absent-renewal', body: { renews: absent } })).rejects.toMatchObject(refusal);
    expect(await world.idempotency('absent-renewal')).toBeNull();
    expect(await listed(renews)).not.toHaveProperty('sent');
  });

  it('has the days of the calendar in force: when the batch opens and until when it is paid', async () => {
    expect(await listed(await proposed())).toMatchObject({ opensOn: '2027-02-01', dueDate: '2027-02-15' });
  });
});
