import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { LOG } from '../runtime/log-messages.ts';
import { classify } from '../runtime/outcomes.ts';
import { once } from '../runtime/step-handler.ts';
import { logger, metrics } from '../runtime/telemetry.ts';
import { htmlAnswer } from './answer.ts';
import type { PageAnswer } from './answer.ts';
import { noticePage, OUR_FAULT } from './notice.ts';
import { languageQuery } from './page-contract.ts';
import type { Language } from './words.ts';

/** A public page's call. Whoever holds the secret is who the mail was sent to; nothing else identifies the caller. */
export interface PageCall<Query> {
  readonly method: string;
  readonly secret: string;
  readonly query: Query;
  /** Lower case, without parameters; empty when there is none. */
  readonly contentType: string;
  readonly body: string;
}

export interface PageSpec<Query, Env, Deps> {
  readonly contract: { readonly params: z.ZodType<{ secret: string }>; readonly query: z.ZodType<Query> };
  readonly env: z.ZodType<Env>;
  readonly deps: (env: Env) => Deps;
  readonly run: (call: PageCall<Query>, deps: Deps) => Promise<PageAnswer>;
}

/** The bundle of the approver's pages. The path holds the secret, so neither event nor path is ever logged. */
export function pageHandler<Query, Env, Deps>(spec: PageSpec<Query, Env, Deps>) {
  const deps = once(() => spec.deps(spec.env.parse(process.env)));
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(injectLambdaContext(logger))
    .use(logMetrics(metrics))
    .handler(async (event: APIGatewayProxyEventV2, _context: Context): Promise<APIGatewayProxyStructuredResultV2> => {
      const method = event.requestContext.http.method.toUpperCase();
      try {
        const call = {
          method,
          secret: spec.contract.params.parse(event.pathParameters ?? {}).secret,
          query: spec.contract.query.parse(event.queryStringParameters ?? {}),
          contentType: contentTypeOf(event),
          body: bodyOf(event),
        };
        return htmlAnswer(await spec.run(call, deps()), method !== 'HEAD');
      } catch (thrown) {
        logger.error(LOG.httpFailed.message, { code: LOG.httpFailed.code, error: classify(thrown) });
        return htmlAnswer(noticePage(OUR_FAULT, languageOf(event)), method !== 'HEAD');
      }
    });
}

function contentTypeOf(event: APIGatewayProxyEventV2): string {
  const header = Object.entries(event.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return header.split(';', 1).join('').trim().toLowerCase();
}

function bodyOf(event: APIGatewayProxyEventV2): string {
  if (event.body === undefined) return '';
  return event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;
}

function languageOf(event: APIGatewayProxyEventV2): Language {
  return languageQuery.parse(event.queryStringParameters?.['lang']) ?? 'id';
}
