import { TemplateError } from '../errors.ts';
import { isObject, type JsonObject } from '../json.ts';

/** What `AWS::NoValue` resolves to; containers leave such members out. */
export const NO_VALUE = Symbol('AWS::NoValue');

export interface Surroundings {
  /** Stack name, for messages. */
  where: string;
  mappings: Record<string, Record<string, JsonObject>>;
  ref: (name: string) => unknown;
  attribute: (logicalId: string, attribute: string) => string;
  importValue: (name: string) => unknown;
  condition: (name: string) => boolean;
  localise: (value: string) => string;
}

export interface Intrinsics {
  resolve(value: unknown): unknown;
}

/** The intrinsic functions that CDK writes. Another one is an error that names it. */
export function createIntrinsics(around: Surroundings): Intrinsics {
  const fail = (what: string): never => {
    throw new TemplateError(`${around.where}: ${what}`);
  };
  const text = (value: unknown): string => {
    const resolved = resolve(value);
    if (typeof resolved === 'string') return resolved;
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
    return fail(`a text is needed, but ${JSON.stringify(value)} gives none.`);
  };
  const list = (value: unknown): unknown[] => {
    const resolved = resolve(value);
    return Array.isArray(resolved) ? resolved : fail(`a list is needed, but ${JSON.stringify(value)} gives none.`);
  };
  const parts = (value: unknown): unknown[] => (Array.isArray(value) ? value : fail('an intrinsic needs a list.'));

  const substitute = (value: unknown): string => {
    const members: unknown[] = Array.isArray(value) ? value : [value, {}];
    const [first, variables] = members;
    const template = text(first);
    const own = isObject(variables) ? variables : {};
    return template.replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      if (name in own) return text(own[name]);
      const [logicalId = '', ...attribute] = name.trim().split('.');
      if (attribute.length > 0) return around.attribute(logicalId, attribute.join('.'));
      return text({ Ref: name.trim() });
    });
  };
  const attributeOf = (value: unknown): string => {
    const [logicalId = '', ...rest] = typeof value === 'string' ? value.split('.') : parts(value).map(text);
    return around.attribute(logicalId, rest.join('.'));
  };
  const choose = (value: unknown): unknown => {
    const [condition, whenTrue, whenFalse] = parts(value);
    return resolve(around.condition(text(condition)) ? whenTrue : whenFalse);
  };
  const lookUp = (value: unknown): unknown => {
    const [map = '', first = '', second = ''] = parts(value).map(text);
    return around.mappings[map]?.[first]?.[second] ?? fail(`Fn::FindInMap finds nothing at ${map}.${first}.${second}.`);
  };

  const functions: Record<string, (value: unknown) => unknown> = {
    Ref: (value) => (typeof value === 'string' ? around.ref(value) : fail('Ref needs a name.')),
    Condition: (value) => around.condition(text(value)),
    'Fn::GetAtt': attributeOf,
    'Fn::Sub': (value) => around.localise(substitute(value)),
    'Fn::Join': (value) => {
      const [separator, members] = parts(value);
      return around.localise(list(members).map(text).join(text(separator)));
    },
    'Fn::ImportValue': (value) => around.importValue(text(value)),
    'Fn::Select': (value) => {
      const [index, members] = parts(value);
      return list(members)[Number(text(index))] ?? fail('Fn::Select: index out of range.');
    },
    'Fn::Split': (value) => {
      const [separator, whole] = parts(value);
      return text(whole).split(text(separator));
    },
    'Fn::If': choose,
    'Fn::Equals': (value) => {
      const [left, right] = parts(value);
      return text(left) === text(right);
    },
    'Fn::And': (value) => parts(value).every((part) => resolve(part) === true),
    'Fn::Or': (value) => parts(value).some((part) => resolve(part) === true),
    'Fn::Not': (value) => resolve(parts(value)[0]) !== true,
    'Fn::FindInMap': lookUp,
  };

  function resolve(value: unknown): unknown {
    if (typeof value === 'string') {
      if (value.includes('{{resolve:')) fail(`dynamic reference ${value} is not supported.`);
      return value;
    }
    if (Array.isArray(value)) return value.map(resolve).filter((member) => member !== NO_VALUE);
    if (!isObject(value)) return value;
    const [name, ...others] = Object.keys(value);
    if (name !== undefined && others.length === 0) {
      const apply = functions[name];
      if (apply !== undefined && (name !== 'Condition' || typeof value[name] === 'string')) return apply(value[name]);
      if (name.startsWith('Fn::')) fail(`${name} is not supported.`);
    }
    const entries = Object.entries(value).map(([key, member]): [string, unknown] => [key, resolve(member)]);
    return Object.fromEntries(entries.filter(([, member]) => member !== NO_VALUE));
  }
  return { resolve };
}
