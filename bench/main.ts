import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { benchApprovals } from './approvals.bench.ts';
import { benchBundles } from './bundles.bench.ts';
import { benchDemo } from './demo.bench.ts';
import { benchFiles } from './files.bench.ts';
import { printTable } from './measure.ts';
import type { Measure } from './measure.ts';
import { benchPortalUse } from './portal-use.bench.ts';
import { benchPortal } from './portal.bench.ts';
import { benchRoster } from './roster.bench.ts';
import { benchStepFunctions } from './stepfunctions.bench.ts';

const HELP = `npm run bench -- [--only roster|files|bundles|portal|stepfunctions|approvals|demo] [--workers N]

Speed and memory as ratios within one run. Fails when a ratio, a size or a count misses its target; seconds depend on
the machine and are only told. The demo part runs N workers (default 5005) and four times N.`;

const { values } = parseArgs({
  options: { only: { type: 'string' }, workers: { type: 'string', default: '5005' }, help: { type: 'boolean' } },
});

const PARTS: Readonly<Record<string, () => Promise<readonly Measure[]>>> = {
  roster: benchRoster,
  files: benchFiles,
  bundles: benchBundles,
  portal: async () => [...(await benchPortal()), ...(await benchPortalUse())],
  stepfunctions: benchStepFunctions,
  approvals: benchApprovals,
  demo: () => benchDemo(Number(values.workers)),
};

async function run(names: readonly string[]): Promise<boolean> {
  console.log(`Node.js ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'}`);
  let isMissed = false;
  for (const name of names) {
    console.log(`\n${name}`);
    const measures = (await PARTS[name]?.()) ?? [];
    printTable(measures, (line) => console.log(line));
    isMissed ||= measures.some((one) => one.isMissed === true);
  }
  return !isMissed;
}

const names = values.only === undefined ? Object.keys(PARTS) : [values.only];
if (values.help === true || !names.every((name) => name in PARTS) || !/^[1-9]\d*$/.test(values.workers)) {
  console.log(HELP);
  process.exitCode = values.help === true ? 0 : 2;
} else {
  process.exitCode = (await run(names)) ? 0 : 1;
}
