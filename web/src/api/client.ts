import * as z from 'zod';
import { textSchema } from '../../../domain/text-schema.ts';
import { SignInEndedError } from '../auth/session.ts';
import type { Session } from '../auth/session.ts';
import { addressOf } from './endpoint.ts';
import type { CallInput, CallOutput, Contract, Endpoint } from './endpoint.ts';
import { Failure, kindOfStatus } from './failure.ts';

const TIMEOUT = 30_000;

export interface CallOptions {
  /** Made once for one intent, so that a repeated call cannot act twice. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

export interface ApiClient {
  /** @throws Failure */
  readonly call: <C extends Contract>(
    endpoint: Endpoint<C>,
    input: CallInput<C>,
    options?: CallOptions,
  ) => Promise<CallOutput<C>>;
}

interface Wiring {
  readonly session: Pick<Session, 'token' | 'renew'>;
  readonly apiBase: string;
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  readonly timeout?: number;
}

/** Calls with the person's token; an ended sign-in is renewed and the call repeated, so that nothing typed is lost. */
export function openApiClient({ session, apiBase, fetch, timeout = TIMEOUT }: Wiring): ApiClient {
  return {
    call: async <C extends Contract>(endpoint: Endpoint<C>, input: CallInput<C>, options: CallOptions = {}) => {
      const { params, query, body }: { params?: unknown; query?: unknown; body?: unknown } = input;
      const address = `${apiBase}${addressOf(endpoint.path, { params, query })}`;
      const send = (token: string): Promise<Response> =>
        fetch(address, {
          method: endpoint.method,
          headers: headersOf(token, options),
          signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(options.signal ? [options.signal] : [])]),
          ...(endpoint.method === 'POST' && { body: JSON.stringify(body ?? {}) }),
        });
      try {
        const first = await send(await session.token());
        const answer = first.status === 401 ? await send(await session.renew()) : first;
        return await read<C['output']>(answer, endpoint.contract.output);
      } catch (error) {
        throw failureOf(error);
      }
    },
  };
}

function headersOf(token: string, { idempotencyKey }: CallOptions): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  };
}

const refusalSchema = z.object({
  error: z.object({ code: z.string(), text: textSchema, field: z.string().optional() }),
});

async function read<Output extends z.ZodType>(answer: Response, output: Output): Promise<z.output<Output>> {
  const content: unknown = await answer.json().catch((cause: unknown) => {
    if (isAbort(cause)) throw cause;
    return undefined;
  });
  if (!answer.ok) {
    const refusal = refusalSchema.safeParse(content);
    const { code, text, field } = refusal.success ? refusal.data.error : {};
    const reference = answer.headers.get('apigw-requestid');
    throw new Failure(kindOfStatus(answer.status), {
      ...(code !== undefined && { code }),
      ...(text !== undefined && { text }),
      ...(field !== undefined && { field }),
      ...(reference !== null && { reference }),
    });
  }
  const parsed = output.safeParse(content);
  if (!parsed.success) throw new Failure('unexpected', { cause: parsed.error });
  return parsed.data;
}

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

function failureOf(error: unknown): unknown {
  if (error instanceof Failure || isAbort(error)) return error;
  if (error instanceof SignInEndedError) return new Failure('signed-out', { cause: error });
  if (error instanceof DOMException && error.name === 'TimeoutError') return new Failure('timeout', { cause: error });
  // What fetch throws when no answer came at all.
  if (error instanceof TypeError) return new Failure('offline', { cause: error });
  return new Failure('unexpected', { cause: error });
}
