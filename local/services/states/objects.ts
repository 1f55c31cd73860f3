import { S3Client } from '@aws-sdk/client-s3';
import type { Credentials } from '../../gateway/credentials.ts';
import type { ObjectStore } from '../../stepfunctions/engine.ts';
import { createS3Objects } from '../../stepfunctions/s3-objects.ts';

/** What Distributed Maps read and write, through the gateway, which asks the policies of the state machine's role. */
export function createObjects(gateway: { url: string; region: string; credentials: Credentials }): ObjectStore {
  const clients = new Map<string, S3Client>();
  return createS3Objects((roleArn) => {
    let client = clients.get(roleArn);
    if (client === undefined) {
      const credentials = gateway.credentials.forRole(roleArn, 'states');
      client = new S3Client({ endpoint: gateway.url, region: gateway.region, credentials, forcePathStyle: true });
      clients.set(roleArn, client);
    }
    return client;
  });
}
