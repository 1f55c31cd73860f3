import { join } from 'node:path';
import { outcomeKey, generateRoster } from '../roster/generate.ts';
import type { RosterOrder } from '../roster/generate.ts';
import { writeRosterFile } from '../roster/write.ts';
import { openApi } from './api.ts';
import type { Api } from './api.ts';
import { approveAll } from './approvers.ts';
import { downloadFiles, writeAnswers } from './batch-files.ts';
import type { DownloadedFiles } from './batch-files.ts';
import type { Checks } from './checks.ts';
import { answer, enterFacts, openBatch, readAllocations, readBatch, waitForBatch } from './finance.ts';
import type { AllocationView, BatchView } from './finance.ts';
import { readRequest, submit, waitForRequest } from './officer.ts';
import type { RequestView } from './officer.ts';
import type { DemoOptions } from './options.ts';
import { signIn } from './sign-in.ts';
import type { Stages } from './stages.ts';
import type { DemoSystem } from './system.ts';
import { waitForClaims } from './usage.ts';

/** Premium of a vulnerable worker a month, JKK 10,000 + JKM 6,800 (PP 44/2015; full price for APBD). */
export const PREMIUM = { JKK: 10_000, JKM: 6_800 } as const;
/** Lines that BPJS TK rejects before billing when life is rough. */
export const ROUGH_REJECTIONS = 7;

export interface Story {
  readonly requestId: string;
  readonly request: RequestView;
  readonly batch: BatchView;
  readonly files: DownloadedFiles;
  readonly allocationsBefore: readonly AllocationView[];
  readonly allocationsAfter: readonly AllocationView[];
  /** Rows of the roster by where they must end: `good`, a row problem's code or a rule's id. */
  readonly expected: Readonly<Record<string, number>>;
  readonly goodNiks: ReadonlySet<string>;
}

export interface StoryContext {
  readonly options: DemoOptions;
  readonly system: DemoSystem;
  readonly stages: Stages;
  readonly checks: Checks;
  readonly folder: string;
  readonly villages: readonly string[];
  readonly fiscalYear: number;
}

const NIK_COLUMN = 0;

/** From a roster file to a closed batch, only through what people use: API, mails, pages, files. */
export async function tellStory(context: StoryContext): Promise<Story> {
  const { options, stages, checks, fiscalYear } = context;
  const roster = await stages.run(
    'roster made',
    () => makeRoster(context),
    ({ order }) => `${order.workers} good and ${order.badRows} bad rows`,
  );
  const { officer, finance } = await stages.run('signed in', () => signInAll(context));
  const allocationsBefore = await readAllocations(finance, fiscalYear);
  const period = { firstMonth: `${fiscalYear}-01`, months: options.months };
  const { requestId, sameAgain, otherRefused } = await stages.run(
    'roster uploaded, request submitted',
    () => submit(officer, { rosterPath: roster.path, fileName: `usulan.${options.format}`, ...period }),
    (receipt) => `request ${receipt.requestId}`,
  );
  checks.isTrue('a repeated submit gives the same request', sameAgain);
  checks.isTrue('the same key with other content is refused', otherRefused);
  await stages.run(
    'roster checked, budget reserved',
    () => checkRoster(context, officer, requestId),
    (request) =>
      `${request.summary?.eligible ?? 0} eligible, ${request.summary?.refused ?? 0} refused, ${request.summary?.badRows ?? 0} bad rows`,
  );
  await stages.run(
    'approved on every level',
    () => approve(context, officer, requestId),
    (tally) => `${tally.approved} decisions, ${tally.late} late links, ${tally.scans} scans`,
  );
  const request = await stages.run('checked again, premiums recorded', () =>
    waitForRequest(officer, requestId, ['committed']),
  );
  const opened = await stages.run(
    'batch opened',
    () => openBatch(finance, period),
    ({ batchId }) => batchId,
  );
  const sent = await stages.run(
    'batch sealed, built, checked, finance notified',
    () => waitForBatch(finance, opened.batchId, 'sent'),
    (batch) => `${batch.lines ?? 0} lines`,
  );
  const files = await stages.run(
    'files downloaded',
    () => downloadFiles(sent, context.folder),
    ({ rows }) => `${rows.length} rows`,
  );
  const batch = await payBatch(context, { finance, batchId: opened.batchId, files });
  const allocationsAfter = await readAllocations(finance, fiscalYear);
  return {
    requestId,
    request,
    batch,
    files,
    allocationsBefore,
    allocationsAfter,
    expected: roster.expected,
    goodNiks: roster.goodNiks,
  };
}

async function makeRoster({ options, folder, villages }: StoryContext) {
  const order: RosterOrder = { workers: options.workers, badRows: options.badRows, seed: options.seed, villages };
  const path = join(folder, `usulan.${options.format}`);
  await writeRosterFile(path, order);
  const expected: Record<string, number> = {};
  const goodNiks = new Set<string>();
  for (const row of generateRoster(order)) {
    const key = outcomeKey(row.expected);
    expected[key] = (expected[key] ?? 0) + 1;
    if (key === 'good') goodNiks.add((row.cells[NIK_COLUMN] ?? '').replace(/\D/g, ''));
  }
  return { order, path, expected, goodNiks };
}

async function signInAll({ system }: StoryContext): Promise<{ officer: Api; finance: Api }> {
  const { accounts, issuer, clientId } = system.ready();
  const apiAs = async (role: string): Promise<Api> => {
    const account = accounts.find((one) => one.role === role);
    if (account === undefined) throw new Error(`no account for ${role}`);
    const token = await signIn({ issuer, clientId, email: account.email, password: account.password });
    return openApi(
      () => system.ready().apiUrl,
      () => token,
    );
  };
  return { officer: await apiAs('officer'), finance: await apiAs('finance') };
}

async function checkRoster(context: StoryContext, officer: Api, requestId: string): Promise<RequestView> {
  if (context.options.rough) {
    await waitForClaims(context.system.ready().gatewayUrl);
    const { status } = await readRequest(officer, requestId);
    context.checks.equal('status when killed during the Map', status, 'checking');
    await context.stages.run('  killed during the Map and started again', () => context.system.killAndRestart());
  }
  return waitForRequest(officer, requestId, ['approving']);
}

async function approve(context: StoryContext, officer: Api, requestId: string) {
  if (context.options.rough) {
    await context.stages.run('  killed during the approval wait and started again', () =>
      context.system.killAndRestart(),
    );
  }
  const isDecided = async (): Promise<boolean> => (await readRequest(officer, requestId)).status !== 'approving';
  const { options, system } = context;
  return approveAll({
    inboxUrl: () => system.ready().inboxUrl,
    scanned: options.rough,
    isDecided,
    workers: options.workers,
  });
}

async function payBatch(
  { options, stages, checks, folder, fiscalYear }: StoryContext,
  { finance, batchId, files }: { finance: Api; batchId: string; files: DownloadedFiles },
): Promise<BatchView> {
  const answersPath = join(folder, 'jawaban-bpjstk.csv');
  const rejected = options.rough ? ROUGH_REJECTIONS : 0;
  await writeAnswers(answersPath, files.rows, { rejected, coverFrom: `${fiscalYear}-01-01` });
  const answered = await stages.run(
    "BPJS TK's row answers applied",
    () => answer(finance, batchId, answersPath),
    (batch) => `${batch.accepted?.lines ?? 0} accepted, ${batch.rejected?.lines ?? 0} rejected`,
  );
  const amount = answered.accepted?.total ?? 0;
  const date = new Date().toISOString().slice(0, 10);
  const { refusedOtherAmount } = await stages.run('kode iuran, SP2D and bank reference entered', () =>
    enterFacts(finance, batchId, { amount, date }),
  );
  checks.isTrue('a bill of another amount is refused', refusedOtherAmount);
  await stages.run('batch settled, reconciled, closed', () => waitForBatch(finance, batchId, 'closed'));
  return readBatch(finance, batchId);
}
