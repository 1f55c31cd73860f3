import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { StateFolder } from '../state-folder.ts';
import { hexOf } from '../template/physical-ids.ts';
import type { Statement } from './permissions.ts';

/** Key pair of tools and tests: it may do everything, like an account's root user. */
export const OPERATOR_KEY = 'LINDUNGOPERATOR';

/** Who makes a call. Without `statements` everything is allowed. */
export interface Identity {
  arn: string;
  secret: string;
  statements?: readonly Statement[];
}

export interface Credentials {
  find(accessKeyId: string): Identity | undefined;
  /** Key pair with which a session of this role signs; the same after every restart, so presigned addresses last. */
  forRole(roleArn: string, session: string): { accessKeyId: string; secretAccessKey: string };
  /** The identity of a role that a service takes itself (state machine, schedule). */
  ofRole(roleArn: string, session: string): Identity;
}

export function createCredentials(folder: StateFolder, roles: ReadonlyMap<string, Statement[]>): Credentials {
  const master = masterSecret(folder);
  const identities = new Map<string, Identity>([
    [OPERATOR_KEY, { arn: 'arn:aws:iam::000000000000:root', secret: OPERATOR_KEY }],
  ]);
  const ofRole = (roleArn: string, session: string): Identity => ({
    arn: `${roleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${session}`,
    secret: '',
    statements: roles.get(roleArn) ?? [],
  });
  return {
    find: (accessKeyId) => identities.get(accessKeyId),
    ofRole,
    forRole: (roleArn, session) => {
      // DynamoDB Local accepts letters and digits only.
      const accessKeyId = `ASIA${hexOf(`${roleArn}/${session}`, 16).toUpperCase()}`;
      const secretAccessKey = createHmac('sha256', master).update(accessKeyId).digest('hex').slice(0, 40);
      identities.set(accessKeyId, { ...ofRole(roleArn, session), secret: secretAccessKey });
      return { accessKeyId, secretAccessKey };
    },
  };
}

function masterSecret(folder: StateFolder): string {
  const stored = folder.readJson('keys/credentials.json', z.object({ master: z.string() }));
  if (stored !== undefined) return stored.master;
  const master = randomBytes(32).toString('hex');
  folder.writeJson('keys/credentials.json', { master });
  return master;
}
