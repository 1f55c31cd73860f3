import * as z from 'zod';
import { BrokenError, RefusedError, TransientError } from '../../domain/errors.ts';

/** AWS errors that pass by themselves: throttling, conflicts, time-outs, a service that is down for a moment. */
const PASSING_NAMES = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'ThrottledException',
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'InternalServerError',
  'ServiceUnavailable',
  'SlowDown',
  'TimeoutError',
  'RequestTimeout',
  'ECONNRESET',
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

/** What the SDK says of an answer: any 5xx or 429 is the service's trouble, whatever its name. */
const answeredSchema = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) });

function isPassing(error: Error): boolean {
  if (PASSING_NAMES.has(error.name)) return true;
  if ('code' in error && typeof error.code === 'string' && PASSING_NAMES.has(error.code)) return true;
  const answered = answeredSchema.safeParse(error);
  const status = answered.success ? answered.data.$metadata.httpStatusCode : 0;
  return status >= 500 || status === 429;
}

/**
 * The one mapper from anything thrown to the three answers. Unknown means Broken.
 * @returns RefusedError, TransientError or BrokenError, the original kept as `cause`
 */
export function classify(thrown: unknown): RefusedError | TransientError | BrokenError {
  if (thrown instanceof RefusedError || thrown instanceof TransientError || thrown instanceof BrokenError)
    return thrown;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (isPassing(error)) return new TransientError(`${error.name}: ${error.message}`, { cause: error });
  return new BrokenError(`${error.name}: ${error.message}`, { cause: error });
}
