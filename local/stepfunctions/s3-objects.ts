import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ObjectStore } from './engine.ts';

/** Objects in S3, or wherever AWS_ENDPOINT_URL points. @param clientOf the client that signs as a role */
export function createS3Objects(
  clientOf: (roleArn: string) => S3Client = onlyClient(new S3Client({ forcePathStyle: true })),
): ObjectStore {
  return {
    async getObject({ bucket, key, roleArn }) {
      const answer = await clientOf(roleArn).send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return (await answer.Body?.transformToString()) ?? '';
    },
    async putObject({ bucket, key, roleArn }, body) {
      const object = { Bucket: bucket, Key: key, Body: body, ContentType: 'application/json' };
      await clientOf(roleArn).send(new PutObjectCommand(object));
    },
  };
}

function onlyClient(client: S3Client): () => S3Client {
  return () => client;
}
