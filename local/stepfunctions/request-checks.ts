import { parseJson } from './bindings.ts';
import { isOverPayloadLimit, PAYLOAD_LIMIT, StatesApiError } from './errors.ts';
import type { Page } from './requests.ts';

// Characters that AWS does not allow in names: white space, brackets, wildcards, specials, control characters, surrogates.
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\p{Cs}\ufffe\uffff\u{10000}-\u{10ffff}]/u;
const LONGEST_NAME = 80;

/** Throws InvalidName unless the name of a machine or an execution is one that AWS accepts. */
export function checkName(name: string): void {
  if (name.length >= 1 && name.length <= LONGEST_NAME && !FORBIDDEN.test(name)) return;
  throw new StatesApiError('InvalidName', `Invalid Name: '${name}'`);
}

function validation(value: string, constraint: string): StatesApiError {
  return new StatesApiError(
    'ValidationException',
    `1 validation error detected: Value ${value} failed to satisfy constraint: ${constraint}`,
  );
}

const LARGEST_PAGE = 1000;

/** @returns the page's size, and after what it begins (0: at the beginning) */
export function readPage(page: Page): { limit: number; after: number } {
  const { maxResults = 0, nextToken = '0' } = page;
  if (maxResults > LARGEST_PAGE) {
    throw validation(`'${maxResults}' at 'maxResults'`, 'Member must have value less than or equal to 1000');
  }
  if (!/^\d+$/.test(nextToken)) throw new StatesApiError('InvalidToken', `Invalid Token: '${nextToken}'`);
  return { limit: maxResults === 0 ? 100 : maxResults, after: Number(nextToken) };
}

/** Throws unless the text of a request's field has at most 262,144 bytes. */
export function checkLength(field: 'input' | 'output', text: string): void {
  if (!isOverPayloadLimit(text)) return;
  throw validation(`at '${field}'`, `Member must have length less than or equal to ${PAYLOAD_LIMIT}`);
}

/** Throws InvalidArn unless the text is an ARN of the service's resource. */
export function checkArn(kind: 'stateMachine' | 'execution', arn: string): void {
  if (
    new RegExp(`^arn:aws[a-z-]*:states:[a-z0-9-]+:\\d{12}:${kind}:[^:]+${kind === 'execution' ? ':[^:]+' : ''}$`).test(
      arn,
    )
  )
    return;
  throw new StatesApiError('InvalidArn', `Invalid Arn: '${arn}'`);
}

/** Throws InvalidArn unless the text is the ARN of a role. */
export function checkRole(arn: string): void {
  if (/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/.test(arn)) return;
  throw new StatesApiError('InvalidArn', `Invalid Role Arn: '${arn}'`);
}

/** Throws unless the text is JSON of at most 262,144 bytes. */
export function checkInput(input: string): void {
  checkLength('input', input);
  try {
    parseJson(input);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'not JSON';
    throw new StatesApiError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${reason}'`);
  }
}
