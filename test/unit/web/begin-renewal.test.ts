import { describe, expect, it } from 'vitest';
import { personIdSchema, requestIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';
import { month } from '../../../domain/period/period.ts';
import type { ApiClient } from '../../../web/src/api/client.ts';
import { Failure } from '../../../web/src/api/failure.ts';
import type { Renewal } from '../../../web/src/api/renewals.ts';
import type { Draft } from '../../../web/src/drafts/draft.ts';
import { draftSchema, newDraft } from '../../../web/src/drafts/draft.ts';
import { areRowsGone, beginRenewal, renewalDraftId } from '../../../web/src/pages/officer/renewals/begin-renewal.ts';
import { byUrgency, urgencyOf } from '../../../web/src/pages/officer/renewals/urgency.ts';

const OFFICER = 'petugas-disnaker';
const RENEWAL: Renewal = {
  revisionId: revisionIdSchema.parse('REV00001'),
  requestId: requestIdSchema.parse('REQ0000001'),
  officeId: 'disnaker',
  officerId: personIdSchema.parse(OFFICER),
  ending: { firstMonth: month('2027-01'), months: 3 },
  header: {
    title: 'Nelayan Rangsang',
    wadahId: 'SG',
    sourceId: 'APBD',
    programmes: ['JKK', 'JKM'],
    period: { firstMonth: month('2027-04'), months: 3 },
    skNumber: 'SK-1/2027',
    pksNumber: 'PKS-1/2027',
  },
  workers: 5,
  opensOn: '2027-05-03',
  dueDate: '2027-05-17',
  proposedAt: '2027-03-01T00:30:00.000Z',
};
const DRAFT_ID = renewalDraftId('REV00001', OFFICER);

/** A device that several windows share; it saves as the store does. */
function device(...stored: readonly Draft[]) {
  const drafts = new Map(stored.map((draft) => [draft.draftId, draft]));
  return {
    drafts,
    readDraft: (draftId: string, personId: string) => {
      const draft = drafts.get(draftId);
      return Promise.resolve(draft?.personId === personId ? draft : undefined);
    },
    saveDraft: (draft: Draft) => {
      if ((drafts.get(draft.draftId)?.version ?? draft.version) !== draft.version) {
        return Promise.resolve({ kind: 'changed-elsewhere' } as const);
      }
      const saved = draftSchema.parse({ ...draft, version: draft.version + 1 });
      drafts.set(draft.draftId, saved);
      return Promise.resolve({ kind: 'saved', draft: saved } as const);
    },
  };
}

/** The server's answer about the draft roster. */
function server(refusal?: Failure) {
  const calls: unknown[] = [];
  const answer = { url: 'https://store/roster', expiresAt: '', fileName: 'perpanjangan.csv', rows: 4 };
  const call = (_endpoint: unknown, input: unknown): Promise<unknown> => {
    calls.push(input);
    return refusal === undefined ? Promise.resolve(answer) : Promise.reject(refusal);
  };
  return { calls, api: { call: call as ApiClient['call'] } };
}

const begin = (store: ReturnType<typeof device>, { api } = server(), personId = OFFICER) =>
  beginRenewal(RENEWAL, { api, personId, store, download: (url) => Promise.resolve(new Blob([`roster of ${url}`])) });

describe('a renewal’s draft', () => {
  it('has the header as proposed and the roster as a file, and will be sent as its answer', async () => {
    const store = device();

    expect(await begin(store)).toEqual({ path: `/isian/${DRAFT_ID}`, workers: 4 });

    const draft = store.drafts.get(DRAFT_ID);
    expect(draft).toMatchObject({
      personId: OFFICER,
      renews: 'REV00001',
      header: {
        title: 'Nelayan Rangsang',
        wadahId: 'SG',
        sourceId: 'APBD',
        programmes: ['JKK', 'JKM'],
        firstMonth: '2027-04',
        months: 3,
        skNumber: 'SK-1/2027',
        pksNumber: 'PKS-1/2027',
      },
      papers: {},
      roster: { kind: 'file', file: { name: 'perpanjangan.csv' } },
    });
    expect(draft?.header).not.toHaveProperty('period');
    const roster = draft?.roster;
    expect(roster?.kind === 'file' ? await roster.file.blob.text() : '').toBe('roster of https://store/roster');
  });

  it('is gone on with when there is one, without asking the server again', async () => {
    const store = device();
    await begin(store);
    const { calls, api } = server();

    expect(await begin(store, { calls, api })).toEqual({ path: `/isian/${DRAFT_ID}` });
    expect([calls.length, store.drafts.size]).toEqual([0, 1]);
  });

  it('made in two windows at once is one, and nothing that was changed in it is lost', async () => {
    const store = device();
    const both = await Promise.all([begin(store), begin(store)]);

    expect(new Set(both.map(({ path }) => path))).toEqual(new Set([`/isian/${DRAFT_ID}`]));
    expect(both.filter(({ workers }) => workers !== undefined)).toHaveLength(1);
    expect(store.drafts.get(DRAFT_ID)?.version).toBe(1);
  });

  it('of another person on the same device is another one', async () => {
    const store = device();
    await begin(store);
    await begin(store, server(), 'petugas-kedua');

    expect([...store.drafts.values()].map(({ personId }) => personId)).toEqual([OFFICER, 'petugas-kedua']);
  });

  it('that was sent leads to its request instead of becoming a second one', async () => {
    const sent = { ...newDraft(OFFICER), draftId: DRAFT_ID, sentAs: 'REQ0000002' };
    const { calls, api } = server();

    expect(await begin(device(sent), { calls, api })).toEqual({ path: '/usulan/REQ0000002' });
    expect(calls).toEqual([]);
  });

  it('is begun with an empty roster, without asking the server, once the old rows are gone', async () => {
    const store = device();
    const gone = new Failure('conflict', { code: 'rows-gone' });
    await expect(begin(store, server(gone))).rejects.toSatisfy(areRowsGone);
    const { calls, api } = server();
    const deps = { api, personId: OFFICER, store, download: () => Promise.reject(new Failure('offline')) };

    expect(await beginRenewal(RENEWAL, deps, 'empty-roster')).toEqual({ path: `/isian/${DRAFT_ID}`, workers: 0 });

    expect(calls).toEqual([]);
    expect(store.drafts.get(DRAFT_ID)).toMatchObject({
      renews: 'REV00001',
      header: { title: 'Nelayan Rangsang', firstMonth: '2027-04' },
      roster: { kind: 'grid', rows: [] },
    });
  });

  it('is not made when the server refuses or the roster does not arrive', async () => {
    const store = device();
    const refusal = new Failure('conflict', { code: 'nobody-to-renew' });
    await expect(begin(store, server(refusal))).rejects.toBe(refusal);
    const { api } = server();
    const cut = new Failure('offline');
    const download = (): Promise<Blob> => Promise.reject(cut);
    await expect(beginRenewal(RENEWAL, { api, personId: OFFICER, store, download })).rejects.toBe(cut);

    expect(store.drafts.size).toBe(0);
  });
});

describe('how urgent a renewal is', () => {
  it.each([
    ['2027-04-18', { kind: 'open', days: 15 }],
    ['2027-04-19', { kind: 'soon', days: 14 }],
    ['2027-05-02', { kind: 'soon', days: 1 }],
    ['2027-05-03', { kind: 'opened' }],
    ['2027-05-17', { kind: 'opened' }],
    ['2027-05-18', { kind: 'closed' }],
  ])('on %s is %o', (today, urgency) => {
    expect(urgencyOf(RENEWAL, today)).toEqual(urgency);
  });
});

describe('the list of renewals', () => {
  it('has what waits first, the earliest day on top, and below it what was sent', () => {
    const sent = { requestId: RENEWAL.requestId, status: 'approving' } as const;
    const renewal = (title: string, change: Partial<Renewal> = {}): Renewal => ({
      ...RENEWAL,
      ...change,
      header: { ...RENEWAL.header, title },
    });
    const given = [
      renewal('Sent last', { sent }),
      renewal('Buruh'),
      renewal('Sent first', { sent, opensOn: '2027-02-01' }),
      renewal('Nelayan', { opensOn: '2027-04-01' }),
      renewal('Ahli'),
    ];

    expect(byUrgency(given).map(({ header }) => header.title)).toEqual([
      'Nelayan',
      'Ahli',
      'Buruh',
      'Sent last',
      'Sent first',
    ]);
  });
});
