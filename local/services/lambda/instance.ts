import type { WriteStream } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { errorMessage } from '../../json.ts';
import type { FunctionModel } from './model.ts';

export interface InvocationResult {
  /** JSON text: the handler's result, or the error when `isError`. */
  payload: string;
  isError: boolean;
}

const answerSchema = z.object({ requestId: z.string(), payload: z.string(), isError: z.boolean().default(false) });

interface Current {
  requestId: string;
  finish: (result: InvocationResult) => void;
  timer: NodeJS.Timeout;
}

/** One execution environment: a worker thread that has loaded the function's code and handles one event at a time. */
export class Instance {
  readonly #model: FunctionModel;
  readonly #worker: Worker;
  #current: Current | undefined;
  isDead = false;
  idleSince = Date.now();

  constructor(model: FunctionModel, settings: { environment: Record<string, string>; log: WriteStream }) {
    this.#model = model;
    this.#worker = new Worker(new URL('./instance-worker.ts', import.meta.url), {
      env: settings.environment,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: model.memory },
      workerData: {
        file: model.file,
        exportName: model.exportName,
        functionName: model.name,
        functionArn: model.arn,
        memory: model.memory,
        logStream: `local/[$LATEST]${randomUUID().replaceAll('-', '')}`,
      },
    });
    this.#worker.stdout.pipe(settings.log, { end: false });
    this.#worker.stderr.pipe(settings.log, { end: false });
    this.#worker.on('message', (message) => this.#answer(message));
    this.#worker.on('error', (error) => this.#died(errorMessage(error)));
    this.#worker.on('exit', (code) => this.#died(`exit status ${code}`));
    // Waiting instances must not keep the process alive.
    this.#worker.unref();
  }

  invoke(event: string): Promise<InvocationResult> {
    const requestId = randomUUID();
    const { timeoutSeconds } = this.#model;
    this.#worker.ref();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#timedOut(requestId), timeoutSeconds * 1000);
      this.#current = { requestId, timer, finish: resolve };
      this.#worker.postMessage({ requestId, event, deadline: Date.now() + timeoutSeconds * 1000 });
    });
  }

  async stop(): Promise<void> {
    this.isDead = true;
    await this.#worker.terminate();
  }

  #answer(message: unknown): void {
    const { requestId, payload, isError } = answerSchema.parse(message);
    if (this.#current?.requestId === requestId) this.#finish({ payload, isError });
  }

  #timedOut(requestId: string): void {
    const seconds = this.#model.timeoutSeconds.toFixed(2);
    this.isDead = true;
    void this.#worker.terminate();
    this.#fail('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`);
  }

  #died(why: string): void {
    this.isDead = true;
    const requestId = this.#current?.requestId ?? '';
    this.#fail('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited with error: ${why}`);
  }

  #fail(errorType: string, message: string): void {
    this.#finish({ payload: JSON.stringify({ errorType, errorMessage: message }), isError: true });
  }

  #finish(result: InvocationResult): void {
    const current = this.#current;
    if (current === undefined) return;
    this.#current = undefined;
    clearTimeout(current.timer);
    this.idleSince = Date.now();
    if (!this.isDead) this.#worker.unref();
    current.finish(result);
  }
}
