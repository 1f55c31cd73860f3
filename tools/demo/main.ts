import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { villagesOf } from '../roster/villages.ts';
import { checkLedger } from '../ledger/check.ts';
import { withStateTable } from '../ledger/state-table.ts';
import { openChecks } from './checks.ts';
import type { Checks } from './checks.ts';
import { readOptions } from './options.ts';
import { openStages } from './stages.ts';
import { tellStory } from './story.ts';
import { buildSummary, printSummary } from './summary.ts';
import { startDemoSystem } from './system.ts';
import { readUsage } from './usage.ts';
import { verifyStory } from './verify.ts';

const REGENCY = '14.10';

async function main(): Promise<boolean> {
  const options = readOptions(process.argv.slice(2));
  const print = (line: string): void => {
    if (!options.json) console.log(line);
  };
  const begin = performance.now();
  const root = new URL('../../.lindung/', import.meta.url).pathname;
  await mkdir(root, { recursive: true });
  const folder = await mkdtemp(join(root, 'demo-'));
  const stages = openStages(print);
  const checks = openChecks();
  const stateFolder = join(folder, 'state');
  const system = await stages.run('system ready', () => startDemoSystem({ stateFolder, duplicateMail: options.rough }));
  try {
    const villages = await villagesOf(REGENCY);
    const fiscalYear = new Date().getFullYear() + 1;
    const story = await tellStory({ options, system, stages, checks, folder, villages, fiscalYear });
    verifyStory(story, options, checks);
    const ledger = options.rough
      ? await stages.run('ledger verified', () => verifyLedger(stateFolder, checks))
      : undefined;
    // A killed system counts from zero again, so only an undisturbed run knows its write units.
    const usage = options.rough ? undefined : await readUsage(system.ready().gatewayUrl);
    const secondsInAll = Math.round(performance.now() - begin) / 1000;
    const summary = buildSummary({
      story,
      options,
      checks,
      stages,
      secondsInAll,
      writeUnits: usage?.writeUnits,
      ledger,
    });
    if (options.json) console.log(JSON.stringify(summary, null, 2));
    else printSummary(summary, { print, folder });
    return checks.differences().length === 0;
  } finally {
    await system.stop();
  }
}

/** What `npm run ledger:verify` does, asked of the running system's own database. Gives its last line. */
async function verifyLedger(stateFolder: string, checks: Checks): Promise<string> {
  const { lines, differences } = await withStateTable(stateFolder, checkLedger);
  checks.equal('differences between ledger and journal', differences, 0);
  return lines.at(-1) ?? '';
}

process.exitCode = (await main()) ? 0 : 1;
