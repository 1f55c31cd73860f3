import type { ObjectStore } from '../../stepfunctions/engine.ts';

/**
 * What Distributed Maps read and write, straight from the local S3. The engine does not say for which role, so these
 * two calls are not checked against a policy.
 */
export function createObjects(s3Port: number): ObjectStore {
  const addressOf = (bucket: string, key: string): string =>
    `http://127.0.0.1:${s3Port}/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  return {
    getObject: async (bucket, key) => {
      const response = await fetch(addressOf(bucket, key));
      const text = await response.text();
      if (!response.ok) throw new Error(`s3://${bucket}/${key}: ${codeOf(text)}`);
      return text;
    },
    putObject: async (bucket, key, body) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(addressOf(bucket, key), { method: 'PUT', body, headers });
      if (!response.ok) throw new Error(`s3://${bucket}/${key}: ${codeOf(await response.text())}`);
    },
  };
}

function codeOf(xml: string): string {
  return /<Code>([^<]+)<\/Code>/.exec(xml)?.[1] ?? 'the local S3 refused';
}
