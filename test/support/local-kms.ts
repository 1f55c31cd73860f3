import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KMSClient } from '@aws-sdk/client-kms';
import { ServiceError } from '../../local/gateway/call.ts';
import type { KmsKey } from '../../local/services/kms/keys.ts';
import { KMS_OPERATIONS } from '../../local/services/kms/operations.ts';

export interface LocalKms {
  readonly client: KMSClient;
  readonly stop: () => Promise<void>;
}

/** The one-machine key service's own operations on one key, behind the wire protocol that the SDK speaks. */
export async function startLocalKms(key: KmsKey): Promise<LocalKms> {
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const name = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const answer = (status: number, value: object) =>
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(value));
      try {
        answer(200, KMS_OPERATIONS[name]?.(JSON.parse(body), { key, ring: { find: () => key } }) ?? {});
      } catch (error) {
        answer(400, { __type: error instanceof ServiceError ? error.code : 'InternalFailure' });
      }
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return {
    client: new KMSClient({ endpoint: `http://127.0.0.1:${port}`, region: 'ap-southeast-3', credentials }),
    stop: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
