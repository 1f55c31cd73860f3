import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ROSTER_COLUMNS } from '../domain/roster/template.ts';
import { openTable } from '../functions/adapters/dynamodb/table.ts';
import { readStage } from '../lib/config.ts';
import { OPERATOR_KEY } from '../local/runtime.ts';
import { openApi } from '../tools/demo/api.ts';
import type { Api } from '../tools/demo/api.ts';
import { linksIn, readInbox } from '../tools/demo/inbox.ts';
import { readForm, signIn } from '../tools/demo/sign-in.ts';
import { generateRoster } from '../tools/roster/generate.ts';
import { villagesOf } from '../tools/roster/villages.ts';
import { startSystem } from '../tools/system.ts';
import type { System } from '../tools/system.ts';
import { informed, median, percentile } from './measure.ts';
import type { Measure } from './measure.ts';

const REQUESTS = 200;
const RATE = readStage('meranti').mail.ratePerSecond;
/** Of each function. AWS would start one for each click at once; here more would only wait for the two cores. */
const INSTANCES = 4;
/** Submitted side by side; more would only wait for the two cores. */
const AT_ONCE = 10;
const FISCAL_YEAR = new Date().getFullYear() + 1;
/** On the sample policy's second level. */
const NEXT_APPROVERS = 3;
/** Rarely: whoever looks takes part of the two cores. */
const LOOK_MS = 2000;
const LIMIT_MS = 600_000;
const MOST_PRESSES = 10;
const PRESS_AGAIN_MS = 1000;

/**
 * So many requests of one worker each wait for the first level; then all are approved in the same moment. Told is how
 * long it takes from a click until the next level is open, and until its mails are handed over to the mail service. The
 * mail service takes no more than its rate, so the rate alone sets a floor that is told beside it.
 */
export async function benchApprovals(): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lindung-bench-'));
  const stateFolder = join(folder, 'state');
  const system = await startSystem({ stateFolder, scheduler: false, instancesPerFunction: INSTANCES });
  try {
    await submitAll(await officerOf(system));
    const clicks = await clickAll(await firstLinks(system));
    await allMails(system, REQUESTS + REQUESTS * NEXT_APPROVERS);
    return measuresOf(clicks, await readItems(system));
  } finally {
    await system.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function officerOf({ accounts, issuer, clientId, runtime }: System): Promise<Api> {
  const account = accounts.find((one) => one.role === 'officer');
  if (account === undefined) throw new Error('the sample regency has no officer');
  const token = await signIn({ issuer, clientId, email: account.email, password: account.password });
  return openApi(
    () => runtime.apiUrl,
    () => token,
  );
}

async function submitAll(officer: Api): Promise<void> {
  const made = generateRoster({ workers: REQUESTS * 2, badRows: 0, seed: 11, villages: await villagesOf('14.10') });
  const rows = [...made].slice(0, REQUESTS).map(({ cells }) => rowOf(cells));
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await Promise.all(rows.slice(from, from + AT_ONCE).map((row, index) => submit(officer, row, from + index)));
  }
}

const rowOf = (cells: readonly string[]) =>
  Object.fromEntries(ROSTER_COLUMNS.map((column, index) => [column, cells[index] ?? '']));

async function submit(officer: Api, row: Readonly<Record<string, string>>, number: number): Promise<void> {
  const body = {
    title: `Usulan ${number + 1}`,
    wadahId: 'SG',
    sourceId: 'APBD',
    programmes: ['JKK', 'JKM'],
    period: { firstMonth: `${FISCAL_YEAR}-03`, months: 1 },
    skNumber: 'SK/500.15/2026/001',
    pksNumber: 'PKS/2026/001',
    roster: { rows: [row] },
  };
  await officer.post('/api/requests', { body, headers: { 'idempotency-key': randomUUID() } }, z.unknown());
}

/** The first approver's link to every request, once all mails are there. */
async function firstLinks(system: System): Promise<string[]> {
  await allMails(system, REQUESTS);
  return linksIn(await readInbox(system.runtime.inboxUrl));
}

/** Waits until so many links are in the inbox. */
async function allMails({ runtime }: System, count: number): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  while (linksIn(await readInbox(runtime.inboxUrl)).length < count) {
    if (Date.now() > end) throw new Error(`${count} mails took longer than ${LIMIT_MS / 1000} s`);
    await pause(LOOK_MS);
  }
}

/** Instants in epoch ms by the request's title, and how often somebody had to press again. */
interface Clicks {
  readonly at: ReadonlyMap<string, number>;
  readonly again: number;
}

/** Every page is read first; then all are answered in one moment. */
async function clickAll(links: readonly string[]): Promise<Clicks> {
  const answers: { title: string; action: string; body: URLSearchParams }[] = [];
  for (const link of links) {
    const page = await (await fetch(link)).text();
    const form = readForm(page, link);
    const hidden = form.fields.filter(({ type }) => type === 'hidden');
    const fields = hidden.map(({ name, value }): [string, string] => [name, value]);
    const title = /<h1>([^<]+)<\/h1>/.exec(page)?.[1] ?? '';
    answers.push({ title, action: form.action, body: new URLSearchParams([...fields, ['workers', '1']]) });
  }
  const clicks = answers.map(async ({ title, action, body }) => {
    const at = Date.now();
    return { title, at, again: await press(action, body) };
  });
  const done = await Promise.all(clicks);
  return {
    at: new Map(done.map(({ title, at }) => [title, at])),
    again: done.reduce((sum, one) => sum + one.again, 0),
  };
}

/**
 * The API gives up on a call after 30 seconds (503) and refuses too many at once (429); then a person presses again, and
 * the first stored decision stands. Gives how often.
 */
async function press(action: string, body: URLSearchParams): Promise<number> {
  for (let again = 0; again < MOST_PRESSES; again += 1) {
    const answer = await fetch(action, { method: 'POST', body });
    await answer.text();
    if (answer.ok) return again;
    if (answer.status !== 503 && answer.status !== 429) throw new Error(`approving answered ${answer.status}`);
    await pause(PRESS_AGAIN_MS);
  }
  throw new Error(`approving was refused ${MOST_PRESSES} times`);
}

const itemSchema = z.looseObject({ pk: z.string(), sk: z.string() });
const headSchema = z.object({ revisionId: z.string(), header: z.object({ title: z.string() }) });
const mailSchema = z.object({
  personId: z.string(),
  createdAt: z.string(),
  sentAt: z.string(),
  template: z.literal('approval-request'),
  data: z.object({ revisionId: z.string(), level: z.literal(2) }),
});

interface Stored {
  readonly titles: ReadonlyMap<string, string>;
  readonly mails: readonly z.infer<typeof mailSchema>[];
  /** Mails of every kind that were handed over after the first click. */
  readonly sentSince: (instant: number) => number;
}

async function readItems({ runtime }: System): Promise<Stored> {
  const name = runtime.outputs['LindungData']?.['TableName'];
  if (name === undefined) throw new Error('LindungData has no output TableName');
  const credentials = { accessKeyId: OPERATOR_KEY, secretAccessKey: OPERATOR_KEY };
  const table = openTable(name, new DynamoDBClient({ endpoint: runtime.gatewayUrl, region: 'local', credentials }));
  const items: z.infer<typeof itemSchema>[] = [];
  for await (const page of paginateScan({ client: table.client }, { TableName: name, ConsistentRead: true })) {
    items.push(...z.array(itemSchema).parse(page.Items ?? []));
  }
  const heads = items.filter(({ pk, sk }) => pk.startsWith('REVISION#') && sk === 'HEAD');
  const mails = items.filter(({ pk }) => pk.startsWith('MAIL#'));
  const sent = mails.flatMap(({ sentAt }) => (typeof sentAt === 'string' ? [Date.parse(sentAt)] : []));
  return {
    titles: new Map(
      heads.map((head) => headSchema.parse(head)).map(({ revisionId, header }) => [revisionId, header.title]),
    ),
    mails: mails.flatMap((mail) => mailSchema.safeParse(mail).data ?? []),
    sentSince: (instant) => sent.filter((at) => at >= instant).length,
  };
}

function measuresOf({ at: clicks, again }: Clicks, { titles, mails, sentSince }: Stored): Measure[] {
  const since = (of: (mail: Stored['mails'][number]) => string): number[] =>
    mails.map((mail) => Date.parse(of(mail)) - (clicks.get(titles.get(mail.data.revisionId) ?? '') ?? Number.NaN));
  const opened = since(({ createdAt }) => createdAt);
  const handedOver = since(({ sentAt }) => sentAt);
  const first = Math.min(...clicks.values());
  const mailCount = sentSince(first);
  const last = Math.max(...mails.map(({ sentAt }) => Date.parse(sentAt)));
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return [
    informed(`${clicks.size} clicks at once, pressed again`, `${again} times`),
    informed('next level open, median', seconds(median(opened))),
    informed('  the same, 99th percentile', seconds(percentile(opened, 0.99))),
    informed('next level’s mail handed over, median', seconds(median(handedOver))),
    informed('  the same, 99th percentile', seconds(percentile(handedOver, 0.99))),
    informed(`  of ${mailCount} mails, in all`, seconds(last - first)),
    informed('  at the configured rate alone', seconds((mailCount / RATE) * 1000), `the floor: ${RATE} mails a second`),
  ];
}
