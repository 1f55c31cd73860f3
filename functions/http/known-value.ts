import { RefusedError } from '../../domain/errors.ts';

interface NamedValue {
  readonly code: string;
  /** `body.wadahId` */
  readonly field: string;
  readonly value: string | number;
}

/** @throws RefusedError that names everything that is allowed */
export function requireKnown({ code, field, value }: NamedValue, allowed: readonly (string | number)[]): void {
  if (!allowed.includes(value)) throw unknownValue({ code, field, value }, allowed);
}

export function unknownValue({ code, field, value }: NamedValue, allowed: readonly (string | number)[]): RefusedError {
  const list = allowed.join(', ');
  return new RefusedError({
    code,
    field,
    text: {
      id: `${value} tidak dikenal. Yang diperbolehkan: ${list}.`,
      en: `${value} is not known. Allowed: ${list}.`,
    },
  });
}
