import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import * as z from 'zod';
import { RefusedError } from '../../domain/errors.ts';
import type { RefusalKind } from '../../domain/errors.ts';
import type { Person } from '../adapters/dynamodb/records.ts';
import type { ErrorBody } from '../http/error-contract.ts';
import { fieldProblem } from './field-problem.ts';
import { LOG } from './log-messages.ts';
import { classify } from './outcomes.ts';
import { once } from './step-handler.ts';
import { logger, metrics } from './telemetry.ts';

export type Role = Person['roles'][number];

export interface HttpContract<Params, Query, Body> {
  readonly params: z.ZodType<Params>;
  readonly query: z.ZodType<Query>;
  readonly body: z.ZodType<Body>;
}

export interface HttpCall<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly caller: Person;
}

export interface HttpSpec<Params, Query, Body, Output, Env, Deps> {
  readonly contract: HttpContract<Params, Query, Body> & {
    readonly output: z.ZodType<Output>;
    /** Of a good answer; 200 when absent. */
    readonly status?: number;
  };
  readonly roles: readonly Role[];
  readonly env: z.ZodType<Env>;
  readonly deps: (env: Env) => Deps & { readonly personOfAccount: (subject: string) => Promise<Person | null> };
  readonly run: (call: HttpCall<Params, Query, Body>, deps: Deps) => Promise<Output>;
}

const STATUS_OF: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
};

const authorizerSchema = z.object({ jwt: z.object({ claims: z.object({ sub: z.string() }) }) });

function subjectOf(event: APIGatewayProxyEventV2): string {
  const context: unknown = event.requestContext;
  const parsed = z.object({ authorizer: authorizerSchema }).safeParse(context);
  if (parsed.success) return parsed.data.authorizer.jwt.claims.sub;
  throw new RefusedError({
    code: 'not-signed-in',
    kind: 'forbidden',
    text: { id: 'Silakan masuk lebih dahulu.', en: 'Please sign in first.' },
  });
}

async function authorise(
  event: APIGatewayProxyEventV2,
  roles: readonly Role[],
  personOfAccount: (subject: string) => Promise<Person | null>,
): Promise<Person> {
  const person = await personOfAccount(subjectOf(event));
  if (person?.roles.some((role) => roles.includes(role)) === true) return person;
  throw new RefusedError({
    code: 'role-may-not',
    kind: 'forbidden',
    text: {
      id: 'Akun Anda tidak berwenang untuk tindakan ini. Hubungi administrator bila ini keliru.',
      en: 'Your account may not do this. Ask an administrator if that is wrong.',
    },
  });
}

function bodyOf(event: APIGatewayProxyEventV2): unknown {
  if (event.body === undefined || event.body === '') return {};
  const text = event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RefusedError({
      code: 'not-json',
      field: 'body',
      text: { id: 'Isi permintaan bukan JSON yang sah.', en: 'The body is not valid JSON.' },
      cause,
    });
  }
}

/** @throws RefusedError (400) that names the first field that does not fit */
export function parsePart<T>(schema: z.ZodType<T>, value: unknown, part: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problem = fieldProblem(parsed.error, value);
  const field = [part, ...problem.path].join('.');
  throw new RefusedError({
    code: 'invalid-field',
    field,
    text: { id: `Isian ${field} ${problem.text.id}.`, en: `${field} ${problem.text.en}.` },
    cause: parsed.error,
  });
}

export function jsonAnswer(statusCode: number, body: unknown): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
    body: JSON.stringify(body),
  };
}

/** A refusal tells its code, sentence and field; anything else only that it was our fault. */
export function errorAnswer(thrown: unknown): APIGatewayProxyStructuredResultV2 {
  const error = classify(thrown);
  if (error instanceof RefusedError) {
    logger.info(LOG.httpRefused.message, { code: LOG.httpRefused.code, reason: error.code });
    const { code, text, field } = error;
    const body: ErrorBody = { error: { code, text, ...(field === undefined ? {} : { field }) } };
    return jsonAnswer(STATUS_OF[error.kind], body);
  }
  logger.error(LOG.httpFailed.message, { code: LOG.httpFailed.code, error });
  const passing = error.name === 'TransientError';
  const body: ErrorBody = {
    error: {
      code: passing ? 'try-again' : 'our-fault',
      text: {
        id: 'Terjadi gangguan pada sistem. Tidak ada yang hilang; silakan coba lagi sebentar lagi.',
        en: 'Something failed on our side. Nothing is lost; please try again in a moment.',
      },
    },
  };
  return jsonAnswer(passing ? 503 : 500, body);
}

/** The middy bundle of every signed-in API call: person, office and roles are read from the record on each call. */
export function httpHandler<Params, Query, Body, Output, Env, Deps>(
  spec: HttpSpec<Params, Query, Body, Output, Env, Deps>,
) {
  const deps = once(() => spec.deps(spec.env.parse(process.env)));
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(injectLambdaContext(logger))
    .use(logMetrics(metrics))
    .handler(async (event: APIGatewayProxyEventV2, _context: Context): Promise<APIGatewayProxyStructuredResultV2> => {
      try {
        const caller = await authorise(event, spec.roles, deps().personOfAccount);
        const call = {
          params: parsePart(spec.contract.params, event.pathParameters ?? {}, 'path'),
          query: parsePart(spec.contract.query, event.queryStringParameters ?? {}, 'query'),
          body: parsePart(spec.contract.body, bodyOf(event), 'body'),
          headers: event.headers,
          caller,
        };
        const output = spec.contract.output.parse(await spec.run(call, deps()));
        return jsonAnswer(spec.contract.status ?? 200, output);
      } catch (thrown) {
        return errorAnswer(thrown);
      }
    });
}
