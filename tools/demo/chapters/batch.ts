import { join } from 'node:path';
import { downloadFiles, writeAnswers } from '../batch-files.ts';
import type { DownloadedFiles } from '../batch-files.ts';
import { answer, enterBill, enterPayment, openBatch, waitForBatch } from '../finance.ts';
import type { BatchView } from '../finance.ts';
import type { Scene } from '../scene.ts';

export interface SentBatch {
  readonly batchId: string;
  readonly files: DownloadedFiles;
}

/** Finance opens the batch before its day and downloads its files once they are there. */
export async function openAndDownload(scene: Scene): Promise<SentBatch> {
  const { stages, people, period, folder } = scene;
  const { batchId } = await stages.run(
    'batch opened',
    () => openBatch(people.finance, period),
    (opened) => opened.batchId,
  );
  const sent = await stages.run(
    'batch sealed, built, checked, finance notified',
    () => waitForBatch(people.finance, batchId, 'sent'),
    (batch) => `${batch.lines ?? 0} lines`,
  );
  const files = await stages.run(
    'files downloaded',
    () => downloadFiles(sent, folder),
    ({ rows }) => `${rows.length} rows`,
  );
  return { batchId, files };
}

/** BPJS TK accepts every line; finance bills and pays what was accepted, and the batch closes. */
export async function payWholeBatch(scene: Scene, { batchId, files }: SentBatch): Promise<BatchView> {
  const { stages, checks, folder, fiscalYear, today: date } = scene;
  const { finance } = scene.people;
  const path = join(folder, 'jawaban-bpjstk.csv');
  await writeAnswers(path, files.rows, { rejected: 0, coverFrom: `${fiscalYear}-01-01` });
  const answered = await stages.run(
    "BPJS TK's row answers applied",
    () => answer(finance, batchId, path),
    answeredText,
  );
  const amount = answered.accepted?.total ?? 0;
  await stages.run('kode iuran, SP2D and bank reference entered', async () => {
    const { otherRefused } = await enterBill(finance, batchId, { amount, date });
    checks.isTrue('a bill of another amount is refused', otherRefused);
    await enterPayment(finance, batchId, { amount, date, bankReference: `BRKS-${batchId}` });
  });
  return stages.run('batch settled, reconciled, closed', () => waitForBatch(finance, batchId, 'closed'));
}

export function answeredText({ accepted, rejected, pendingLines }: BatchView): string {
  const open = pendingLines ?? 0;
  return `${accepted?.lines ?? 0} accepted, ${rejected?.lines ?? 0} rejected${open === 0 ? '' : `, ${open} still open`}`;
}
