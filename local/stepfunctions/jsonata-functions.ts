import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';

/** Sources of what is not a pure function of its arguments. */
export interface Surroundings {
  now: () => number;
  random: () => number;
  /** How long an expression may run. */
  longestMs?: number;
}

const ALGORITHMS: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

const LONGEST_RANGE = 1000;

function partition(items: unknown[], size: number): unknown[][] {
  if (!Number.isInteger(size) || size < 1) throw new Error('$partition: the chunk size must be a positive integer');
  const chunks: unknown[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}

function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new Error('$range: the step must not be zero');
  const values: number[] = [];
  for (let value = first; step > 0 ? value <= last : value >= last; value += step) {
    if (values.length === LONGEST_RANGE) throw new Error(`$range: more than ${LONGEST_RANGE} values`);
    values.push(value);
  }
  return values;
}

function hash(data: string, algorithm: string): string {
  const name = ALGORITHMS[algorithm];
  if (name === undefined) throw new Error(`$hash: unknown algorithm ${algorithm}`);
  return createHash(name).update(data).digest('hex');
}

/** A seeded value is the same on every call, as on AWS; which value it is differs from AWS. */
function seeded(seed: number): number {
  return createHash('sha256').update(String(seed)).digest().readUInt32BE(0) / 2 ** 32;
}

const formatMillis = jsonata('$fromMillis($at, $picture, $zone)');

/**
 * AWS's additions to JSONata, and its clock:
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
 */
export function registerAwsFunctions(expression: jsonata.Expression, surroundings: Surroundings): void {
  expression.registerFunction('partition', partition, '<an:a>');
  expression.registerFunction('range', range, '<nnn:a>');
  expression.registerFunction('hash', hash, '<ss:s>');
  expression.registerFunction('uuid', () => randomUUID(), '<:s>');
  expression.registerFunction('parse', (text: string): unknown => JSON.parse(text), '<s:x>');
  expression.registerFunction(
    'random',
    (seed?: number) => (seed === undefined ? surroundings.random() : seeded(seed)),
    '<n?:n>',
  );
  expression.registerFunction('millis', () => surroundings.now(), '<:n>');
  expression.registerFunction(
    'now',
    (picture?: string, zone?: string): Promise<unknown> =>
      formatMillis.evaluate(undefined, { at: surroundings.now(), picture, zone }),
    '<s?s?:s>',
  );
}
