import { accountKey, idempotencyKey, requestKey, revisionKey } from '../../functions/adapters/dynamodb/keys.ts';
import { firstBreak } from '../../domain/audit/chain.ts';
import type { AuditEvent } from '../../domain/audit/chain.ts';
import { requestIdSchema, revisionIdSchema } from '../../domain/identity/ids.ts';
import type { RevisionId } from '../../domain/identity/ids.ts';
import { month } from '../../domain/period/period.ts';
import { readEvents, sha256Hex } from '../../functions/adapters/dynamodb/audit-log.ts';
import { changeHead } from '../../functions/adapters/dynamodb/change-head.ts';
import { openPersonStore } from '../../functions/adapters/dynamodb/person-store.ts';
import { requestItemSchema, revisionHeadSchema } from '../../functions/adapters/dynamodb/records.ts';
import type { Person, RevisionHead } from '../../functions/adapters/dynamodb/records.ts';
import { readItem } from '../../functions/adapters/dynamodb/table.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import type { ExecutionStart } from '../../functions/adapters/sfn/executions.ts';
import { openSubmitConfiguration } from '../../functions/http/submit-request/configuration.ts';
import type { SubmitBody } from '../../functions/http/submit-request/contract.ts';
import { submitRequest } from '../../functions/http/submit-request/step.ts';
import type { SubmitDeps } from '../../functions/http/submit-request/step.ts';
import { idempotencySchema } from '../../functions/http/submit-request/store-revision.ts';
import { loadConfiguration } from '../../functions/steps/load-configuration/step.ts';
import { merantiConfiguration } from './approval-world.ts';
import { memoryObjectStore } from './memory-object-store.ts';

export const NOW = '2026-12-07T02:00:00.000Z';
export const OFFICER = 'petugas-disnaker';
export const OTHER_OFFICER = 'petugas-tebing-tinggi';
export const ADMINISTRATOR = 'admin-diskominfo';
export const FINANCE = 'bendahara';
export const AUDITOR = 'auditor-inspektorat';
const PDF = '%PDF-1.7 a scanned paper';

/** A working twin of the service's start: a name runs once, starting it again is success. */
export function memoryExecutions() {
  const started = new Map<string, ExecutionStart>();
  return {
    started,
    startExecution: (start: ExecutionStart): Promise<void> => {
      if (!started.has(start.name)) started.set(start.name, start);
      return Promise.resolve();
    },
  };
}

export interface Submit {
  readonly as?: string;
  readonly key?: string | undefined;
  readonly body?: Partial<SubmitBody>;
  readonly deps?: SubmitDeps;
}

export type SubmitWorld = Awaited<ReturnType<typeof submitWorld>>;

/** The sample regency in a table, with uploads, executions and everything that submit needs. */
export async function submitWorld(store: Table) {
  const now = () => new Date(NOW);
  await loadConfiguration({ documents: { ...merantiConfiguration() } }, { table: store, now });
  const objects = memoryObjectStore();
  const executions = memoryExecutions();
  const persons = openPersonStore(store);
  let uploads = 0;
  const deps: SubmitDeps = {
    table: store,
    configuration: openSubmitConfiguration(store),
    objects,
    uploadsBucket: 'uploads',
    recordsBucket: 'records',
    executions,
    machineArn: 'arn:aws:states:::stateMachine:premium-request',
    now,
  };
  const caller = async (account: string): Promise<Person> => {
    const person = await persons.personOfAccount(account);
    if (person === null) throw new Error(`nobody under ${accountKey(account).pk}`);
    return person;
  };
  const upload = (content: string | Buffer, { as = OFFICER, extension = 'csv' } = {}): string => {
    uploads += 1;
    const key = `uploads/${as}/upload-${uploads}.${extension}`;
    objects.objects.set(`uploads/${key}`, Buffer.from(content as string));
    return key;
  };
  const head = (id: string): Promise<RevisionHead | null> =>
    readItem(store, revisionKey(revisionIdSchema.parse(id)), revisionHeadSchema);
  return {
    store,
    objects,
    executions,
    deps,
    caller,
    upload,
    head,
    /** A submission with a roster and both papers, uploaded. */
    files: (roster = 'nik\n1\n', as = OFFICER) => ({
      roster: { uploadKey: upload(roster, { as }), fileName: 'usulan.csv' },
      papers: {
        sk: { uploadKey: upload(PDF, { as, extension: 'pdf' }) },
        pks: { uploadKey: upload(PDF, { as, extension: 'pdf' }) },
      },
    }),
    submit: async ({ as = OFFICER, key, body, deps: own = deps }: Submit) => {
      const headers = { 'idempotency-key': key };
      return submitRequest({ body: { ...plainBody(), ...body }, caller: await caller(as), headers }, own);
    },
    idempotency: async (key: string, as = OFFICER) =>
      readItem(store, idempotencyKey((await caller(as)).personId, key), idempotencySchema),
    request: (id: string) => readItem(store, requestKey(requestIdSchema.parse(id)), requestItemSchema),
    events: (id: RevisionId): Promise<AuditEvent[]> => Array.fromAsync(readEvents(store, revisionKey(id).pk)),
    chainHolds: async (id: RevisionId) =>
      firstBreak(await Array.fromAsync(readEvents(store, revisionKey(id).pk)), sha256Hex) === null,
    /** Whatever the steps would bring a revision to. */
    move: (id: RevisionId, set: Partial<RevisionHead>) =>
      changeHead<RevisionHead, never>(store, {
        key: revisionKey(id),
        schema: revisionHeadSchema,
        judge: () => ({ change: { set, event: { type: 'moved', at: NOW, by: 'a step', data: {} } } }),
      }),
  };
}

export function plainBody(): SubmitBody {
  return {
    title: 'Pekerja rentan Januari',
    wadahId: 'SG',
    sourceId: 'APBD',
    programmes: ['JKK', 'JKM'],
    period: { firstMonth: month('2027-01'), months: 1 },
    skNumber: 'SK-1/2027',
    pksNumber: 'PKS-1/2027',
    roster: { rows: [{ nik: '1410014505800001', nama: 'Siti' }] },
    papers: {},
  };
}
