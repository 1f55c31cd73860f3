import * as z from 'zod';
import { checkExpressions, checkState, refuse } from './definition-checks.ts';
import { StatesApiError } from './errors.ts';
import { told } from './events.ts';
import { processorConfigSchema, stateSchema, type State } from './state-schemas.ts';
import { checkTransitions } from './transitions.ts';

/** One `States` field: the machine itself, a branch of a Parallel, or the processor of a Map. */
export interface Scope {
  id: number;
  startAt: string;
  states: Map<string, State>;
  /** Ids of the scopes inside a Parallel (by branch) or Map (one), by state name. */
  inner: Map<string, number[]>;
  /** State names from the machine down to the state that holds this scope. */
  path: string[];
  parent: number | undefined;
  /** The processor of a Map of mode DISTRIBUTED: its runs are executions of their own. */
  distributed: boolean;
  /** All scopes are of the same machine; a scope of a distributed Map starts with no variables. */
  variables: Set<string>;
}

export interface Machine {
  readonly scopes: readonly Scope[];
  readonly timeoutSeconds: number | undefined;
}

export function scopeNumbered(machine: Machine, id: number): Scope {
  const scope = machine.scopes[id];
  if (scope === undefined) throw new Error(`scope ${id} is not in the definition`);
  return scope;
}

export function stateNamed(scope: Scope, name: string): State {
  const state = scope.states.get(name);
  if (state === undefined) throw new Error(`state ${name} is not in the definition`);
  return state;
}

const processorSchema = z.strictObject({
  Comment: z.string().optional(),
  StartAt: z.string(),
  States: z.record(z.string(), z.unknown()),
});
const mapProcessorSchema = processorSchema.extend({ ProcessorConfig: processorConfigSchema.optional() });
const machineSchema = processorSchema.extend({
  Version: z.string().optional(),
  QueryLanguage: z.enum(['JSONata', 'JSONPath']).default('JSONPath'),
  TimeoutSeconds: z.int().min(1).max(99_999_999).optional(),
});
const languageSchema = z.looseObject({ QueryLanguage: z.enum(['JSONata', 'JSONPath']).optional() });

const LONGEST_NAME = 80;
/** With them go all whose names end in `Path`. */
const JSONPATH_FIELDS = new Set(['Parameters', 'ResultSelector', 'Iterator', 'Result', 'Variable']);

function placeOf(base: string, path: ReadonlyArray<PropertyKey>): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `/${String(step)}`));
  return base === '/' ? steps.join('') || '/' : base + steps.join('');
}

function parse<T>(schema: z.ZodType<T>, value: unknown, place: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue === undefined) throw refuse('The value is not valid', place);
  if (issue.code !== 'unrecognized_keys') throw refuse(issue.message, placeOf(place, issue.path));
  const field = issue.keys[0] ?? '';
  const reason =
    JSONPATH_FIELDS.has(field) || field.endsWith('Path')
      ? `The field '${field}' belongs to JSONPath, which is not supported: only JSONata is`
      : `The field '${field}' is not supported`;
  throw refuse(reason, placeOf(place, [...issue.path, field]));
}

/**
 * Parses and checks a definition; throws InvalidDefinition naming state and field for whatever is wrong or outside the
 * supported part of the language (JSONata only).
 */
export function parseDefinition(text: string): Machine {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  let machine: Machine;
  try {
    machine = readDefinition(text);
  } catch (error) {
    if (error instanceof RangeError) throw refuse('The definition is nested too deeply', '/');
    throw error;
  }
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(text, machine);
  return machine;
}

/** Parsing compiles every expression; the same text comes back at creation, at each start and in each test. */
const parsed = new Map<string, Machine>();
const MOST_PARSED = 50;

function readDefinition(text: string): Machine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new StatesApiError(
      'InvalidDefinition',
      "Invalid State Machine Definition: 'INVALID_JSON_DESCRIPTION: not JSON'",
    );
  }
  if (typeof json === 'object' && json !== null) {
    const missing = ['StartAt', 'States'].filter((field) => !(field in json));
    if (missing.length > 0) throw refuse(`These fields are required: [${missing.join(', ')}]`, '/');
  }
  const raw = parse(machineSchema, json, '/');
  const reader = new DefinitionReader(raw.QueryLanguage);
  reader.readScope(raw, { place: '/States', path: [], parent: undefined, distributed: false });
  return { scopes: reader.scopes, timeoutSeconds: raw.TimeoutSeconds };
}

interface Position {
  place: string;
  path: string[];
  parent: number | undefined;
  distributed: boolean;
}

class DefinitionReader {
  readonly scopes: Scope[] = [];
  private readonly names = new Set<string>();
  private readonly language: 'JSONata' | 'JSONPath';

  constructor(language: 'JSONata' | 'JSONPath') {
    this.language = language;
  }

  readScope(raw: z.infer<typeof processorSchema>, at: Position): number {
    const scope: Scope = {
      id: this.scopes.length,
      startAt: raw.StartAt,
      states: new Map(),
      inner: new Map(),
      path: at.path,
      parent: at.parent,
      distributed: at.distributed,
      variables: new Set(),
    };
    this.scopes.push(scope);
    for (const [name, value] of Object.entries(raw.States)) {
      const place = `${at.place}/${name}`;
      scope.states.set(name, this.readState(name, value, place));
    }
    checkTransitions(scope, at.place);
    for (const [name, state] of scope.states) this.collectVariables(scope, state, `${at.place}/${name}`);
    for (const [name, state] of scope.states) this.readInner(scope, { name, state }, `${at.place}/${name}`);
    return scope.id;
  }

  private readState(name: string, value: unknown, place: string): State {
    if (name.length > LONGEST_NAME) throw refuse(`The state name is longer than ${LONGEST_NAME} characters`, place);
    if (this.names.has(name)) throw refuse(`The state name '${name}' is used more than once`, place);
    this.names.add(name);
    const language = parse(languageSchema, value, place).QueryLanguage ?? this.language;
    if (language !== 'JSONata') throw refuse('QueryLanguage JSONPath is not supported: only JSONata is', place);
    const own = parse(stateSchema, value, place);
    const entered = told(`${own.Type}StateEntered`, { name });
    const exited = told(`${own.Type}StateExited`, { name });
    const state = { ...own, name, quotedName: JSON.stringify(name), entered, exited };
    checkExpressions(value, { state, place, field: '' });
    checkState(state, place);
    return state;
  }

  /** https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html: an inner name may not repeat an outer one. */
  private collectVariables(scope: Scope, state: State, place: string): void {
    for (const { field, assign } of assignsOf(state)) {
      for (const variable of Object.keys(assign)) {
        const at = `${place}/${field}/${variable}`;
        if (variable === 'states') throw refuse("The variable name 'states' is reserved", at);
        if (!/^[\p{L}_][\p{L}\p{N}_]{0,79}$/u.test(variable))
          throw refuse(`The variable name '${variable}' is not valid`, at);
        scope.variables.add(variable);
        let outer = scope.distributed ? undefined : scope.parent;
        while (outer !== undefined) {
          const holder = this.scopes[outer];
          if (holder?.variables.has(variable) === true) {
            throw refuse(`The variable '${variable}' is already assigned in an outer scope`, at);
          }
          outer = holder === undefined || holder.distributed ? undefined : holder.parent;
        }
      }
    }
  }

  private readInner(scope: Scope, holder: { name: string; state: State }, place: string): void {
    const { name, state } = holder;
    const path = [...scope.path, name];
    if (state.Type === 'Parallel') {
      const ids = state.Branches.map((branch, index) => {
        const at = `${place}/Branches[${index}]`;
        const raw = parse(processorSchema, branch, at);
        return this.readScope(raw, { place: `${at}/States`, path, parent: scope.id, distributed: false });
      });
      scope.inner.set(name, ids);
    }
    if (state.Type === 'Map') {
      const at = `${place}/ItemProcessor`;
      const raw = parse(mapProcessorSchema, state.ItemProcessor, at);
      const distributed = raw.ProcessorConfig?.Mode === 'DISTRIBUTED';
      for (const field of [
        'ItemReader',
        'ResultWriter',
        'ToleratedFailureCount',
        'ToleratedFailurePercentage',
        'Label',
      ] as const) {
        if (!distributed && state[field] !== undefined)
          throw refuse(`The field '${field}' needs the mode DISTRIBUTED`, place);
      }
      if (state.ItemReader !== undefined && state.Items !== undefined)
        throw refuse("Only one of 'Items' and 'ItemReader' is allowed", place);
      scope.inner.set(name, [this.readScope(raw, { place: `${at}/States`, path, parent: scope.id, distributed })]);
    }
  }
}

function assignsOf(state: State): Array<{ field: string; assign: Record<string, unknown> }> {
  const assigns = 'Assign' in state ? [{ field: 'Assign', assign: state.Assign }] : [];
  if (state.Type === 'Choice')
    assigns.push(...state.Choices.map(({ Assign }, index) => ({ field: `Choices[${index}]/Assign`, assign: Assign })));
  if ('Catch' in state)
    assigns.push(...state.Catch.map(({ Assign }, index) => ({ field: `Catch[${index}]/Assign`, assign: Assign })));
  return assigns.flatMap(({ field, assign }) => (assign === undefined ? [] : [{ field, assign }]));
}
