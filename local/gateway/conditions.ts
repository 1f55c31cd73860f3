import { matchesPattern } from './patterns.ts';

/** Values of condition keys at the moment of the call; keys are lower-case. */
export type Context = Readonly<Record<string, readonly string[]>>;

export interface Condition {
  operator: string;
  key: string;
  values: readonly string[];
}

type Compare = (wanted: string, actual: string) => boolean;

const OPERATORS: Readonly<Record<string, Compare>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  StringEqualsIgnoreCase: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
  StringLike: matchesPattern,
  ArnEquals: matchesPattern,
  ArnLike: matchesPattern,
  Bool: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(),
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

const SET_PREFIX = /^(ForAllValues|ForAnyValue):/;

function baseOf(operator: string): string {
  return operator.replace(SET_PREFIX, '').replace(/IfExists$/, '');
}

export function isKnownOperator(operator: string): boolean {
  const base = baseOf(operator);
  return base in OPERATORS || base in NEGATED || base === 'Null';
}

/**
 * One key of a Condition block. A key that the call does not carry fails a positive operator and passes a negated
 * one, `IfExists` and `ForAllValues`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function matchesCondition(condition: Condition, context: Context): boolean {
  const base = baseOf(condition.operator);
  const actual = context[condition.key.toLowerCase()];
  if (base === 'Null') return condition.values.includes(String(actual === undefined));
  const positive = NEGATED[base];
  if (actual === undefined) {
    return (
      positive !== undefined ||
      condition.operator.endsWith('IfExists') ||
      condition.operator.startsWith('ForAllValues:')
    );
  }
  const compare = OPERATORS[positive ?? base];
  if (compare === undefined) return false;
  const isListed = (value: string): boolean => condition.values.some((wanted) => compare(wanted, value));
  const holds = (value: string): boolean => (positive === undefined ? isListed(value) : !isListed(value));
  return condition.operator.startsWith('ForAnyValue:') ? actual.some(holds) : actual.every(holds);
}
