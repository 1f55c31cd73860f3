import { generateKeyPairSync, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { UnsupportedTemplateError } from '../../errors.ts';
import type { StateFolder } from '../../state-folder.ts';
import type { ResolvedResource } from '../../template/resolve.ts';

const storedSchema = z.record(z.string(), z.string());
const specSchema = z.object({
  KeySpec: z.string().default('SYMMETRIC_DEFAULT'),
  KeyUsage: z.string().default('ENCRYPT_DECRYPT'),
});

export interface KmsKey {
  id: string;
  arn: string;
  spec: string;
  usage: string;
  /** Base64 bytes of a symmetric key, or PEM of a private one. */
  material: string;
}

export interface KeyRing {
  /** By id, ARN, alias name or alias ARN. */
  find(reference: string): KmsKey | undefined;
}

const MAKERS: Readonly<Record<string, () => string>> = {
  SYMMETRIC_DEFAULT: () => randomBytes(32).toString('base64'),
  HMAC_256: () => randomBytes(32).toString('base64'),
  ECC_NIST_P256: () =>
    pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' })),
  RSA_2048: () =>
    pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })),
};

/** The template's keys; their material is made at the first start and kept in the state folder. */
export function createKeyRing(resources: readonly ResolvedResource[], folder: StateFolder): KeyRing {
  const stored = folder.readJson('keys/kms.json', storedSchema) ?? {};
  const known = Object.keys(stored).length;
  const keys = new Map<string, KmsKey>();
  for (const resource of resources) {
    if (resource.type === 'AWS::KMS::Key') addKey(resource, stored, keys);
  }
  if (Object.keys(stored).length > known) folder.writeJson('keys/kms.json', stored);
  const aliases = aliasesOf(resources);
  return {
    find: (reference) => {
      const name = reference.replace(/^arn:aws:kms:[^:]+:\d+:/, '').replace(/^key\//, '');
      return keys.get(aliases.get(name) ?? name);
    },
  };
}

function addKey(resource: ResolvedResource, stored: Record<string, string>, keys: Map<string, KmsKey>): void {
  const { KeySpec: spec, KeyUsage: usage } = specSchema.parse(resource.properties);
  const make = MAKERS[spec];
  if (make === undefined) {
    throw new UnsupportedTemplateError([
      `${resource.stack}/${resource.logicalId} (${resource.type}): KeySpec ${spec} not supported`,
    ]);
  }
  const material = (stored[resource.ref] ??= make());
  keys.set(resource.ref, { id: resource.ref, arn: resource.attributes['Arn'] ?? '', spec, usage, material });
}

/** Alias name → key id. */
function aliasesOf(resources: readonly ResolvedResource[]): Map<string, string> {
  const aliases = new Map<string, string>();
  for (const resource of resources) {
    const target = resource.properties['TargetKeyId'];
    if (resource.type !== 'AWS::KMS::Alias' || typeof target !== 'string') continue;
    aliases.set(resource.ref, target.replace(/^arn:.*:key\//, ''));
  }
  return aliases;
}

function pem(exported: string | Buffer): string {
  return exported.toString();
}
