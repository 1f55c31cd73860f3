import { parseObject } from '../json.ts';
import type { KeyRing } from '../services/kms/keys.ts';
import { KMS_OPERATIONS, keyReferenceOf } from '../services/kms/operations.ts';
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

/** KMS over the template's keys. */
export function createKmsGateway(ring: KeyRing): GatewayService {
  const handle = async (call: GatewayCall): Promise<Answer> => {
    const action = targetOf(call.request);
    const input = parseObject((await readBody(call.request)).toString('utf8'));
    const operation = KMS_OPERATIONS[action];
    if (operation === undefined)
      throw new ServiceError(400, 'UnknownOperationException', `kms:${action} is not supported here.`);
    const reference = keyReferenceOf(action, input);
    const key = ring.find(reference);
    if (key === undefined) throw new ServiceError(400, 'NotFoundException', `Key '${reference}' does not exist`);
    call.count(action);
    call.authorise([{ action: `kms:${action}`, resource: key.arn }]);
    return jsonAnswer(200, operation(input, { key, ring }));
  };
  return { handle, error: jsonError };
}
