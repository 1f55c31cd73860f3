import { isObject, parseJson } from './json.ts';
import { FunctionFailedError, type Runtime } from './runtime-types.ts';
import type { LambdaService } from './services/lambda/service.ts';
import type { ResolvedResource } from './template/resolve.ts';

/** Invokes by physical name, ARN or logical id (with or without CDK's eight-digit tail), and gives the parsed result. */
export function createInvokeFunction(
  lambda: LambdaService,
  resources: readonly ResolvedResource[],
): Runtime['invokeFunction'] {
  return async (nameOrLogicalId, payload) => {
    const resource = resources.find(
      ({ type, logicalId }) =>
        type === 'AWS::Lambda::Function' &&
        [logicalId, logicalId.replace(/[0-9A-F]{8}$/, '')].includes(nameOrLogicalId),
    );
    const model = lambda.find(resource?.ref ?? nameOrLogicalId);
    if (model === undefined) throw new Error(`There is no function ${nameOrLogicalId}.`);
    const result = await lambda.invoke(model.name, JSON.stringify(payload ?? {}));
    const parsed = parseJson(result.payload);
    if (!result.isError) return parsed;
    const { errorType, errorMessage } = isObject(parsed) ? parsed : {};
    throw new FunctionFailedError(model.name, String(errorType), String(errorMessage));
  };
}
