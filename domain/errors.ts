import type { Text } from './text.ts';

/** Why something is refused; the HTTP edge turns it into 400, 403, 404, 409 or 413. */
export type RefusalKind = 'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'too-large';

/**
 * Three answers to failure. The machine retries by NAME, so names are interface:
 * RefusedError: no retry, tell the person. TransientError: retry, bounded. BrokenError: stop, alarm (the default).
 */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code: string;
  readonly kind: RefusalKind;
  readonly text: Text;
  /** The field or place that is wrong, when there is one. */
  readonly field: string | undefined;
  constructor(problem: { code: string; text: Text; kind?: RefusalKind; field?: string; cause?: unknown }) {
    super(`${problem.code}: ${problem.text.en}`, { cause: problem.cause });
    this.code = problem.code;
    this.kind = problem.kind ?? 'invalid';
    this.text = problem.text;
    this.field = problem.field;
  }
}

export class TransientError extends Error {
  override readonly name = 'TransientError';
}

export class BrokenError extends Error {
  override readonly name = 'BrokenError';
}
