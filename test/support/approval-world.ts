import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditEvent } from '../../domain/audit/chain.ts';
import { parseConfiguration, CONFIGURATION_DOCUMENTS } from '../../domain/configuration/configuration.ts';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { personIdSchema, requestIdSchema, revisionIdSchema } from '../../domain/identity/ids.ts';
import { rupiah } from '../../domain/money/money.ts';
import { month } from '../../domain/period/period.ts';
import { readEvents } from '../../functions/adapters/dynamodb/audit-log.ts';
import type { ConfigurationStore } from '../../functions/adapters/dynamodb/configuration-store.ts';
import { allocationKey, personKey, revisionKey } from '../../functions/adapters/dynamodb/keys.ts';
import { outboxIds, readMail } from '../../functions/adapters/dynamodb/mail-store.ts';
import { openPersonStore } from '../../functions/adapters/dynamodb/person-store.ts';
import { allocationSchema } from '../../functions/adapters/dynamodb/ledger-records.ts';
import { revisionHeadSchema } from '../../functions/adapters/dynamodb/records.ts';
import type { Allocation } from '../../functions/adapters/dynamodb/ledger-records.ts';
import type { Mail, RevisionHead } from '../../functions/adapters/dynamodb/records.ts';
import { readItem } from '../../functions/adapters/dynamodb/table.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import type { PageMac } from '../../functions/adapters/kms/page-mac.ts';
import type { MailMessage } from '../../functions/adapters/ses/mail-sender.ts';
import { sendMail } from '../../functions/steps/send-mail/step.ts';
import { rosterObjects } from './roster-objects.ts';

export const person = (text: string) => personIdSchema.parse(text);
export const REVISION = revisionIdSchema.parse('REV00001');
const REQUEST = requestIdSchema.parse('REQ0000001');
export const WORKERS = 5005;
const TOTAL = rupiah(84_084_000);
export const START = '2027-01-04T02:00:00.000Z';
const FAR_FUTURE = '2099-01-01T00:00:00.000Z';

export function merantiConfiguration(): Configuration {
  const read = (file: string): unknown =>
    JSON.parse(readFileSync(new URL(`../../config/meranti/${file}`, import.meta.url), 'utf8'));
  return parseConfiguration(
    Object.fromEntries(Object.entries(CONFIGURATION_DOCUMENTS).map(([name, { file }]) => [name, read(file)])),
  );
}

/** Every document of the sample regency at version 1. */
function fixedConfiguration(configuration: Configuration): ConfigurationStore {
  const answer = (name: keyof Configuration, version: number) =>
    Promise.resolve({ version, document: configuration[name] });
  return {
    current: (name) => answer(name, 1),
    version: answer,
  } as ConfigurationStore;
}

/** A working twin of the key service's MAC. */
export function hmacTwin(key = 'test key'): PageMac {
  const macOf = (message: string) => createHmac('sha256', key).update(message).digest('base64url');
  return {
    sign: (message) => Promise.resolve(macOf(message)),
    verify: (message, mac) => Promise.resolve(macOf(message) === mac),
  };
}

export function approvingHead(change: Partial<RevisionHead> = {}): RevisionHead {
  const stored = (key: string) => ({ key, sha256: 'a'.repeat(64), bytes: 10 });
  return {
    revisionId: REVISION,
    requestId: REQUEST,
    number: 1,
    status: 'approving',
    version: 1,
    attempt: 1,
    officeId: 'disnaker',
    officerId: person('petugas-disnaker'),
    header: {
      title: 'Pekerja rentan Januari',
      wadahId: 'SG',
      sourceId: 'APBD',
      programmes: ['JKK', 'JKM'],
      period: { firstMonth: month('2027-01'), months: 1 },
      skNumber: 'SK-1/2027',
      pksNumber: 'PKS-1/2027',
    },
    papers: { sk: stored(`requests/${REVISION}/sk.pdf`) },
    roster: { ...stored(`requests/${REVISION}/roster.csv`), format: 'csv', fileName: 'roster.csv' },
    submittedAt: START,
    changedAt: START,
    configuration: { policy: 1, tariffs: 1, programmes: 1 },
    summary: {
      rows: 5010,
      badRows: 2,
      eligible: WORKERS,
      warned: 40,
      refused: 3,
      reasons: { 'segment-and-occupation': 3 },
      byKecamatan: { '14.10.01': 3000, '14.10.02': 2005 },
      byVillage: { '14.10.01.2005': 1800, '14.10.01.2006': 1200, '14.10.02.2001': 2005 },
      byOccupation: { petani: 4000, nelayan: 1005 },
      bySex: { L: 3000, P: 2005 },
      byAge: { '60+': 205, '30-39': 2300, '0-19': 100, '20-29': 2400 },
      byProgramme: { JKK: rupiah(50_050_000), JKM: rupiah(34_034_000) },
      total: TOTAL,
      chunks: 1,
    },
    contentHash: 'c0ffee'.padEnd(64, '0'),
    reservation: { 'APBD-2027-JKK': rupiah(50_050_000), 'APBD-2027-JKM': rupiah(34_034_000) },
    ...change,
  };
}

function reserved(programme: 'JKK' | 'JKM', amount: number): Allocation {
  return allocationSchema.parse({
    allocationId: `APBD-2027-${programme}`,
    sourceId: 'APBD',
    fiscalYear: 2027,
    programme,
    accountCode: '5.1.02.02.02.0006',
    version: 1,
    allocated: 3_000_000_000,
    available: 3_000_000_000 - amount,
    reserved: amount,
    committed: 0,
    disbursed: 0,
    overpaid: 0,
  });
}

export type ApprovalWorld = Awaited<ReturnType<typeof approvalWorld>>;

/**
 * A request that waits for its first approval in the sample regency, with the doubles that its functions need: a clock
 * that stands until it is moved, a machine that remembers which tokens it was told, a mail service that keeps mails.
 */
export async function approvalWorld(
  table: Table,
  options: { head?: Partial<RevisionHead>; configuration?: Configuration; plainRows?: number } = {},
) {
  const configuration = options.configuration ?? merantiConfiguration();
  const put = (item: Record<string, unknown>) =>
    table.client.send(new PutCommand({ TableName: table.name, Item: item }));
  await put({ ...revisionKey(REVISION), ...approvingHead(options.head) });
  for (const allocation of [reserved('JKK', 50_050_000), reserved('JKM', 34_034_000)]) {
    await put({ ...allocationKey(allocation.allocationId), ...allocation });
  }
  for (const one of configuration.people) await put({ ...personKey(one.personId), ...one, version: 1 });
  let clock = Date.parse(START);
  const told: string[] = [];
  const mails: MailMessage[] = [];
  const state = { mailServiceIsDown: false, nudges: 0 };
  const deps = {
    table,
    configuration: fixedConfiguration(configuration),
    people: openPersonStore(table),
    objects: rosterObjects(REVISION, options.plainRows),
    workBucket: 'work',
    recordsBucket: 'records',
    mac: hmacTwin(),
    now: () => new Date(clock),
    answerToken: (token: string): Promise<'told' | 'gone'> => {
      const known = told.includes(token);
      told.push(token);
      return Promise.resolve(known ? 'gone' : 'told');
    },
    nudgeMail: () => {
      state.nudges += 1;
      return Promise.resolve();
    },
    send: (message: MailMessage) => {
      if (state.mailServiceIsDown) return Promise.reject(new Error('mail service is down'));
      mails.push(message);
      return Promise.resolve();
    },
    randomBytes: (count: number): Uint8Array => randomBytes(count),
    pause: (_ms: number) => Promise.resolve(),
    publicBaseUrl: 'https://lindung.example.test',
    ratePerSecond: 10,
    workMs: 60_000,
  };
  const events = async () => {
    const found: AuditEvent[] = [];
    for await (const event of readEvents(table, revisionKey(REVISION).pk)) found.push(event);
    return found;
  };
  return {
    deps,
    told,
    mails,
    state,
    moveClock: (ms: number) => {
      clock += ms;
    },
    setClock: (instant: string) => {
      clock = Date.parse(instant);
    },
    head: async () => {
      const head = await readItem(table, revisionKey(REVISION), revisionHeadSchema);
      if (head === null) throw new Error('the head is gone');
      return head;
    },
    allocation: (programme: 'JKK' | 'JKM') =>
      readItem(table, allocationKey(`APBD-2027-${programme}`), allocationSchema),
    events,
    eventTypes: async () => (await events()).map((event) => event.type),
    outbox: async () => {
      const waiting: Mail[] = [];
      for await (const mailId of outboxIds(table, FAR_FUTURE)) {
        const mail = await readMail(table, mailId);
        if (mail !== null) waiting.push(mail);
      }
      return waiting;
    },
    everything: async () => (await table.client.send(new ScanCommand({ TableName: table.name }))).Items ?? [],
    /** Sends what is in the outbox and gives the secret of the last link mailed to this person's address. */
    secretOf: async (personId: string) => {
      await sendMail({}, deps);
      const mail = mails.findLast((one) => one.to.startsWith(`${personId}@`) && one.text.includes('/approval/'));
      const secret = /\/approval\/([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '')?.[1];
      if (secret === undefined) throw new Error(`no link was mailed to ${personId}`);
      return secret;
    },
  };
}
