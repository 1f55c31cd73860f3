import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { parse } from 'csv-parse/sync';
import { ROSTER_COLUMNS } from '../../domain/roster/template.ts';
import type { RosterColumn } from '../../domain/roster/template.ts';
import { personIdSchema, requestIdSchema, revisionIdSchema } from '../../domain/identity/ids.ts';
import type { RevisionId } from '../../domain/identity/ids.ts';
import { maskNik } from '../../domain/nik/nik.ts';
import { month } from '../../domain/period/period.ts';
import type { RosterChunk } from '../../domain/request/chunks.ts';
import { readEvents } from '../../functions/adapters/dynamodb/audit-log.ts';
import { openClaimStore } from '../../functions/adapters/dynamodb/claim-store.ts';
import { openConfigurationStore } from '../../functions/adapters/dynamodb/configuration-store.ts';
import { putExclusions, readExclusions } from '../../functions/adapters/dynamodb/exclusion-store.ts';
import { revisionKey } from '../../functions/adapters/dynamodb/keys.ts';
import { openMemberships } from '../../functions/adapters/dynamodb/member-list-store.ts';
import { readAllocation } from '../../functions/adapters/dynamodb/ledger.ts';
import type { RequestHeader, RevisionHead } from '../../functions/adapters/dynamodb/records.ts';
import { changeRevision, readRevision } from '../../functions/adapters/dynamodb/revision-store.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { nikHasher } from '../../functions/adapters/secrets/nik-hash.ts';
import { checkEligibility } from '../../functions/steps/check-eligibility/step.ts';
import { commitPremiums } from '../../functions/steps/commit-premiums/step.ts';
import { loadConfiguration } from '../../functions/steps/load-configuration/step.ts';
import { parseRoster } from '../../functions/steps/parse-roster/step.ts';
import { recheckChunk } from '../../functions/steps/recheck-chunk/step.ts';
import { recordPremiums } from '../../functions/steps/record-premiums/step.ts';
import { reserveBudget } from '../../functions/steps/reserve-budget/step.ts';
import { sealRemovals } from '../../functions/steps/seal-removals/step.ts';
import { summariseRequest } from '../../functions/steps/summarise-request/step.ts';
import { generateRoster } from '../../tools/roster/generate.ts';
import { merantiConfiguration } from './approval-world.ts';
import { memoryObjectStore } from './memory-object-store.ts';

export const SUBMITTED_AT = '2026-12-07T02:00:00.000Z';
export const hashNik = nikHasher('a key for tests of at least 32 characters');
export const VILLAGES = merantiConfiguration().regency.villages.map((village) => village.code);

export type RosterLine = Record<RosterColumn, string>;

/** Invented workers, all eligible unless spoiled; `badRows` are mixed in. */
export function inventRoster(workers: number, options: { seed?: number; badRows?: number } = {}): RosterLine[] {
  const order = { workers, badRows: options.badRows ?? 0, seed: options.seed ?? 1, villages: VILLAGES };
  return [...generateRoster(order)].map(
    ({ cells }) =>
      Object.fromEntries(ROSTER_COLUMNS.map((column, index) => [column, cells[index] ?? ''])) as RosterLine,
  );
}

export function rosterCsv(lines: readonly Partial<RosterLine>[], columns: readonly string[] = ROSTER_COLUMNS): string {
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const rows = lines.map((line) => columns.map((column) => quoted(line[column as RosterColumn] ?? '')).join(','));
  return `${[columns.join(','), ...rows].join('\r\n')}\r\n`;
}

export interface Submission {
  readonly number?: number;
  readonly csv: string;
  readonly header?: Partial<RequestHeader>;
}

export type RequestWorld = Awaited<ReturnType<typeof requestWorld>>;

/**
 * The sample regency, loaded into a table, with everything the steps of a request need. `table` may be a faulty proxy of
 * the one that the world looks at (`store`).
 */
export async function requestWorld(store: Table, options: { chunkRows?: number; configuration?: unknown } = {}) {
  const objects = memoryObjectStore();
  const state = { clock: Date.parse(SUBMITTED_AT), nudges: 0, table: store };
  const now = () => new Date(state.clock);
  await loadConfiguration(
    { documents: { ...(options.configuration ?? merantiConfiguration()) } },
    { table: store, now },
  );
  const deps = () => ({
    table: state.table,
    objects,
    configuration: openConfigurationStore(state.table, now),
    claims: openClaimStore(state.table),
    readExclusions: (nikHashes: readonly string[]) => readExclusions(state.table, nikHashes),
    readMemberships: openMemberships(state.table, { objects, bucket: 'records' }),
    nikHasher: () => Promise.resolve(hashNik),
    recordsBucket: 'records',
    workBucket: 'work',
    chunkRows: options.chunkRows ?? 4,
    nudgeMail: () => {
      state.nudges += 1;
      return Promise.resolve();
    },
    now,
  });
  const revisionId = (number: number): RevisionId => revisionIdSchema.parse(`REV${String(number).padStart(5, '0')}`);
  const chunksOf = (id: RevisionId): RosterChunk[] =>
    JSON.parse(objects.objects.get(`work/requests/${id}/manifest.json`)?.toString() ?? '[]') as RosterChunk[];

  const world = {
    objects,
    state,
    deps,
    chunksOf,
    head: (id: RevisionId) => readRevision(store, id),
    allocation: async (allocationId: string) => {
      const allocation = await readAllocation(store, allocationId);
      if (allocation === null) throw new Error(`no allocation ${allocationId}`);
      return allocation;
    },
    events: async (id: RevisionId) => {
      const types: string[] = [];
      for await (const event of readEvents(store, revisionKey(id).pk)) types.push(event.type);
      return types;
    },
    exclude: (nik: string, reason: 'deceased' | 'moved' | 'left' = 'deceased') =>
      putExclusions(store, [
        {
          nikHash: hashNik(nik),
          maskedNik: maskNik(nik),
          reason,
          since: '2026-12-20',
          loadedAt: SUBMITTED_AT,
          loadedBy: 'admin-disnaker',
        },
      ]),
    /** A request as submit leaves it: sealed roster, stored head. */
    submit: async (submission: Submission): Promise<RevisionId> => {
      const id = revisionId(submission.number ?? 1);
      const key = `requests/${id}/roster.csv`;
      const roster = await objects.putNew({ bucket: 'records', key, contentType: 'text/csv' }, submission.csv);
      const head = submittedHead(id, roster, submission.header);
      await store.client.send(new PutCommand({ TableName: store.name, Item: { ...revisionKey(id), ...head } }));
      return id;
    },
    parse: (id: RevisionId) => parseRoster({ revisionId: id }, deps()),
    checkAll: async (id: RevisionId) => {
      const answers = [];
      for (const chunk of chunksOf(id)) answers.push(await checkEligibility({ revisionId: id, chunk }, deps()));
      return answers;
    },
    summarise: (id: RevisionId) => summariseRequest({ revisionId: id }, deps()),
    reserve: (id: RevisionId) => reserveBudget({ revisionId: id }, deps()),
    /** What the levels of approval come to. */
    approve: (id: RevisionId) =>
      changeRevision(store, {
        revisionId: id,
        judge: () => ({
          change: {
            set: { status: 'approved' },
            event: { type: 'request-approved', at: now().toISOString(), by: 'open-level', data: {} },
          },
        }),
      }),
    recheckAll: async (id: RevisionId) => {
      for (const chunk of chunksOf(id)) await recheckChunk({ revisionId: id, chunk }, deps());
    },
    seal: (id: RevisionId) => sealRemovals({ revisionId: id }, deps()),
    recordAll: async (id: RevisionId) => {
      for (const chunk of chunksOf(id)) await recordPremiums({ revisionId: id, chunk }, deps());
    },
    commit: (id: RevisionId) => commitPremiums({ revisionId: id }, deps()),
    report: (id: RevisionId, name: 'report' | 'removed' = 'report'): Record<string, string>[] =>
      parse(objects.objects.get(`work/requests/${id}/${name}.csv`) ?? '', { columns: true, bom: true }),
  };
  return {
    ...world,
    toReserved: async (id: RevisionId) => {
      await world.parse(id);
      await world.checkAll(id);
      await world.summarise(id);
      return world.reserve(id);
    },
    toRecording: async (id: RevisionId) => {
      await world.recheckAll(id);
      return world.seal(id);
    },
  };
}

function submittedHead(
  revisionId: RevisionId,
  roster: { key: string; sha256: string; bytes: number },
  header: Partial<RequestHeader> = {},
): RevisionHead {
  return {
    revisionId,
    requestId: requestIdSchema.parse('REQ0000001'),
    number: 1,
    status: 'submitted',
    version: 1,
    attempt: 1,
    officeId: 'disnaker',
    officerId: personIdSchema.parse('petugas-disnaker'),
    header: {
      title: 'Pekerja rentan Januari',
      wadahId: 'SG',
      sourceId: 'APBD',
      programmes: ['JKK', 'JKM'],
      period: { firstMonth: month('2027-01'), months: 1 },
      skNumber: 'SK-1/2027',
      pksNumber: 'PKS-1/2027',
      ...header,
    },
    papers: {},
    roster: { ...roster, format: 'csv', fileName: 'roster.csv' },
    submittedAt: SUBMITTED_AT,
    changedAt: SUBMITTED_AT,
    configuration: { policy: 1, tariffs: 1, programmes: 1 },
    duePk: 'DUE',
    dueBy: SUBMITTED_AT,
  };
}
