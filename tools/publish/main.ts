import { parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { buildSite } from './site-folders.ts';
import { publishFolder } from './publish-folder.ts';

const HELP = `npm run publish:portal -- --bucket NAME

  --bucket NAME   output SiteBucket of the portal stack

Region and credentials come from the environment, as for the AWS command line.`;

try {
  const { bucket } = parseArgs({ options: { bucket: { type: 'string' } } }).values;
  if (bucket === undefined) throw new Error(HELP);
  const client = new S3Client({});
  for (const folder of await buildSite()) {
    for (const key of await publishFolder(client, { folder, bucket })) console.log(key);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
