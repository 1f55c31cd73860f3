import { describe, expect, it } from 'vitest';
import { UnsupportedTemplateError } from '../../../local/errors.ts';
import { evaluate, parsePolicy } from '../../../local/gateway/permissions.ts';

const TABLE = 'arn:aws:dynamodb:ap-southeast-3:000000000000:table/people';

function decide(
  statements: object[],
  request: { action: string; resource?: string; context?: Record<string, string[]> },
) {
  return evaluate(parsePolicy({ Statement: statements }, 'test'), { resource: TABLE, ...request });
}

const allow = (more: object) => ({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE, ...more });

describe('a policy', () => {
  it('allows nothing by itself', () => {
    expect(decide([], { action: 'dynamodb:GetItem' })).toBe('not-allowed');
  });

  it('allows an action on a resource that it names', () => {
    expect(decide([allow({})], { action: 'dynamodb:GetItem' })).toBe('allowed');
    expect(decide([allow({})], { action: 'dynamodb:PutItem' })).toBe('not-allowed');
    expect(decide([allow({})], { action: 'dynamodb:GetItem', resource: `${TABLE}/index/x` })).toBe('not-allowed');
  });

  it('knows wildcards in actions, whatever their case, and in resources', () => {
    const statement = allow({ Action: ['DynamoDB:Get*', 'dynamodb:?uery'], Resource: `${TABLE}*` });

    expect(decide([statement], { action: 'dynamodb:GetItem', resource: `${TABLE}/index/by-due` })).toBe('allowed');
    expect(decide([statement], { action: 'dynamodb:Query' })).toBe('allowed');
  });

  it('takes dots and brackets in a resource for themselves', () => {
    const statement = allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::a.b/(x)*' });

    expect(decide([statement], { action: 's3:GetObject', resource: 'arn:aws:s3:::a.b/(x)1' })).toBe('allowed');
    expect(decide([statement], { action: 's3:GetObject', resource: 'arn:aws:s3:::aXb/(x)1' })).toBe('not-allowed');
  });

  it('denies before it allows', () => {
    const deny = { Effect: 'Deny', Action: '*', Resource: '*' };

    expect(decide([allow({}), deny], { action: 'dynamodb:GetItem' })).toBe('denied');
  });

  it('can name what it does not mean', () => {
    const statement = { Effect: 'Allow', NotAction: 'dynamodb:Delete*', NotResource: 'arn:aws:s3:::*' };

    expect(decide([statement], { action: 'dynamodb:GetItem' })).toBe('allowed');
    expect(decide([statement], { action: 'dynamodb:DeleteItem' })).toBe('not-allowed');
  });
});

describe('a condition', () => {
  const decideWith = (Condition: object, context: Record<string, string[]> = {}) =>
    decide([allow({ Condition })], { action: 'dynamodb:GetItem', context });

  it.each([
    ['StringEquals', { StringEquals: { 'aws:SourceAccount': '1' } }, { 'aws:sourceaccount': ['1'] }],
    ['one of several values', { StringEquals: { 'a:b': ['1', '2'] } }, { 'a:b': ['2'] }],
    ['StringLike', { StringLike: { 'a:b': 'x*' } }, { 'a:b': ['xyz'] }],
    ['ArnLike', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }, { 'aws:sourcearn': ['arn:aws:s3:::x'] }],
    ['Bool', { Bool: { 'a:b': true } }, { 'a:b': ['true'] }],
    ['StringNotEquals without the key', { StringNotEquals: { 'a:b': '1' } }, {}],
    ['IfExists without the key', { StringEqualsIfExists: { 'a:b': '1' } }, {}],
    ['ForAllValues without the key', { 'ForAllValues:StringEquals': { 'a:b': ['1'] } }, {}],
    ['ForAnyValue with one that fits', { 'ForAnyValue:StringEquals': { 'a:b': ['1'] } }, { 'a:b': ['0', '1'] }],
    ['Null', { Null: { 'a:b': 'true' } }, {}],
  ])('with %s holds', (_what, condition, context) => {
    expect(decideWith(condition, context)).toBe('allowed');
  });

  it.each([
    ['StringEquals without the key', { StringEquals: { 'a:b': '1' } }, {}],
    ['StringNotEquals with the value', { StringNotEquals: { 'a:b': '1' } }, { 'a:b': ['1'] }],
    ['ForAllValues with another value', { 'ForAllValues:StringEquals': { 'a:b': ['1'] } }, { 'a:b': ['1', '2'] }],
    [
      'one of two operators',
      { StringEquals: { 'a:b': '1' }, Bool: { 'c:d': 'true' } },
      { 'a:b': ['1'], 'c:d': ['false'] },
    ],
  ])('with %s does not hold', (_what, condition, context) => {
    expect(decideWith(condition, context)).toBe('not-allowed');
  });

  it('with an operator that is not known stops the start', () => {
    expect(() => decideWith({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })).toThrow(UnsupportedTemplateError);
  });
});
