import { Worker } from 'node:worker_threads';
import * as z from 'zod';

export interface Inbox {
  port: number;
  stop(): Promise<void>;
}

/**
 * Starts aws-ses-v2-local with its inbox page in a thread of its own, because it keeps its mails in a variable of the
 * module: two runtimes in one process would share them.
 */
export async function startInbox(settings: { file: string; duplicateMail: boolean }): Promise<Inbox> {
  const worker = new Worker(new URL('./inbox-worker.ts', import.meta.url), {
    workerData: settings,
    stdout: true,
    stderr: true,
  });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', (message) => {
      const parsed = z.object({ port: z.number() }).safeParse(message);
      if (parsed.success) resolve(parsed.data.port);
      else reject(new Error(`The inbox did not start: ${JSON.stringify(message)}`));
    });
    worker.once('error', reject);
  });
  return {
    port,
    stop: async () => {
      await worker.terminate();
    },
  };
}
