import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { readXlsx } from 'hucre/xlsx';
import * as z from 'zod';
import type { BatchView } from './finance.ts';
import { PREMIUM } from './plan.ts';

/** A row of the roster export, as BPJS TK would read it. */
export interface ExportedRow {
  readonly rowId: string;
  readonly nik: string;
  readonly total: number;
}

export interface DownloadedFiles {
  /** SHA-256 by file name, computed here. */
  readonly sha256: Record<string, string>;
  readonly announced: Record<string, string>;
  readonly rows: readonly ExportedRow[];
  /** Rows and sum of the workbook, read on its own. */
  readonly workbook: { readonly rows: number; readonly total: number };
  readonly manifest: unknown;
}

const csvSchema = z.array(z.object({ NO_BARIS: z.string(), NIK: z.string(), TOTAL_IURAN: z.coerce.number() }));

/** Downloads every file of the batch and reads roster and manifest as the receiver would. */
export async function downloadFiles(batch: BatchView, folder: string): Promise<DownloadedFiles> {
  const bytes = new Map<string, Buffer>();
  for (const file of batch.files) {
    const answer = await fetch(file.url);
    if (!answer.ok) throw new Error(`download of ${file.name} answered ${answer.status}`);
    const content = Buffer.from(await answer.arrayBuffer());
    bytes.set(file.name, content);
    await writeFile(join(folder, file.name), content);
  }
  const need = (ending: string): Buffer => {
    const found = [...bytes].find(([name]) => name.endsWith(ending))?.[1];
    if (found === undefined) throw new Error(`the batch has no file ending in ${ending}`);
    return found;
  };
  const rows = csvSchema.parse(parse(need('roster.csv'), { columns: true, bom: true, relax_column_count: false }));
  return {
    sha256: Object.fromEntries(
      [...bytes].map(([name, content]) => [name, createHash('sha256').update(content).digest('hex')]),
    ),
    announced: Object.fromEntries(batch.files.map((file) => [file.name, file.sha256])),
    rows: rows.map((row) => ({ rowId: row.NO_BARIS, nik: row.NIK.replace(/^'/, ''), total: row.TOTAL_IURAN })),
    workbook: await readWorkbook(need('roster.xlsx')),
    manifest: JSON.parse(need('manifest.json').toString('utf8')),
  };
}

async function readWorkbook(bytes: Buffer): Promise<DownloadedFiles['workbook']> {
  const sheet = (await readXlsx(new Uint8Array(bytes))).sheets[0];
  const [header = [], ...rows] = sheet?.rows ?? [];
  const column = header.indexOf('TOTAL_IURAN');
  return { rows: rows.length, total: rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0) };
}

export interface AnswerOrder {
  /** So many rows, the first ones, are rejected. */
  readonly rejected: number;
  /** So many after those get a word that nobody has configured. */
  readonly unclear?: number;
  /** Local day. */
  readonly coverFrom: string;
}

/** BPJS TK's answers: all other rows are accepted. */
export async function writeAnswers(
  path: string,
  rows: readonly ExportedRow[],
  { rejected, unclear = 0, coverFrom }: AnswerOrder,
): Promise<void> {
  const lines = rows.map(({ nik }, index) => {
    if (index < rejected) return [nik, 'error', '', '', 'NIK tidak ditemukan di Dukcapil'];
    if (index < rejected + unclear) return [nik, 'menunggu verifikasi cabang', '', '', ''];
    return [nik, 'data cocok', `27${nik.slice(-9)}`, coverFrom, ''];
  });
  const header = ['NIK', 'HASIL', 'KPJ', 'TGL_KEPESERTAAN', 'ALASAN'];
  await writeFile(path, stringify([header, ...lines], { delimiter: ';' }));
}

export interface BankReportOrder {
  readonly kodeIuran: string;
  /** First month of the batch. */
  readonly firstMonth: string;
  readonly months: number;
  /** Local day of the transactions. */
  readonly day: string;
  /** So many rows, the first ones, tell a rupiah less than was billed. */
  readonly short: number;
}

const BANK_HEADINGS = ['No REFF', 'Nomor ID', 'Kode Iuran', 'Kode Program', 'DateTime Trx', 'TotalAmount'];
const BANK_PERIOD = 'periode tagihan';

/** The bank's report to the biller, a row for each premium that it took: headings between semicolons, cells between bars. */
export async function writeBankReport(
  path: string,
  rows: readonly ExportedRow[],
  { kodeIuran, firstMonth, months, day, short }: BankReportOrder,
): Promise<void> {
  const [jkk, jkm] = [PREMIUM.JKK * months, PREMIUM.JKM * months];
  const time = `${day.replaceAll('-', '')} 00:00:01`;
  const lines = rows.map(({ nik, total }, index) => {
    const taken = index < short ? total - 1 : total;
    const programmes = `JHT=0#JKK=${jkk}#JKM=${jkm - (total - taken)}`;
    return [`R-${index + 1}`, nik, kodeIuran, programmes, time, taken, firstMonth.replace('-', '')].join('|');
  });
  await writeFile(path, [[...BANK_HEADINGS, BANK_PERIOD].join(';'), ...lines].join('\r\n'));
}
