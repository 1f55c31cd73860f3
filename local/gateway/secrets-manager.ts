import * as z from 'zod';
import { parseObject } from '../json.ts';
import type { Secrets } from '../services/secrets/secrets.ts';
import {
  ServiceError,
  jsonAnswer,
  jsonError,
  readBody,
  targetOf,
  type Answer,
  type GatewayCall,
  type GatewayService,
} from './call.ts';

/** Secrets Manager's GetSecretValue over the template's secrets. */
export function createSecretsGateway(secrets: Secrets): GatewayService {
  const handle = async (call: GatewayCall): Promise<Answer> => {
    const action = targetOf(call.request);
    const input = parseObject((await readBody(call.request)).toString('utf8'));
    if (action !== 'GetSecretValue') {
      throw new ServiceError(400, 'UnknownOperationException', `secretsmanager:${action} is not supported here.`);
    }
    const { SecretId } = z.object({ SecretId: z.string() }).parse(input);
    const secret = secrets.find(SecretId);
    call.count(action);
    call.authorise([{ action: 'secretsmanager:GetSecretValue', resource: secret?.arn ?? SecretId }]);
    if (secret === undefined) {
      throw new ServiceError(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    }
    return jsonAnswer(200, {
      ARN: secret.arn,
      Name: secret.name,
      SecretString: secret.value,
      VersionStages: ['AWSCURRENT'],
    });
  };
  return { handle, error: jsonError };
}
