import { StatesApiError } from './errors.ts';

// Characters that AWS does not allow in names: white space, brackets, wildcards, specials, control characters.
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\ufffe\uffff]/u;
const LONGEST_NAME = 80;

/** Throws InvalidName unless the name of a machine or an execution is one that AWS accepts. */
export function checkName(name: string): void {
  if (name.length >= 1 && name.length <= LONGEST_NAME && !FORBIDDEN.test(name)) return;
  throw new StatesApiError('InvalidName', `Invalid Name: '${name}'`);
}

export function validation(value: string, constraint: string): StatesApiError {
  return new StatesApiError(
    'ValidationException',
    `1 validation error detected: Value ${value} failed to satisfy constraint: ${constraint}`,
  );
}
