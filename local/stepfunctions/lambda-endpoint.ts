import * as z from 'zod';
import type { LambdaInvoker } from './engine.ts';

const functionErrorSchema = z.looseObject({ errorType: z.string().optional() });
const serviceErrorSchema = z.looseObject({ message: z.string().optional(), Message: z.string().optional() });

/** A refusal of the Lambda service itself; its name is the exception's, so that a Retry can name it. */
class LambdaServiceError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

/**
 * Calls functions by the Lambda Invoke API.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @param endpoint for example `http://127.0.0.1:3001`
 */
export function createLambdaEndpoint(endpoint: string): LambdaInvoker {
  return async ({ functionName, payload, signal }) => {
    const url = new URL(`/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`, endpoint);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-amz-invocation-type': 'RequestResponse' },
      body: JSON.stringify(payload),
      ...(signal !== undefined && { signal: signal() }),
    });
    const body = parse(await response.text());
    if (!response.ok) {
      const type = (response.headers.get('x-amzn-errortype') ?? '').split(':')[0];
      const said = serviceErrorSchema.safeParse(body).data;
      const name = type === undefined || type === '' ? 'ServiceException' : type;
      throw new LambdaServiceError(name, said?.message ?? said?.Message ?? `Lambda answered ${response.status}`);
    }
    if (response.headers.get('x-amz-function-error') === null) return { payload: body === '' ? null : body };
    return {
      payload: body,
      functionError: { errorType: functionErrorSchema.safeParse(body).data?.errorType, raw: body },
    };
  };
}
