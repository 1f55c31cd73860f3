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

/** Lambda answers at most six megabytes. */
const MAX_RESPONSE = 6_291_556;

interface Current {
  requestId: string;
  finish: (result: InvocationResult) => void;
  timer: NodeJS.Timeout;
}

/** One execution environment: a worker thread that has loaded the function's code and handles one event at a time. */
export class Instance {
  readonly #model: FunctionModel;
  readonly #worker: Worker;
  readonly #loaded: Promise<void>;
  #current: Current | undefined;
  isDead = false;
  idleSince = Date.now();

  constructor(model: FunctionModel, settings: { environment: Record<string, string>; log: WriteStream }) {
    this.#model = model;
    this.#worker = new Worker(new URL('./instance-worker.mjs', import.meta.url), {
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
    this.#loaded = new Promise((resolve) => {
      this.#worker.once('message', () => resolve());
      this.#worker.once('exit', () => resolve());
    });
    this.#worker.on('message', (message) => this.#answer(message));
    this.#worker.on('error', (error) => this.#died(errorMessage(error)));
    this.#worker.on('exit', (code) => this.#died(`exit status ${code}`));
    // Waiting instances must not keep the process alive.
    this.#worker.unref();
  }

  /** The timeout begins when the code has been loaded, as on AWS, where the start is not counted. */
  async invoke(event: string): Promise<InvocationResult> {
    this.#worker.ref();
    await this.#loaded;
    const requestId = randomUUID();
    const milliseconds = this.#model.timeoutSeconds * 1000;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#timedOut(requestId), milliseconds);
      this.#current = { requestId, timer, finish: resolve };
      if (this.isDead) this.#died('before the event');
      else this.#worker.postMessage({ requestId, event, deadline: Date.now() + milliseconds });
    });
  }

  async stop(): Promise<void> {
    this.isDead = true;
    await this.#worker.terminate();
  }

  #answer(message: unknown): void {
    if (message === 'loaded') return;
    const { requestId, payload, isError } = answerSchema.parse(message);
    if (this.#current?.requestId !== requestId) return;
    if (Buffer.byteLength(payload) <= MAX_RESPONSE) this.#finish({ payload, isError });
    else
      this.#fail(
        'Function.ResponseSizeTooLarge',
        `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE} bytes).`,
      );
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
