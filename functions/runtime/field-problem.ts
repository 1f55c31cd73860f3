import * as z from 'zod';
import { textSchema } from '../../domain/text-schema.ts';
import type { Text } from '../../domain/text.ts';

export interface FieldProblem {
  /** `roster.rows.3.nik`; empty when the whole part does not fit. */
  readonly path: readonly string[];
  /** What is wrong, to be read after the field's name. */
  readonly text: Text;
}

type Issue = z.ZodError['issues'][number];

/** Words of our own schemas, in the other language. */
const KNOWN: Readonly<Record<string, string>> = {
  'must be a month as YYYY-MM': 'harus berupa bulan, YYYY-MM',
  'must be the SHA-256 of the file in lower-case hex': 'harus SHA-256 berkas dalam heksadesimal huruf kecil',
  'must be 16 digits': 'harus 16 angka',
  'must be 8 to 100 printable characters': 'harus 8 sampai 100 karakter tercetak',
  'must have at least one column': 'harus memuat paling sedikit satu kolom',
  'must be plain text': 'harus teks biasa',
  'must not hold a NIK': 'tidak boleh memuat NIK',
};

const TYPES: Readonly<Record<string, Text>> = {
  string: { id: 'teks', en: 'text' },
  number: { id: 'angka', en: 'a number' },
  int: { id: 'bilangan bulat', en: 'a whole number' },
  array: { id: 'daftar', en: 'a list' },
  object: { id: 'objek', en: 'an object' },
  record: { id: 'objek', en: 'an object' },
  boolean: { id: 'true atau false', en: 'true or false' },
};

/** The first thing that does not fit, in words for people. Never quotes the value: it may be a NIK. */
export function fieldProblem(error: z.ZodError, value: unknown): FieldProblem {
  const issue = innermost(error.issues[0]);
  if (issue === undefined) return { path: [], text: { id: 'tidak sesuai', en: 'does not fit' } };
  return { path: issue.path.map(String), text: wordsOf(issue, valueAt(value, issue.path) === undefined) };
}

/** Of a union, the branch that comes closest: the one with the fewest complaints. */
function innermost(issue: Issue | undefined): Issue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const values = issue.errors.flatMap((branch) =>
    branch.flatMap((inner) => (inner.code === 'invalid_value' && inner.path.length === 0 ? inner.values : [])),
  );
  if (values.length > 0) return { ...issue, code: 'invalid_value', values };
  const [closest] = [...issue.errors].sort((a, b) => a.length - b.length);
  const inner = innermost(closest?.[0]);
  return inner === undefined ? issue : { ...inner, path: [...issue.path, ...inner.path] };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
    value,
  );
}

function wordsOf(issue: Issue, isMissing: boolean): Text {
  if (isMissing) return { id: 'wajib diisi', en: 'is required' };
  switch (issue.code) {
    case 'invalid_type': {
      const type = TYPES[issue.expected] ?? { id: 'jenis lain', en: 'of another kind' };
      return { id: `harus berupa ${type.id}`, en: `must be ${type.en}` };
    }
    case 'too_small':
      return bound({ id: 'paling sedikit', en: 'at least' }, { limit: issue.minimum, origin: issue.origin });
    case 'too_big':
      return bound({ id: 'paling banyak', en: 'at most' }, { limit: issue.maximum, origin: issue.origin });
    case 'invalid_value': {
      const list = issue.values.map(String).join(', ');
      return { id: `harus salah satu dari: ${list}`, en: `must be one of: ${list}` };
    }
    case 'unrecognized_keys': {
      const list = issue.keys.join(', ');
      return { id: `memuat isian yang tidak dikenal: ${list}`, en: `has unknown fields: ${list}` };
    }
    case 'custom':
      return spokenSchema.safeParse(issue).data?.params.text ?? ownWords(issue.message);
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return ownWords(issue.message);
  }
}

/** A rule of the domain tells what is wrong in both languages. */
const spokenSchema = z.object({ params: z.object({ text: textSchema }) });

const UNITS: Readonly<Record<string, Text>> = {
  string: { id: 'karakter', en: 'characters' },
  array: { id: 'butir', en: 'entries' },
};

function bound(word: Text, { limit, origin }: { limit: number | bigint; origin: string }): Text {
  const unit = UNITS[origin];
  if (unit === undefined) return { id: `harus ${word.id} ${limit}`, en: `must be ${word.en} ${limit}` };
  return { id: `harus ${word.id} ${limit} ${unit.id}`, en: `must have ${word.en} ${limit} ${unit.en}` };
}

function ownWords(message: string): Text {
  const known = KNOWN[message];
  return known === undefined ? { id: 'bentuknya tidak sesuai', en: 'has the wrong form' } : { id: known, en: message };
}
