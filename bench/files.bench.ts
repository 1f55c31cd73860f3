import { execFile } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { stringify } from 'csv-stringify';
import ExcelJS from 'exceljs';
import * as z from 'zod';
import { createCellWriter } from '../functions/files/export-cells.ts';
import type { ExportCell } from '../functions/files/export-cells.ts';
import { recapCsv } from '../functions/files/recap.ts';
import { recapPdf } from '../functions/files/recap-pdf.ts';
import { recapXlsx } from '../functions/files/recap-xlsx.ts';
import { rosterCsv } from '../functions/files/roster-csv.ts';
import { rosterXlsx } from '../functions/files/roster-xlsx.ts';
import { POOL, context, lineAt, pieces, recapOf } from './batch-sample.ts';
import { informed, median, peakMegabytes, promised } from './measure.ts';
import type { Measure } from './measure.ts';

const ROUNDS = 3;
const SIZES = [10_000, 100_000] as const;

/** Each way to write a batch's lines; it tells the bytes it wrote. */
const WRITERS = {
  'roster.csv': (lines: number) => bytesOf(rosterCsv(context, pieces(lines))),
  'csv-stringify': csvStringify,
  'roster.xlsx': (lines: number) => bytesOf(rosterXlsx(context, pieces(lines))),
  exceljs,
  'recap.csv': async (lines: number) => recapCsv(await recapOf(lines)).length,
  'recap.xlsx': async (lines: number) => (await recapXlsx(await recapOf(lines))).length,
  'recap.pdf': async (lines: number) => recapPdf(await recapOf(lines)).length,
} as const;
type Writer = keyof typeof WRITERS;
const OURS = ['roster.csv', 'roster.xlsx', 'recap.csv', 'recap.xlsx', 'recap.pdf'] as const satisfies readonly Writer[];

/**
 * The files of a batch of 10,000 and of 100,000 lines: lines per second of processor time next to `csv-stringify` alone,
 * which is handed finished cells, and `exceljs` streaming, and peak memory of each, in a process of its own.
 */
export async function benchFiles(): Promise<Measure[]> {
  const speeds: Measure[] = [];
  for (const lines of SIZES) speeds.push(...(await speedsOf(lines)));
  const memory: Measure[] = [];
  for (const writer of OURS) {
    const [small, large] = [await peakOf(writer, SIZES[0]), await peakOf(writer, SIZES[1])];
    memory.push(
      promised(`peak memory of ${writer}, 100,000 against 10,000 lines (${large.toFixed(0)} MB)`, large / small, {
        atMost: 1.3,
      }),
    );
  }
  return [...speeds, ...memory];
}

async function speedsOf(lines: number): Promise<Measure[]> {
  const rounds: Record<Writer, number>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const seconds: Partial<Record<Writer, number>> = {};
    for (const writer of names()) seconds[writer] = await secondsOf(() => WRITERS[writer](lines));
    rounds.push(recordSchema.parse(seconds));
  }
  const best = (writer: Writer): number => Math.min(...rounds.map((round) => round[writer]));
  const against = (ours: Writer, theirs: Writer): number => median(rounds.map((round) => round[theirs] / round[ours]));
  const count = lines.toLocaleString('en');
  return [
    ...names().map((writer) =>
      informed(`${writer}, ${count} lines`, `${(lines / best(writer) / 1000).toFixed(0)} thousand lines/s`),
    ),
    promised(`roster.xlsx against exceljs, ${count} lines`, against('roster.xlsx', 'exceljs'), { atLeast: 1 }),
    promised(`recap.xlsx against exceljs, ${count} lines`, against('recap.xlsx', 'exceljs'), { atLeast: 1 }),
    promised(`roster.csv against csv-stringify, ${count} lines`, against('roster.csv', 'csv-stringify'), {
      atLeast: 0.5,
    }),
    promised(`recap.csv against csv-stringify, ${count} lines`, against('recap.csv', 'csv-stringify'), {
      atLeast: 0.5,
    }),
  ];
}

const isWriter = (name: string): name is Writer => name in WRITERS;
const names = (): Writer[] => Object.keys(WRITERS).filter(isWriter);
const recordSchema = z.object({
  'roster.csv': z.number(),
  'csv-stringify': z.number(),
  'roster.xlsx': z.number(),
  exceljs: z.number(),
  'recap.csv': z.number(),
  'recap.xlsx': z.number(),
  'recap.pdf': z.number(),
});

async function bytesOf(source: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of source) bytes += chunk.byteLength;
  return bytes;
}

/** The cells of a piece of lines, made once. */
function cellsOfPool(): readonly ExportCell[][] {
  const write = createCellWriter(context);
  return POOL.map((_, index) => write(lineAt(index)));
}
const CELLS = cellsOfPool();

async function csvStringify(lines: number): Promise<number> {
  const writer = stringify({ record_delimiter: 'windows', escape_formulas: true });
  const written = bytesOf(writer);
  for (let index = 0; index < lines; index += 1) {
    if (!writer.write(CELLS[index % CELLS.length])) await new Promise((resolve) => writer.once('drain', resolve));
  }
  writer.end();
  return written;
}

async function exceljs(lines: number): Promise<number> {
  const stream = new PassThrough();
  const written = bytesOf(stream);
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream });
  const sheet = book.addWorksheet('Pekerja Rentan');
  sheet.columns = context.mapping.columns.map(({ header }) => ({ header, width: 14 }));
  for (let index = 0; index < lines; index += 1) sheet.addRow(CELLS[index % CELLS.length]).commit();
  sheet.commit();
  await book.commit();
  return written;
}

/** Processor time: other work on the machine lengthens it less than the time on the clock. */
async function secondsOf(run: () => Promise<number>): Promise<number> {
  const start = process.cpuUsage();
  if ((await run()) < 1) throw new Error('nothing was written');
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000_000;
}

/** Peak resident memory of a process that writes one file and nothing else, in megabytes. */
async function peakOf(writer: Writer, lines: number): Promise<number> {
  const script = fileURLToPath(import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, [script, writer, String(lines)]);
  return z.coerce.number().positive().parse(stdout);
}

const [, script, writer = '', lines] = process.argv;
if (script === fileURLToPath(import.meta.url) && isWriter(writer)) {
  await WRITERS[writer](Number(lines));
  console.log(peakMegabytes());
}
