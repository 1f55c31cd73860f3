/** Named retry policies. Errors are told apart by name; docs/errors.md lists the names and who acts. */
export interface RetryPolicy {
  readonly Comment: string;
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy: 'FULL' | 'NONE';
}

/**
 * Lambda itself stumbles or has no room; the function did not run, or its answer was lost.
 * Delays at most 2 + 4 + 8 + 16 + 32 + 60 + 60 + 60 = 242 s (about 4 minutes) over 8 retries; the jitter only shortens.
 */
const lambdaService: RetryPolicy = {
  Comment: 'Lambda service: 8 retries, at most 242 s',
  ErrorEquals: [
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.TooManyRequestsException',
  ],
  IntervalSeconds: 2,
  MaxAttempts: 8,
  BackoffRate: 2,
  MaxDelaySeconds: 60,
  JitterStrategy: 'FULL',
};

/**
 * The step says that the trouble passes (throttling, conflicts, a service that is down).
 * Delays at most 3 + 6 + 12 + 24 + 48 + 96 + 120 + 120 = 429 s (about 7 minutes) over 8 retries.
 */
const passing: RetryPolicy = {
  Comment: 'TransientError: 8 retries, at most 429 s',
  ErrorEquals: ['TransientError'],
  IntervalSeconds: 3,
  MaxAttempts: 8,
  BackoffRate: 2,
  MaxDelaySeconds: 120,
  JitterStrategy: 'FULL',
};

/**
 * The function was cut off: out of time, out of memory, or its process died. Steps may be repeated, and once or twice
 * helps when a neighbour was slow; more would only repeat what is too big. Delays 10 + 20 = 30 s over 2 retries.
 */
const cutOff: RetryPolicy = {
  Comment: 'Function cut off: 2 retries, 30 s',
  ErrorEquals: ['Sandbox.Timedout', 'Lambda.Unknown', 'Runtime.ExitError'],
  IntervalSeconds: 10,
  MaxAttempts: 2,
  BackoffRate: 2,
  JitterStrategy: 'NONE',
};

/**
 * S3 did not give the list or take the results. Chunks that are done are done again, which changes nothing.
 * Delays 10 + 20 + 40 = 70 s over 3 retries.
 */
const mapStorage: RetryPolicy = {
  Comment: 'List or results of a map: 3 retries, 70 s',
  ErrorEquals: ['States.ItemReaderFailed', 'States.ResultWriterFailed'],
  IntervalSeconds: 10,
  MaxAttempts: 3,
  BackoffRate: 2,
  JitterStrategy: 'NONE',
};

export const TASK_RETRIES = [lambdaService, passing, cutOff] as const;
export const MAP_RETRIES = [mapStorage] as const;
