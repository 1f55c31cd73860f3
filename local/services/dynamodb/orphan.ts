import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { errorCode } from '../../json.ts';

/**
 * Ends a DynamoDB Local that an earlier, killed runtime left behind on the same data folder: two on one folder would
 * corrupt it. The command line is checked because the pid may belong to another program by now.
 */
export function killOrphan(pidFile: string, dataFolder: string): void {
  const pid = readPid(pidFile);
  if (pid === undefined) return;
  const command = commandOf(pid);
  if (command.includes('DynamoDBLocal.jar') && command.includes(dataFolder)) {
    process.kill(pid, 'SIGKILL');
    while (commandOf(pid).includes('DynamoDBLocal.jar'));
  }
  rmSync(pidFile, { force: true });
}

function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile, 'utf8'));
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return commandByPs(pid);
  }
}

/** For systems without /proc. */
function commandByPs(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return '';
  }
}
