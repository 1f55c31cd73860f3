/** An answer of the wire protocol that is an error: AWS's exception name and a message. */
export class StatesApiError extends Error {
  override readonly name = 'StatesApiError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The journal file cannot be used; it is left as it is. */
export class JournalUnreadableError extends Error {
  override readonly name = 'JournalUnreadableError';
}

/** Why a state failed, as Retry, Catch and the history see it. Absent fields stay absent, as for a Fail state without them. */
export interface Failure {
  error?: string;
  cause?: string;
  /** Field of an EvaluationFailed event, for example `Output/total`. */
  location?: string;
  /** Names under which Retry and Catch may also know the error. */
  alias?: string;
}

/** A failure of what there is of its parts: absent ones stay absent. */
export function present({ error, cause }: { error?: string | undefined; cause?: string | undefined }): Failure {
  return { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
}

/** Thrown inside a state; becomes its Failure. `located` failures get AWS's sentence about state and event id in front. */
export class StateFault extends Error {
  override readonly name = 'StateFault';
  readonly failure: Failure;
  readonly located: boolean;
  constructor(failure: Failure, located = false) {
    super(failure.cause ?? failure.error ?? 'failed');
    this.failure = failure;
    this.located = located;
  }
}

/**
 * A fault of a query expression or of a value it gave: States.QueryEvaluationError with an EvaluationFailed event.
 * @param location path of the field, for example `Arguments/FunctionName`
 * @param detail what follows AWS's sentence about the state
 */
export function evaluationFault(location: string, detail: string): StateFault {
  return new StateFault({ error: 'States.QueryEvaluationError', cause: detail, location }, true);
}

/** The payload quota of 262,144 bytes, see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html. */
export const PAYLOAD_LIMIT = 262_144;

/** Whether a JSON text is over the payload quota, in bytes of UTF-8. */
export function isOverPayloadLimit(text: string): boolean {
  return text.length * 3 > PAYLOAD_LIMIT && Buffer.byteLength(text) > PAYLOAD_LIMIT;
}

/** @param what the task's service or the state's name, as AWS puts it into the cause */
export function dataLimitFault(what: string): StateFault {
  const cause = `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  return new StateFault({ error: 'States.DataLimitExceeded', cause });
}
