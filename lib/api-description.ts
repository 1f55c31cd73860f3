import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { errorBodySchema } from '../functions/http/error-contract.ts';
import { folderOf } from './function-folders.ts';
import { FUNCTIONS } from './functions.ts';
import type { FunctionName } from './functions.ts';
import { ROUTES } from './routes.ts';
import type { Route } from './routes.ts';

type Json = Readonly<Record<string, unknown>>;

/** OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.1.html */
export interface ApiDescription {
  readonly openapi: '3.1.1';
  readonly info: Json;
  readonly servers: readonly Json[];
  readonly security: readonly Json[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: Json;
}

const anyObject = z.instanceof(z.ZodObject);
const anySchema = z.instanceof(z.ZodType);
/** What contract.ts of a call exports; a page has a form and no output of its own, for it answers HTML. */
const contractSchema = z.object({
  params: anyObject,
  query: anyObject,
  body: anySchema.optional(),
  form: anyObject.optional(),
  output: anySchema.optional(),
  status: z.number().int().default(200),
  idempotencyKeySchema: anySchema.optional(),
});
type Contract = z.infer<typeof contractSchema>;

async function contractOf(name: FunctionName): Promise<Contract> {
  const loaded: unknown = await import(pathToFileURL(join(folderOf(name, FUNCTIONS[name]), 'contract.ts')).href);
  return contractSchema.parse(loaded);
}

/** What a client may send and what it will get differ where a schema has defaults or changes its value. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return described;
}

const shapeSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});

function parameters(schema: z.ZodObject, place: 'path' | 'query'): Json[] {
  const { properties, required } = shapeSchema.parse(jsonSchema(schema, 'input'));
  return Object.entries(properties).map(([name, described]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: described,
  }));
}

const json = (schema: Json): Json => ({ 'application/json': { schema } });

function requestBody({ body, form }: Contract): Json | undefined {
  if (form !== undefined) {
    return {
      required: true,
      content: { 'application/x-www-form-urlencoded': { schema: jsonSchema(form, 'input') } },
    };
  }
  if (body === undefined) return undefined;
  const schema = jsonSchema(body, 'input');
  const isEmpty = Object.keys(shapeSchema.parse(schema).properties).length === 0 && schema['type'] === 'object';
  return isEmpty ? undefined : { required: true, content: json(schema) };
}

const ERRORS = {
  400: 'Something in the call does not fit',
  401: 'No sign-in, or one that has ended',
  403: 'The signed-in person may not do this',
  404: 'There is no such thing, or it belongs to another office',
  409: 'The state of the thing does not allow it any more',
  413: 'Too large',
  500: 'Our fault; nothing is lost',
  503: 'A passing disturbance; try again',
} as const;

const errorAnswers = Object.fromEntries(
  Object.entries(ERRORS).map(([status, description]) => [
    status,
    { description, content: json({ $ref: `#/components/schemas/${status === '401' ? 'Message' : 'Error'}` }) },
  ]),
);

const camel = (name: string): string => name.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());

function operation({ method, path, call, open }: Route, contract: Contract): Json {
  const page = { 'text/html': { schema: { type: 'string' } } };
  const good = contract.output === undefined ? page : json(jsonSchema(contract.output, 'output'));
  const body = method === 'POST' ? requestBody(contract) : undefined;
  const key = contract.idempotencyKeySchema;
  const headers =
    key === undefined
      ? []
      : [{ name: 'idempotency-key', in: 'header', required: true, schema: jsonSchema(key, 'input') }];
  return {
    operationId: `${camel(call)}${method === 'HEAD' ? 'Head' : ''}`,
    summary: FUNCTIONS[call].purpose,
    tags: [path.split('/')[path.startsWith('/api/') ? 2 : 1]],
    parameters: [...parameters(contract.params, 'path'), ...parameters(contract.query, 'query'), ...headers],
    ...(body === undefined ? {} : { requestBody: body }),
    ...(open === true ? { security: [] } : {}),
    responses: {
      [contract.status]: { description: 'Done', ...(method === 'HEAD' ? {} : { content: good }) },
      ...(open === true ? { default: { description: 'A page that says what is wrong', content: page } } : errorAnswers),
    },
  };
}

/** Describes every route by the same schemas that its function parses with. */
export async function describeApi(): Promise<ApiDescription> {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of ROUTES) {
    const described = operation(route, await contractOf(route.call));
    (paths[route.path] ??= {})[route.method.toLowerCase()] = described;
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Lindung',
      version: '1',
      description:
        'Amounts are whole rupiah, months are YYYY-MM, times are UTC. Lists go on with the cursor they give.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ signedIn: [] }],
    paths,
    components: {
      securitySchemes: {
        signedIn: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Access token of the issuer that /portal-config.json names: code flow with PKCE',
        },
      },
      schemas: {
        Error: jsonSchema(errorBodySchema, 'output'),
        Message: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
      },
    },
  };
}
