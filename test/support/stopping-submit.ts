import type { SubmitDeps } from '../../functions/http/submit-request/step.ts';
import { StoppedError } from './stopping-table.ts';

const WRITES = new Set(['PutCommand', 'UpdateCommand', 'DeleteCommand', 'TransactWriteCommand', 'BatchWriteCommand']);

export interface Stop {
  /** 1-based number of the write at which the process dies. */
  readonly write: number;
  /** Whether that write is stored. */
  readonly when: 'before' | 'after';
}

/** The dependencies of a process that dies at its n-th write, to whichever service it goes; nothing works afterwards. */
export function depsThatStop(deps: SubmitDeps, { write, when }: Stop): { deps: SubmitDeps; writes: () => number } {
  let seen = 0;
  let isDead = false;
  const mustLive = (): void => {
    if (isDead) throw new StoppedError('stopped');
  };
  const stop = (): never => {
    isDead = true;
    throw new StoppedError('stopped');
  };
  const writing = async <T>(perform: () => Promise<T>): Promise<T> => {
    mustLive();
    seen += 1;
    const isLast = seen === write;
    if (isLast && when === 'before') return stop();
    const answer = await perform();
    return isLast ? stop() : answer;
  };
  const client = new Proxy(deps.table.client, {
    get: (target, name, receiver) => {
      if (name !== 'send') return Reflect.get(target, name, receiver) as unknown;
      return (command: Parameters<typeof target.send>[0]): Promise<unknown> => {
        if (WRITES.has(command.constructor.name)) return writing(() => target.send(command));
        mustLive();
        return target.send(command);
      };
    },
  });
  return {
    writes: () => seen,
    deps: {
      ...deps,
      table: { ...deps.table, client },
      objects: {
        readObject: deps.objects.readObject,
        copySealed: (from, to) => writing(() => deps.objects.copySealed(from, to)),
        putNew: (content, bytes) => writing(() => deps.objects.putNew(content, bytes)),
      },
      executions: { startExecution: (start) => writing(() => deps.executions.startExecution(start)) },
    },
  };
}
