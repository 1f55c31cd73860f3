import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { RefusedError } from '../../domain/errors.ts';
import { LOG } from './log-messages.ts';
import { classify } from './outcomes.ts';
import { logger, metrics } from './telemetry.ts';

export interface StepSpec<Input, Output, Env, Deps> {
  readonly contract: { readonly input: z.ZodType<Input>; readonly output: z.ZodType<Output> };
  readonly env: z.ZodType<Env>;
  /** Makes the real dependencies, once per function instance. */
  readonly deps: (env: Env) => Deps;
  readonly run: (input: Input, deps: Deps) => Promise<Output>;
}

/** `make()` on the first call, the same value ever after; a promise that fails is forgotten, so that the next call tries again. */
export function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    if (made !== undefined) return made.value;
    const first = { value: make() };
    made = first;
    if (first.value instanceof Promise) {
      first.value.catch(() => {
        if (made === first) made = undefined;
      });
    }
    return first.value;
  };
}

/**
 * The one middy bundle of every step: logger and metrics; environment, input and output parsed with zod;
 * whatever is thrown leaves as RefusedError, TransientError or BrokenError, because the machine retries by name.
 */
export function stepHandler<Input, Output, Env, Deps>(spec: StepSpec<Input, Output, Env, Deps>) {
  const deps = once(() => spec.deps(spec.env.parse(process.env)));
  return middy()
    .use(injectLambdaContext(logger))
    .use(logMetrics(metrics))
    .handler(async (event: unknown, _context: Context): Promise<Output> => {
      try {
        const output = spec.contract.output.parse(await spec.run(spec.contract.input.parse(event), deps()));
        logger.debug(LOG.stepDone.message, { code: LOG.stepDone.code });
        return output;
      } catch (thrown) {
        const error = classify(thrown);
        if (error instanceof RefusedError)
          logger.info(LOG.stepRefused.message, { code: LOG.stepRefused.code, reason: error.code });
        else logger.error(LOG.stepFailed.message, { code: LOG.stepFailed.code, error });
        throw error;
      }
    });
}
