import type { Text } from '../../../domain/text.ts';

/** What went wrong with a call, as far as a person would do different things about it. */
export type FailureKind =
  | 'offline'
  | 'timeout'
  | 'signed-out'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'invalid'
  | 'busy'
  | 'server'
  /** The browser keeps nothing. */
  | 'device'
  | 'unexpected';

interface FailureDetails {
  readonly code?: string;
  readonly text?: Text;
  readonly field?: string;
  readonly reference?: string;
  readonly cause?: unknown;
}

/** A call that did not give an answer to work with. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  /** The server's own code, sentence and field, when it gave a reason. */
  readonly code: string | undefined;
  readonly text: Text | undefined;
  readonly field: string | undefined;
  /** The call's number in the gateway's log, by which whoever looks into it finds it. */
  readonly reference: string | undefined;
  constructor(kind: FailureKind, details: FailureDetails = {}) {
    super(details.code ?? kind, { cause: details.cause });
    this.kind = kind;
    this.code = details.code;
    this.text = details.text;
    this.field = details.field;
    this.reference = details.reference;
  }
}

/** Kinds that may pass by themselves; whether the server has done its work is then not known. */
const PASSING: readonly FailureKind[] = ['offline', 'timeout', 'busy', 'server'];

export function isPassing(error: unknown): boolean {
  return error instanceof Failure && PASSING.includes(error.kind);
}

export function kindOfStatus(status: number): FailureKind {
  switch (status) {
    case 401:
      return 'signed-out';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 409:
      return 'conflict';
    case 413:
      return 'too-large';
    case 429:
      return 'busy';
    default:
      return status >= 500 ? 'server' : 'invalid';
  }
}
