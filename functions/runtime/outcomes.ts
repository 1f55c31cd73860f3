import { BrokenError, RefusedError, TransientError } from '../../domain/errors.ts';

/** AWS errors that pass by themselves: throttling, time-outs, a service that is down for a moment. */
const PASSING_NAMES = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'TransactionInProgressException',
  'InternalServerError',
  'ServiceUnavailable',
  'SlowDown',
  'TimeoutError',
  'RequestTimeout',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
]);

function isPassing(error: Error): boolean {
  if (PASSING_NAMES.has(error.name)) return true;
  return 'code' in error && typeof error.code === 'string' && PASSING_NAMES.has(error.code);
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
