/** The part of DynamoDB's expressions that our adapters write, compiled once for each text. */
export type Item = Readonly<Record<string, unknown>>;
export interface Given {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
}
type Test = (item: Item, given: Given) => boolean;
type Operand = (item: Item, given: Given) => unknown;

const conditions = new Map<string, Test>();
const updates = new Map<string, (item: Record<string, unknown>, given: Given) => Item>();

export function compileCondition(text: string): Test {
  const known = conditions.get(text);
  if (known !== undefined) return known;
  const tokens = text.match(/<=|>=|<>|[=<>(),]|[#:\w]+/g) ?? [];
  const parser = { tokens, at: 0 };
  const compiled = anyOf(parser);
  if (parser.at !== tokens.length) throw new Error(`not understood: ${text}`);
  conditions.set(text, compiled);
  return compiled;
}

interface Parser {
  readonly tokens: readonly string[];
  at: number;
}

const peek = ({ tokens, at }: Parser): string => tokens[at] ?? '';
function take(parser: Parser, expected?: string): string {
  const token = peek(parser);
  if (expected !== undefined && token !== expected) throw new Error(`${expected} expected, ${token} found`);
  parser.at += 1;
  return token;
}

function anyOf(parser: Parser): Test {
  const tests = [allOf(parser)];
  while (peek(parser) === 'OR') {
    take(parser);
    tests.push(allOf(parser));
  }
  return (item, given) => tests.some((test) => test(item, given));
}

function allOf(parser: Parser): Test {
  const tests = [one(parser)];
  while (peek(parser) === 'AND') {
    take(parser);
    tests.push(one(parser));
  }
  return (item, given) => tests.every((test) => test(item, given));
}

function one(parser: Parser): Test {
  const token = take(parser);
  if (token === '(') {
    const inner = anyOf(parser);
    take(parser, ')');
    return inner;
  }
  if (token === 'attribute_exists' || token === 'attribute_not_exists' || token === 'begins_with')
    return call(token, parser);
  const left = operand(token);
  const operator = take(parser);
  if (operator === 'IN') return within(left, parser);
  const right = operand(take(parser));
  return (item, given) => compare(operator, left(item, given), right(item, given));
}

function call(name: string, parser: Parser): Test {
  take(parser, '(');
  const subject = operand(take(parser));
  if (name === 'begins_with') {
    take(parser, ',');
    const prefix = operand(take(parser));
    take(parser, ')');
    return (item, given) => String(subject(item, given)).startsWith(String(prefix(item, given)));
  }
  take(parser, ')');
  return (item, given) => (subject(item, given) !== undefined) === (name === 'attribute_exists');
}

function within(left: Operand, parser: Parser): Test {
  take(parser, '(');
  const list = [operand(take(parser))];
  while (peek(parser) === ',') {
    take(parser);
    list.push(operand(take(parser)));
  }
  take(parser, ')');
  return (item, given) => list.some((value) => value(item, given) === left(item, given));
}

function operand(token: string): Operand {
  if (token.startsWith(':')) return (_item, given) => given.ExpressionAttributeValues?.[token];
  if (token.startsWith('#')) return (item, given) => item[given.ExpressionAttributeNames?.[token] ?? token];
  return (item) => item[token];
}

function compare(operator: string, left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return operator === '<>' && left !== right;
  if (operator === '=') return left === right;
  if (operator === '<>') return left !== right;
  const [a, b] = [left as string, right as string];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

export function compileUpdate(text: string): (item: Record<string, unknown>, given: Given) => Item {
  const known = updates.get(text);
  if (known !== undefined) return known;
  const clauses = [...text.matchAll(/(SET|REMOVE|ADD) (.*?)(?= REMOVE | ADD |$)/g)].flatMap(([, verb, list]) =>
    (list ?? '').split(', ').map((part) => ({ verb, words: part.split(/ = | /) })),
  );
  const compiled = (item: Record<string, unknown>, given: Given): Item => {
    for (const { verb, words } of clauses) {
      const name = given.ExpressionAttributeNames?.[words[0] ?? ''] ?? words[0] ?? '';
      const value = given.ExpressionAttributeValues?.[words[1] ?? ''];
      if (verb === 'SET') item[name] = value;
      else if (verb === 'REMOVE') delete item[name];
      else item[name] = Number(item[name] ?? 0) + Number(value);
    }
    return item;
  };
  updates.set(text, compiled);
  return compiled;
}
