import { runWorkflow } from './kill-run.ts';

const [folder = '', killAt = '0'] = process.argv.slice(2);

await runWorkflow(folder, (n) => {
  if (n === Number(killAt)) process.kill(process.pid, 'SIGKILL');
});
