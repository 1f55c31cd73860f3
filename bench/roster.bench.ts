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
import { median, promised, informed } from './measure.ts';
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
    const rounds: { alone: number; whole: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({ alone: await secondsOf(() => streamAlone(large)), whole: await secondsOf(() => judge(large)) });
    }
    const rows20000 = await peakOf(small);
    const rows100000 = await peakOf(large);
    const fastest = (pick: (round: { alone: number; whole: number }) => number): string =>
      `${(100 / Math.min(...rounds.map(pick))).toFixed(0)} thousand rows/s`;
    return [
      informed(
        'csv-parse alone',
        fastest(({ alone }) => alone),
      ),
      informed(
        'parse, validate, judge and price',
        fastest(({ whole }) => whole),
      ),
      promised('speed against csv-parse alone', median(rounds.map(({ alone, whole }) => alone / whole)), {
        atLeast: 0.5,
      }),
      informed('peak memory, 20,000 rows', `${rows20000.toFixed(0)} MB`),
      informed('peak memory, 100,000 rows', `${rows100000.toFixed(0)} MB`),
      promised('peak memory, 100,000 against 20,000 rows', rows100000 / rows20000, { atMost: 1.3 }),
    ];
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
  const { roster, rules, price } = await sampleRules();
  let sum = 0;
  for await (const items of parseRosterBatches({ source: createReadStream(file), rules: roster })) {
    for (const item of items) {
      if (item.kind !== 'good') continue;
      const { outcome } = evaluateBeforeClaim({ row: item.row, lookups: {}, rules });
      if (outcome !== 'refuse') sum += price(item.row).price.total;
    }
  }
  return sum;
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

interface SampleRules {
  readonly roster: RosterRules;
  readonly rules: PreparedRules;
  readonly price: Pricer;
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
    price: createPricer({
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
  console.log(JSON.stringify({ rupiah: await judge(sample), peakMegabytes: process.resourceUsage().maxRSS / 1024 }));
}
