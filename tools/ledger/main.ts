import { parseArgs } from 'node:util';
import { checkLedger } from './check.ts';
import { latestStateFolder, stateFolderIn, withStateTable } from './state-table.ts';

const USAGE = `Usage: npm run ledger:verify [-- --state DIR]

Recomputes every balance from the journal and follows every audit chain. Without --state: the state that npm start or a
demo wrote last. Ends with 1 when something differs.`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { state: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const stateFolder = values.state === undefined ? latestStateFolder() : stateFolderIn(values.state);
  console.log(`State: ${stateFolder}`);
  const { lines, differences } = await withStateTable(stateFolder, checkLedger);
  for (const line of lines) console.log(line);
  return differences === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
