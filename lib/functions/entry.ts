/** What a function can be allowed; lib/constructs/access.ts says what each word means. */
export type Access =
  | 'table:read'
  | 'table'
  | 'table:insert'
  | 'uploads:read'
  | 'uploads:write'
  | 'records:read'
  | 'records:write'
  | 'work:read'
  | 'work:write'
  | 'nik-key'
  | 'link-mac'
  | 'sign'
  | 'ses'
  | 'start-premium-request'
  | 'start-payment-batch'
  | 'describe-executions'
  | 'answer-tokens'
  | 'nudge-mail';

export interface FunctionEntry {
  readonly kind: 'steps' | 'http';
  readonly purpose: string;
  readonly access: readonly Access[];
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency?: number;
}

type Limits = Partial<Pick<FunctionEntry, 'memoryMb' | 'timeoutSeconds' | 'reservedConcurrency'>>;

/** A step has no caller who waits; the longest work is one chunk or one streamed file. */
export const step = (purpose: string, access: readonly Access[], limits: Limits = {}): FunctionEntry => ({
  kind: 'steps',
  purpose,
  access,
  memoryMb: 512,
  timeoutSeconds: 60,
  ...limits,
});

/** API Gateway gives up after 30 s, so a call ends before. */
export const http = (purpose: string, access: readonly Access[], limits: Limits = {}): FunctionEntry => ({
  kind: 'http',
  purpose,
  access,
  memoryMb: 512,
  timeoutSeconds: 28,
  ...limits,
});

/** A whole file is streamed: a roster of 200,000 rows in, or a batch of 100,000 lines out. */
export const wholeFile: Limits = { memoryMb: 2048, timeoutSeconds: 900 };
/** One chunk with its claims or its lines. */
export const oneChunk: Limits = { memoryMb: 1024, timeoutSeconds: 120 };
