import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

/** What a signed-in call carries; `as` is the account behind the token. */
export interface Call {
  readonly as?: string;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  /** Sent as JSON, or as it is when it is text. */
  readonly body?: unknown;
}

/** The event of API Gateway's payload format 2.0 behind the JWT authorizer. */
export function apiEvent({ as, params, query, headers = {}, body }: Call): APIGatewayProxyEventV2 {
  const authorizer = as === undefined ? {} : { authorizer: { jwt: { claims: { sub: as }, scopes: null } } };
  return {
    version: '2.0',
    headers,
    requestContext: { ...authorizer },
    ...(params !== undefined && { pathParameters: params }),
    ...(query !== undefined && { queryStringParameters: query }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
}

export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: Record<string, unknown> & {
    readonly error?: { readonly code: string; readonly field?: string; readonly text: { id: string; en: string } };
  };
}

const CONTEXT = { functionName: 'under-test', awsRequestId: 'one', memoryLimitInMB: '512' } as unknown as Context;

export async function ask(handler: unknown, call: Call): Promise<Answer> {
  const answer = await (handler as Handler)(apiEvent(call), CONTEXT);
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers ?? {},
    body: JSON.parse(answer.body ?? '{}') as Answer['body'],
  };
}

/** Invokes a step as Lambda does. */
export function invoke(handler: unknown, event: unknown): Promise<unknown> {
  return (handler as (event: unknown, context: Context) => Promise<unknown>)(event, CONTEXT);
}
