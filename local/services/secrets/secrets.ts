import { randomInt } from 'node:crypto';
import * as z from 'zod';
import type { StateFolder } from '../../state-folder.ts';
import type { ResolvedResource } from '../../template/resolve.ts';
import { isObject, parseObject } from '../../json.ts';

const generateSchema = z.object({
  PasswordLength: z.coerce.number().int().default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});
const secretSchema = z.object({ SecretString: z.string().optional(), GenerateSecretString: generateSchema.optional() });

export interface Secret {
  arn: string;
  name: string;
  value: string;
}

export interface Secrets {
  /** By ARN, ARN without its random tail, or name. */
  find(reference: string): Secret | undefined;
}

/** The template's secrets; generated ones keep the value of the first start. */
export function createSecrets(resources: readonly ResolvedResource[], folder: StateFolder): Secrets {
  const stored = folder.readJson('keys/secrets.json', z.record(z.string(), z.string())) ?? {};
  const before = Object.keys(stored).length;
  const secrets: Secret[] = [];
  for (const resource of resources) {
    if (resource.type !== 'AWS::SecretsManager::Secret') continue;
    const { SecretString, GenerateSecretString } = secretSchema.parse(resource.properties);
    const value = SecretString ?? (stored[resource.ref] ??= generate(GenerateSecretString ?? generateSchema.parse({})));
    const name = (resource.ref.split(':')[6] ?? '').replace(/-[0-9a-f]{6}$/, '');
    secrets.push({ arn: resource.ref, name, value });
  }
  if (Object.keys(stored).length > before) folder.writeJson('keys/secrets.json', stored);
  return {
    find: (reference) =>
      secrets.find((secret) => [secret.arn, secret.name, secret.arn.replace(/-[0-9a-f]{6}$/, '')].includes(reference)),
  };
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

function generate(rules: z.infer<typeof generateSchema>): string {
  const alphabet = [
    rules.ExcludeLowercase ? '' : LOWER,
    rules.ExcludeUppercase ? '' : LOWER.toUpperCase(),
    rules.ExcludeNumbers ? '' : '0123456789',
    rules.ExcludePunctuation ? '' : PUNCTUATION,
    rules.IncludeSpace ? ' ' : '',
  ]
    .join('')
    .split('')
    .filter((char) => !rules.ExcludeCharacters.includes(char));
  const password = Array.from({ length: rules.PasswordLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  if (rules.SecretStringTemplate === undefined || rules.GenerateStringKey === undefined) return password;
  const template = parseObject(rules.SecretStringTemplate);
  return JSON.stringify({ ...(isObject(template) ? template : {}), [rules.GenerateStringKey]: password });
}
