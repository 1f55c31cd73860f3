import { runScenario } from './kill-scenario.ts';

const [folder = '', killAt = '0'] = process.argv.slice(2);

await runScenario(folder, (n) => {
  if (n === Number(killAt)) process.kill(process.pid, 'SIGKILL');
});
