import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'csv-parse';
import * as z from 'zod';
import { evaluateBeforeClaim, prepareRules } from '../domain/eligibility/evaluate.ts';
import type { PreparedRules } from '../domain/eligibility/evaluate.ts';
import { month } from '../domain/period/period.ts';
import { parseRegionRows } from '../domain/region/region.ts';
import { parseRosterBatches } from '../domain/roster/parse-roster.ts';
import type { RosterRules } from '../domain/roster/validate-row.ts';
import { createPricer } from '../domain/tariff/profile.ts';
import type { Pricer } from '../domain/tariff/profile.ts';
import { readSampleConfiguration } from '../tools/configuration-folder.ts';
import { writeRosterFile } from '../tools/roster/write.ts';
import { informed, median, peakMegabytes, promised } from './measure.ts';
import type { Measure } from './measure.ts';

const ROUNDS = 5;
const reportSchema = z.object({ rupiah: z.int(), peakMegabytes: z.number() });

/**
 * Parsing, validating, the rules that need no other data, and pricing: speed against csv-parse alone on the same 100,000
 * rows, and peak memory of 100,000 against 20,000 rows, each in its own process.
 */
export async function benchRoster(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'roster-bench-'));
  try {
    const large = await writeSample(folder, 100_000);
    const small = await writeSample(folder, 20_000);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        alone: await secondsOf(() => streamAlone(large)),
        priced: await secondsOf(() => price(large)),
        judged: await secondsOf(() => judge(large)),
      });
    }
    return [...speeds(rounds), ...memory(await peakOf(small), await peakOf(large))];
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Seconds of processor time for the 100,000 rows. */
interface Round {
  readonly alone: number;
  readonly priced: number;
  readonly judged: number;
}

function speeds(rounds: readonly Round[]): Measure[] {
  const rowsASecond = (what: string, kind: keyof Round): Measure =>
    informed(what, `${(100 / Math.min(...rounds.map((round) => round[kind]))).toFixed(0)} thousand rows/s`);
  const against = (kind: keyof Round): number => median(rounds.map((round) => round.alone / round[kind]));
  return [
    rowsASecond('csv-parse alone', 'alone'),
    rowsASecond('parse, validate and price', 'priced'),
    rowsASecond('the same with the rules of eligibility', 'judged'),
    promised('speed against csv-parse alone', against('priced'), { atLeast: 0.5 }),
    informed('with the rules of eligibility', against('judged').toFixed(2)),
  ];
}

function memory(rows20000: number, rows100000: number): Measure[] {
  return [
    informed('peak memory, 20,000 rows', `${rows20000.toFixed(0)} MB`),
    informed('peak memory, 100,000 rows', `${rows100000.toFixed(0)} MB`),
    promised('peak memory, 100,000 against 20,000 rows', rows100000 / rows20000, { atMost: 1.3 }),
  ];
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

async function price(file: string): Promise<number> {
  const { roster, priceOf } = await sampleRules();
  let sum = 0;
  for await (const items of parseRosterBatches({ source: createReadStream(file), rules: roster })) {
    for (const item of items) if (item.kind === 'good') sum += priceOf(item.row).price.total;
  }
  return sum;
}

async function judge(file: string): Promise<number> {
  const { roster, rules, priceOf } = await sampleRules();
  let sum = 0;
  for await (const items of parseRosterBatches({ source: createReadStream(file), rules: roster })) {
    for (const item of items) {
      if (item.kind !== 'good') continue;
      const { outcome } = evaluateBeforeClaim({ row: item.row, lookups: {}, rules });
      if (outcome !== 'refuse') sum += priceOf(item.row).price.total;
    }
  }
  return sum;
}

/** Processor time: other work on the machine lengthens it less than the time on the clock. */
async function secondsOf(run: () => Promise<number>): Promise<number> {
  const start = process.cpuUsage();
  if ((await run()) < 1) throw new Error('nothing was read');
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000_000;
}

/** Peak resident memory of a process that does nothing but judge the file. */
async function peakOf(file: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), file]);
  return reportSchema.parse(JSON.parse(stdout)).peakMegabytes;
}

interface SampleRules {
  readonly roster: RosterRules;
  readonly rules: PreparedRules;
  readonly priceOf: Pricer;
}

/** The sample regency's rules for January of next year. */
async function sampleRules(): Promise<SampleRules> {
  const today = '2026-11-22';
  const { programmes, fundingSources, tariffs, calendar } = readSampleConfiguration(2026).parsed;
  const [fundingSource] = fundingSources;
  if (fundingSource === undefined) throw new Error('the sample has no funding source');
  const codes = new Set(await villages());
  const period = { firstMonth: month('2027-01'), months: 1 } as const;
  return {
    roster: { today, knownVillages: codes, allowedVillages: codes, occupations: programmes.occupations },
    rules: prepareRules({ programme: programmes, villages: codes, period, today, calendar }),
    priceOf: createPricer({
      programmes: programmes.defaultProgrammes,
      basis: programmes.basis,
      segment: programmes.segment,
      fundingSource,
      tariffs,
      period,
    }),
  };
}

async function villages(): Promise<string[]> {
  const csv = await readFile(new URL('../config/region/villages-1410.csv', import.meta.url), 'utf8');
  return parseRegionRows(csv).map(({ code }) => code);
}

const [, script, sample] = process.argv;
if (script === fileURLToPath(import.meta.url) && sample !== undefined) {
  console.log(JSON.stringify({ rupiah: await judge(sample), peakMegabytes: peakMegabytes() }));
}
