import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'csv-parse';
import * as z from 'zod';
import { parseRegionRows } from '../domain/region/region.ts';
import { parseRosterBatches } from '../domain/roster/parse-roster.ts';
import type { RosterRules } from '../domain/roster/validate-row.ts';
import { OCCUPATIONS } from '../tools/roster/words.ts';
import { writeRosterFile } from '../tools/roster/write.ts';

const ROUNDS = 5;
const reportSchema = z.object({ rows: z.int(), peakMegabytes: z.number() });

export interface RosterBench {
  /** Thousand rows a second of csv-parse alone, streaming, best of five. */
  readonly csvParseAlone: number;
  /** The same of parsing and validating. */
  readonly parseAndValidate: number;
  /** Median over the rounds of their ratio within a round; 0.5 is the least that will do. */
  readonly speedRatio: number;
  readonly peakMegabytes: { readonly rows20000: number; readonly rows100000: number };
  /** At most 1.3. */
  readonly memoryRatio: number;
}

/** Speed against csv-parse on the same 100,000 rows, and peak memory of 100,000 against 20,000 rows, each in its own process. */
export async function benchRoster(): Promise<RosterBench> {
  const folder = await mkdtemp(join(tmpdir(), 'roster-bench-'));
  try {
    const large = await writeSample(folder, 100_000);
    const small = await writeSample(folder, 20_000);
    const rounds: { alone: number; whole: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({ alone: await secondsOf(() => streamAlone(large)), whole: await secondsOf(() => judge(large)) });
    }
    const ratios = rounds.map(({ alone, whole }) => alone / whole).toSorted((a, b) => a - b);
    const rows20000 = await peakOf(small);
    const rows100000 = await peakOf(large);
    return {
      csvParseAlone: 100 / Math.min(...rounds.map(({ alone }) => alone)),
      parseAndValidate: 100 / Math.min(...rounds.map(({ whole }) => whole)),
      speedRatio: ratios[Math.floor(ROUNDS / 2)] ?? 0,
      peakMegabytes: { rows20000, rows100000 },
      memoryRatio: rows100000 / rows20000,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeSample(folder: string, workers: number): Promise<string> {
  const file = join(folder, `${workers}.csv`);
  await writeRosterFile(file, { workers, badRows: 0, seed: 1, villages: await villages() });
  return file;
}

async function streamAlone(file: string): Promise<number> {
  let rows = 0;
  for await (const _ of createReadStream(file).pipe(parse())) rows += 1;
  return rows;
}

async function judge(file: string): Promise<number> {
  const rules = await sampleRules();
  let rows = 0;
  for await (const items of parseRosterBatches({ source: createReadStream(file), rules })) {
    for (const item of items) if (item.kind === 'good') rows += 1;
  }
  return rows;
}

async function secondsOf(run: () => Promise<number>): Promise<number> {
  const start = performance.now();
  if ((await run()) < 1) throw new Error('nothing was read');
  return (performance.now() - start) / 1000;
}

/** Peak resident memory of a process that does nothing but judge the file. */
async function peakOf(file: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), file]);
  return reportSchema.parse(JSON.parse(stdout)).peakMegabytes;
}

async function sampleRules(): Promise<RosterRules> {
  const codes = new Set(await villages());
  const occupations = OCCUPATIONS.map(([name]) => ({ code: name.toLowerCase(), names: [name] }));
  return { today: '2026-11-22', knownVillages: codes, allowedVillages: codes, occupations };
}

async function villages(): Promise<string[]> {
  const csv = await readFile(new URL('../config/region/villages-1410.csv', import.meta.url), 'utf8');
  return parseRegionRows(csv).map(({ code }) => code);
}

const [, script, sample] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  if (sample === undefined) console.log(JSON.stringify(await benchRoster(), undefined, 2));
  else console.log(JSON.stringify({ rows: await judge(sample), peakMegabytes: process.resourceUsage().maxRSS / 1024 }));
}
