import type { LambdaService } from '../services/lambda/service.ts';
import { TooManyRequestsError } from '../services/lambda/pool.ts';
import { ServiceError, readBody, restError, type Answer, type GatewayCall, type GatewayService } from './call.ts';

/** Lambda's Invoke API: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export function createLambdaGateway(lambda: LambdaService): GatewayService {
  const handle = async (call: GatewayCall): Promise<Answer> => {
    const reference = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(call.url.pathname)?.[1];
    if (reference === undefined || call.request.method !== 'POST') {
      throw new ServiceError(404, 'ResourceNotFoundException', 'Of the Lambda API only Invoke is supported here.');
    }
    const model = lambda.find(decodeURIComponent(reference));
    if (model === undefined)
      throw new ServiceError(404, 'ResourceNotFoundException', `Function not found: ${reference}`);
    call.count('Invoke');
    call.authorise([{ action: 'lambda:InvokeFunction', resource: model.arn }]);
    const event = (await readBody(call.request)).toString('utf8') || '{}';
    switch (call.request.headers['x-amz-invocation-type'] ?? 'RequestResponse') {
      case 'DryRun':
        return { status: 204 };
      case 'Event':
        call.announceWrite({ action: 'Invoke' });
        lambda.invokeAsync(model.name, event);
        return { status: 202, body: '' };
      default:
        return invoke(lambda, model.name, event);
    }
  };
  return { handle, error: restError };
}

async function invoke(lambda: LambdaService, functionName: string, event: string): Promise<Answer> {
  try {
    const { payload, isError } = await lambda.invoke(functionName, event);
    return {
      status: 200,
      headers: {
        'content-type': 'application/json',
        'x-amz-executed-version': '$LATEST',
        ...(isError ? { 'x-amz-function-error': 'Unhandled' } : {}),
      },
      body: payload,
    };
  } catch (error) {
    if (error instanceof TooManyRequestsError) throw new ServiceError(429, 'TooManyRequestsException', error.message);
    throw error;
  }
}
