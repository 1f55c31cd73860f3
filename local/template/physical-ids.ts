import { createHash } from 'node:crypto';

/** Twelve digits, so that every ARN looks as on AWS. */
export const ACCOUNT_ID = '000000000000';
export const DEFAULT_REGION = 'ap-southeast-3';

/** Hexadecimal digits that depend on the seed only: the same template gives the same names after every restart. */
export function hexOf(seed: string, length: number): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, length);
}

export function uuidOf(seed: string): string {
  const hex = hexOf(seed, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** A name such as CloudFormation makes: stack, logical id, and a tail that keeps long ones apart. */
export function generatedName(stack: string, logicalId: string, maxLength: number): string {
  const tail = hexOf(`${stack}/${logicalId}`, 12).toUpperCase();
  return `${`${stack}-${logicalId}`.slice(0, maxLength - 13)}-${tail}`;
}
