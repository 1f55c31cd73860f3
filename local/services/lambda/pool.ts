import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { Instance, type InvocationResult } from './instance.ts';
import type { FunctionModel } from './model.ts';

/** Concurrency reserved for the function is used up, as on AWS. */
export class TooManyRequestsError extends Error {
  override readonly name = 'TooManyRequestsError';
}

const IDLE_MILLISECONDS = 60_000;

/**
 * The instances of one function. They start when first needed, up to a bound for this machine; further events wait in
 * line. Only reserved concurrency refuses, since on AWS more instances would start.
 */
export class FunctionPool {
  readonly model: FunctionModel;
  readonly #settings: { environment: Record<string, string>; maxInstances: number };
  readonly #log: WriteStream;
  readonly #instances = new Set<Instance>();
  readonly #idle: Instance[] = [];
  readonly #waiting: Array<(instance: Instance) => void> = [];
  #running = 0;
  #isStopped = false;

  constructor(
    model: FunctionModel,
    settings: { environment: Record<string, string>; maxInstances: number; logFile: string },
  ) {
    this.model = model;
    this.#settings = settings;
    mkdirSync(dirname(settings.logFile), { recursive: true });
    // Every instance pipes its two streams into it, which from six instances on looks like a leak to Node.js.
    this.#log = createWriteStream(settings.logFile, { flags: 'a' }).setMaxListeners(0);
  }

  async invoke(event: string): Promise<InvocationResult> {
    const reserved = this.model.reservedConcurrency;
    if (reserved !== undefined && this.#running >= reserved) throw new TooManyRequestsError('Rate Exceeded.');
    return this.invokeInTurn(event);
  }

  /** As `invoke`, but waits in line at the reserved concurrency: asynchronous events are patient. */
  async invokeInTurn(event: string): Promise<InvocationResult> {
    this.#running += 1;
    try {
      const instance = await this.#take();
      try {
        return await instance.invoke(event);
      } finally {
        this.#giveBack(instance);
      }
    } finally {
      this.#running -= 1;
    }
  }

  /** Ends instances that have had nothing to do for a while. */
  reap(): void {
    while (this.#idle[0] !== undefined && Date.now() - this.#idle[0].idleSince > IDLE_MILLISECONDS) {
      const instance = this.#idle.shift();
      if (instance === undefined) return;
      this.#instances.delete(instance);
      void instance.stop();
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#instances].map((instance) => instance.stop()));
    await new Promise<void>((resolve) => this.#log.end(() => resolve()));
  }

  #take(): Promise<Instance> {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (!idle.isDead) return Promise.resolve(idle);
      this.#instances.delete(idle);
    }
    if (this.#instances.size < this.#settings.maxInstances) return Promise.resolve(this.#start());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #start(): Instance {
    const instance = new Instance(this.model, { environment: this.#settings.environment, log: this.#log });
    this.#instances.add(instance);
    return instance;
  }

  #giveBack(instance: Instance): void {
    if (instance.isDead) this.#instances.delete(instance);
    if (this.#isStopped) return;
    const next = this.#waiting.shift();
    if (next === undefined) {
      if (!instance.isDead) this.#idle.push(instance);
    } else next(instance.isDead ? this.#start() : instance);
  }
}
