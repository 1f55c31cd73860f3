import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { body as submitBody } from '../../../functions/http/submit-request/contract.ts';
import { body as uploadBody } from '../../../functions/http/request-upload/contract.ts';
import { body as exclusionsBody } from '../../../functions/http/load-exclusions/contract.ts';
import { idempotencyKeySchema } from '../../../functions/http/submit-request/contract.ts';
import { fieldProblem } from '../../../functions/runtime/field-problem.ts';
import { plainBody } from '../../support/submit-world.ts';

function problemOf(schema: z.ZodType, value: unknown) {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error('it fits');
  const { path, text } = fieldProblem(parsed.error, value);
  return { field: path.join('.'), ...text };
}

describe('what is wrong with a field, in both languages', () => {
  const schema = z.object({
    name: z.string().min(2).max(3),
    list: z.array(z.string()).min(1).max(2),
    count: z.number().min(1).max(9),
    kind: z.enum(['a', 'b']),
    length: z.union([z.literal(1), z.literal(3)]),
  });
  const fits = { name: 'ab', list: ['a'], count: 1, kind: 'a', length: 1 };

  it.each([
    { change: { name: undefined }, field: 'name', id: 'wajib diisi', en: 'is required' },
    { change: { name: 5 }, field: 'name', id: 'harus berupa teks', en: 'must be text' },
    {
      change: { name: 'a' },
      field: 'name',
      id: 'harus paling sedikit 2 karakter',
      en: 'must have at least 2 characters',
    },
    {
      change: { name: 'abcd' },
      field: 'name',
      id: 'harus paling banyak 3 karakter',
      en: 'must have at most 3 characters',
    },
    { change: { list: [] }, field: 'list', id: 'harus paling sedikit 1 butir', en: 'must have at least 1 entries' },
    { change: { list: ['a', 5] }, field: 'list.1', id: 'harus berupa teks', en: 'must be text' },
    { change: { count: 0 }, field: 'count', id: 'harus paling sedikit 1', en: 'must be at least 1' },
    { change: { count: 10 }, field: 'count', id: 'harus paling banyak 9', en: 'must be at most 9' },
    { change: { kind: 'c' }, field: 'kind', id: 'harus salah satu dari: a, b', en: 'must be one of: a, b' },
    { change: { length: 2 }, field: 'length', id: 'harus salah satu dari: 1, 3', en: 'must be one of: 1, 3' },
  ])('$field: $en', ({ change, field, id, en }) => {
    expect(problemOf(schema, { ...fits, ...change })).toEqual({ field, id, en });
  });

  it('of two shapes a value may have, names the field of the closer one', () => {
    const shapes = z.object({
      roster: z.union([z.strictObject({ rows: z.string() }), z.strictObject({ a: z.string(), b: z.string() })]),
    });

    expect(problemOf(shapes, { roster: { a: 'x' } })).toMatchObject({ field: 'roster.b', en: 'is required' });
    expect(problemOf(shapes, { roster: { rows: 1 } })).toMatchObject({ field: 'roster.rows', en: 'must be text' });
  });

  it('names unknown fields where none are allowed', () => {
    expect(problemOf(z.strictObject({}), { extra: 1 })).toMatchObject({ field: '', en: 'has unknown fields: extra' });
  });

  it('knows the other language of every sentence that our own schemas say', () => {
    const upload = { fileName: 'a.csv', kind: 'roster', bytes: 1, sha256: 'x' };
    const entry = { nik: '1', reason: 'left', since: '2026-12-01' };
    const said = [
      problemOf(submitBody, { ...plainBody(), period: { firstMonth: 'x', months: 1 } }),
      problemOf(submitBody, { ...plainBody(), title: '1410014505800001' }),
      problemOf(submitBody, { ...plainBody(), title: 'abc\u0007' }),
      problemOf(submitBody, { ...plainBody(), roster: { rows: [{}] } }),
      problemOf(uploadBody, upload),
      problemOf(exclusionsBody, { entries: [entry] }),
      problemOf(idempotencyKeySchema, 'short'),
    ];

    for (const { id, en } of said) {
      expect(en).toMatch(/^must /);
      expect(id).not.toBe('bentuknya tidak sesuai');
    }
  });

  it('never repeats the value', () => {
    expect(JSON.stringify(problemOf(exclusionsBody, { entries: [{ nik: '14100145058000012' }] }))).not.toContain(
      '1410',
    );
  });
});
