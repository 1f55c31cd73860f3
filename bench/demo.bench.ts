import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { informed, promised } from './measure.ts';
import type { Measure } from './measure.ts';

const GROWTH = 4;

const summarySchema = z.object({
  secondsInAll: z.number(),
  seconds: z.record(z.string(), z.number()),
  writeUnits: z.object({ perWorker: z.number() }),
});
type Summary = z.infer<typeof summarySchema>;

/** The whole demo, each time on a system of its own, with so many workers and with four times as many. */
export async function benchDemo(workers: number): Promise<Measure[]> {
  // The first run of all would also pay for building the bundles.
  await demo(1);
  const once = await demo(workers);
  const fourTimes = await demo(workers * GROWTH);
  const seconds = (summary: Summary): string => `${summary.secondsInAll.toFixed(1)} s`;
  return [
    informed(
      `${workers} workers, from roster to closed batch`,
      seconds(once),
      'at most 60 s for 5005 on a quiet machine',
    ),
    informed(
      '  of which checking eligibility',
      `${(once.seconds['roster checked, budget reserved'] ?? 0).toFixed(1)} s`,
    ),
    informed(`${workers * GROWTH} workers`, seconds(fourTimes)),
    promised('four times the workers against one, time', fourTimes.secondsInAll / once.secondsInAll, { atMost: 4.5 }),
    // What a request costs once, however small, weighs on a few hundred workers.
    informed('write units a worker', once.writeUnits.perWorker.toFixed(2)),
    promised('write units a worker, four times as many', fourTimes.writeUnits.perWorker, { atMost: 2.5 }),
  ];
}

async function demo(workers: number): Promise<Summary> {
  const main = fileURLToPath(new URL('../tools/demo/main.ts', import.meta.url));
  const options = ['--workers', String(workers), '--bad-rows', '0', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...options], { maxBuffer: 64 * 1024 * 1024 });
  return summarySchema.parse(JSON.parse(stdout));
}
