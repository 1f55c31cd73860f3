import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays } from '../../../domain/calendar/local-date.ts';
import { isRefused } from '../api.ts';
import { downloadFiles, writeAnswers, writeBankReport } from '../batch-files.ts';
import type { DownloadedFiles, ExportedRow } from '../batch-files.ts';
import {
  answer,
  carryOpenLines,
  enterBill,
  enterFact,
  enterPayment,
  KODE_IURAN,
  readBatch,
  waitForBatch,
} from '../finance.ts';
import type { BatchView } from '../finance.ts';
import { premiumOf } from '../plan.ts';
import type { Plan } from '../plan.ts';
import type { Scene } from '../scene.ts';
import { answeredText } from './batch.ts';
import type { SentBatch } from './batch.ts';

/** Days that a paid batch waits for what BPJS TK still has to say. */
const HOLD_DAYS = 30;

/** What BPJS TK does to whom, by the order of the export. */
export interface Fates {
  /** All whom it accepts before the bill. */
  readonly billed: readonly ExportedRow[];
  /** Rows of the first answer file: the rejected ones, the unclear ones, then those that are accepted. */
  readonly answered: readonly ExportedRow[];
  readonly rejected: readonly ExportedRow[];
  readonly late: readonly ExportedRow[];
}

export function fatesOf(rows: readonly ExportedRow[], plan: Plan): Fates {
  const unclearEnd = plan.rejected + plan.unclear;
  const accepted = rows.slice(unclearEnd + plan.unanswered);
  return {
    billed: accepted,
    answered: [...rows.slice(0, unclearEnd), ...accepted],
    rejected: rows.slice(0, plan.rejected),
    late: accepted.slice(0, plan.late),
  };
}

const coverFrom = ({ fiscalYear }: Scene): string => `${fiscalYear}-01-01`;

/** Rejections, gaps in the answers, a payment too small, rejections after the payment. Gives the batch as it closed. */
export async function payRoughBatch(scene: Scene, { batchId, files }: SentBatch): Promise<BatchView> {
  const { stages, books, people, plan } = scene;
  const { finance } = people;
  const fates = fatesOf(files.rows, plan);
  await answerAndCarry(scene, batchId, fates);
  await payInParts(scene, batchId);
  await stages.run("the bank's report compared", () => compareWithBank(scene, batchId, fates), comparedText);
  await stages.run('lines rejected after the payment', () => rejectLate(scene, batchId, fates), reversedText);
  await books.note('rejected after payment');
  return stages.run('confirmed, settled, reconciled, closed', async () => {
    await enterFact(finance, batchId, { kind: 'confirmed' });
    return waitForBatch(finance, batchId, 'closed');
  });
}

async function answerAndCarry(scene: Scene, batchId: string, { answered }: Fates): Promise<void> {
  const { stages, checks, people, plan, folder } = scene;
  const path = join(folder, 'jawaban-1.csv');
  const { rejected, unclear } = plan;
  await writeAnswers(path, answered, { rejected, unclear, coverFrom: coverFrom(scene) });
  await stages.run("BPJS TK's row answers applied", () => answer(people.finance, batchId, path), answeredText);
  const bill = { kind: 'billed', kodeIuran: KODE_IURAN, amount: 0 };
  const billRefused = await isRefused(() => enterFact(people.finance, batchId, bill), 409);
  checks.isTrue('no bill is taken while lines are open', billRefused);
  await stages.run(
    'open lines carried to a follow-up batch',
    () => carryOpenLines(people.finance, batchId),
    (batch) => `${batch.carriedOut?.lines ?? 0} lines to ${batch.followUp ?? 'nowhere'}`,
  );
}

/** Kode iuran and SP2D, then less than the SP2D, then the rest; the paid batch is held open. */
async function payInParts({ stages, checks, books, people, today: date }: Scene, batchId: string): Promise<void> {
  const { finance } = people;
  const amount = (await waitForBatch(finance, batchId, 'answered')).accepted?.total ?? 0;
  const { first, rest } = partsOf(amount);
  await stages.run('kode iuran and SP2D entered, paid in part', async () => {
    const { otherRefused } = await enterBill(finance, batchId, { amount, date });
    checks.isTrue('a bill of another amount is refused', otherRefused);
    const status = await enterPayment(finance, batchId, { amount: first, date, bankReference: `BRKS-${batchId}-A` });
    checks.equal('status after a payment in part', status, 'sp2d');
  });
  await books.note('paid in part');
  await stages.run('payment topped up', async () => {
    const payment = { amount: rest, date, bankReference: `BRKS-${batchId}-B`, holdUntil: addDays(date, HOLD_DAYS) };
    checks.equal('status once topped up', await enterPayment(finance, batchId, payment), 'paid');
  });
  await books.note('paid in full');
}

/** Whole rupiah: somewhat less than half, then the rest. */
export function partsOf(amount: number): { first: number; rest: number } {
  const first = Math.floor(amount * 0.4);
  return { first, rest: amount - first };
}

/** Rows of the bank's report that tell another amount than was billed. */
const SHORT = 2;

/** The bank tells what it took for whom; what disagrees is pointed at, and nothing changes. */
async function compareWithBank(scene: Scene, batchId: string, { billed }: Fates): Promise<BatchView> {
  const { checks, period, today: day, people, folder } = scene;
  const path = join(folder, 'laporan-bank.csv');
  await writeBankReport(path, billed, { kodeIuran: KODE_IURAN, ...period, day, short: SHORT });
  const before = await readBatch(people.finance, batchId);
  const after = await answer(people.finance, batchId, path);
  const { same, 'held-other-amount': other, ...rest } = after.answers.at(-1)?.counts ?? {};
  checks.equal("rows of the bank's report", [same, other, rest], [billed.length - SHORT, SHORT, {}]);
  const moneyOf = ({ status, accepted, reversed, facts }: BatchView) => ({ status, accepted, reversed, facts });
  checks.equal('the batch after it', moneyOf(after), moneyOf(before));
  return after;
}

const comparedText = ({ answers }: BatchView): string =>
  `${answers.at(-1)?.counts?.['same'] ?? 0} agree, ${answers.at(-1)?.counts?.['held-other-amount'] ?? 0} pointed at`;

async function rejectLate(scene: Scene, batchId: string, { late }: Fates): Promise<BatchView> {
  const path = join(scene.folder, 'jawaban-2.csv');
  await writeAnswers(path, late, { rejected: late.length, coverFrom: coverFrom(scene) });
  return answer(scene.people.finance, batchId, path);
}

const reversedText = (batch: BatchView): string => `${batch.reversed?.lines ?? 0} lines`;

export interface FollowUp {
  readonly batch: BatchView;
  readonly files: DownloadedFiles;
}

/** What was carried over is answered now; the bill takes what was overpaid, and the batch closes. */
export async function payFollowUp(scene: Scene, batchId: string): Promise<FollowUp> {
  const { stages, checks, people, options, plan, today: date } = scene;
  const { finance } = people;
  const folder = join(scene.folder, batchId);
  const path = join(folder, 'jawaban-3.csv');
  await mkdir(folder, { recursive: true });
  const { files, answered } = await stages.run(
    'follow-up batch sent and answered',
    async () => {
      const sent = await waitForBatch(finance, batchId, 'sent');
      const downloaded = await downloadFiles(sent, folder);
      await writeAnswers(path, downloaded.rows, { rejected: 0, coverFrom: coverFrom(scene) });
      return { files: downloaded, answered: await answer(finance, batchId, path) };
    },
    (result) => answeredText(result.answered),
  );
  const credit = plan.late * premiumOf(options);
  const amount = (answered.accepted?.total ?? 0) - credit;
  const batch = await stages.run('billed less the overpaid amount, paid, closed', async () => {
    const full = { kind: 'billed', kodeIuran: '27010000002', amount: amount + credit };
    checks.isTrue(
      'a bill without the credit is refused',
      await isRefused(() => enterFact(finance, batchId, full), 409),
    );
    await enterBill(finance, batchId, { amount, date });
    await enterPayment(finance, batchId, { amount, date, bankReference: `BRKS-${batchId}` });
    return waitForBatch(finance, batchId, 'closed');
  });
  return { batch, files };
}
