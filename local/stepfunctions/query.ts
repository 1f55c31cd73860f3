import jsonata from 'jsonata';
import * as z from 'zod';
import { evaluationFault, StateFault } from './errors.ts';
import { registerAwsFunctions, type Surroundings } from './jsonata-functions.ts';

/** What expressions of a state can see: `$states` and the variables, by name. */
export type Bindings = Record<string, unknown>;

export interface Evaluator {
  /** The JSON value of a template: its expressions replaced by their results. `location` names the field for error causes. */
  value(template: unknown, location: string, bindings: () => Bindings): Promise<unknown>;
}

/** An expression without end would stop everything else: it fails when it has run so long or called itself so deep. */
const LONGEST_MS = 5000;
const DEEPEST = 100_000;

const syntaxSchema = z.object({ type: z.string(), value: z.string() });
const EXPRESSION = /^\{%([\s\S]*)%\}$/;

/** The JSONata source of `{% … %}`, or undefined for a plain string. */
export function expressionSource(text: string): string | undefined {
  return EXPRESSION.exec(text)?.[1]?.trim();
}

/** What of `$states` a source reads by name, or the message of its JSONata syntax error. */
export function readSource(source: string): { reserved: Set<string> } | { error: string } {
  try {
    const reserved = new Set<string>();
    collectReserved(jsonata(source).ast(), reserved);
    return { reserved };
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return { error: describe(error) };
  }
}

/** Looks through a syntax tree for paths that begin with `$states.NAME`. */
function collectReserved(node: unknown, reserved: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  if ('steps' in node && Array.isArray(node.steps)) {
    const steps: unknown[] = node.steps;
    const [first, second] = steps.map((step) => syntaxSchema.safeParse(step).data);
    if (first?.type === 'variable' && first.value === 'states' && second?.type === 'name') reserved.add(second.value);
  }
  for (const part of Object.values(node)) collectReserved(part, reserved);
}

/** Whether a template holds any expression; without one it is its own value. */
export function hasExpression(template: unknown): boolean {
  if (typeof template === 'string') return EXPRESSION.test(template);
  if (typeof template !== 'object' || template === null) return false;
  return Object.values(template).some(hasExpression);
}

function describe(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  return 'message' in error && typeof error.message === 'string' ? code + error.message : code;
}

/** The JSON type name AWS uses in its causes. */
function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Fails as AWS does when a field's expression gave a value of another type. `template` is what stands in the definition. */
export function unexpectedType(
  field: { template: unknown; location: string; expected: string },
  value: unknown,
): StateFault {
  const source = typeof field.template === 'string' ? expressionSource(field.template) : undefined;
  const subject = source === undefined ? 'value' : `JSONata expression '${source}'`;
  return evaluationFault(
    field.location,
    `The ${subject} specified for the field '${field.location}' returned an unexpected result type. ` +
      `Expected '${field.expected}', but was '${jsonType(value)}' for value: ${JSON.stringify(value)}`,
  );
}

/** JSONata marks its sequences with hidden properties that would change later results; JSON forgets them. */
function plain(value: unknown, source: string, location: string): unknown {
  if (value === undefined) {
    throw evaluationFault(
      location,
      `The JSONata expression '${source}' specified for the field '${location}' returned nothing (undefined).`,
    );
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || Number.isFinite(value)) return value;
  const text = typeof value !== 'object' || isLambda(value) ? undefined : JSON.stringify(value);
  if (text === undefined) {
    throw evaluationFault(
      location,
      `The JSONata expression '${source}' specified for the field '${location}' returned an unsupported result type.`,
    );
  }
  const copy: unknown = JSON.parse(text);
  return copy;
}

function isLambda(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value);
}

/** Evaluates templates; compiled expressions are kept, as the same definition runs thousands of times. */
export function createEvaluator(surroundings: Surroundings): Evaluator {
  const compiled = new Map<string, jsonata.Expression>();
  const limits = { stack: DEEPEST, timeout: surroundings.longestMs ?? LONGEST_MS };

  const compile = (source: string): jsonata.Expression => {
    const known = compiled.get(source);
    if (known !== undefined) return known;
    const expression = jsonata(source, limits);
    registerAwsFunctions(expression, surroundings);
    compiled.set(source, expression);
    return expression;
  };

  const evaluate = async (source: string, location: string, bindings: Bindings): Promise<unknown> => {
    let result: unknown;
    try {
      // AWS removes $eval: bound to nothing, calling it fails like any unknown function.
      result = await compile(source).evaluate(undefined, { ...bindings, eval: undefined });
    } catch (error) {
      throw evaluationFault(
        location,
        `The JSONata expression '${source}' specified for the field '${location}' threw an error during evaluation. ${describe(error)}`,
      );
    }
    return plain(result, source, location);
  };

  const walk = async (template: unknown, location: string, bindings: Bindings): Promise<unknown> => {
    if (typeof template === 'string') {
      const source = expressionSource(template);
      return source === undefined ? template : evaluate(source, location, bindings);
    }
    if (typeof template !== 'object' || template === null) return template;
    if (Array.isArray(template)) {
      const items: unknown[] = [];
      for (const [index, item] of template.entries()) items.push(await walk(item, `${location}[${index}]`, bindings));
      return items;
    }
    const object: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(template)) object[key] = await walk(item, `${location}/${key}`, bindings);
    return object;
  };

  return {
    value: async (template, location, bindings) =>
      hasExpression(template) ? walk(template, location, bindings()) : template,
  };
}
