import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { describeApi } from '../../../lib/api-description.ts';
import type { ApiDescription } from '../../../lib/api-description.ts';
import { ROUTES } from '../../../lib/routes.ts';

const schema = z.record(z.string(), z.unknown());
const operationSchema = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema })),
  requestBody: z
    .object({
      content: z.record(
        z.string(),
        z.object({
          schema: z.object({
            properties: z.record(z.string(), schema).default({}),
            required: z.array(z.string()).default([]),
          }),
        }),
      ),
    })
    .optional(),
  security: z.array(schema).optional(),
  responses: z.record(
    z.string(),
    z.object({
      content: z.record(z.string(), z.object({ schema: z.looseObject({ properties: schema.optional() }) })).optional(),
    }),
  ),
});

let description: ApiDescription;
const operationOf = (method: string, path: string) =>
  operationSchema.parse(description.paths[path]?.[method.toLowerCase()]);

beforeAll(async () => {
  description = await describeApi();
});

describe('the description of the API', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();

    const result = await validator.validate(JSON.parse(JSON.stringify(description)) as Record<string, unknown>);

    expect(result.errors ?? []).toEqual([]);
    expect([result.valid, validator.version]).toEqual([true, '3.1']);
  });

  it('has every route, and no other', () => {
    const described = Object.entries(description.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );

    expect(described.toSorted()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it('names every operation once, and every place of its path', () => {
    const operations = ROUTES.map(({ method, path }) => ({ path, ...operationOf(method, path) }));

    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { path, parameters } of operations) {
      const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(new Set(inPath)).toEqual(new Set(places));
    }
  });

  it('tells what a submission takes, in header and body, and what it gives', () => {
    const { parameters, requestBody, responses } = operationOf('POST', '/api/requests');

    expect(parameters).toMatchObject([{ name: 'idempotency-key', in: 'header', required: true }]);
    const schema = requestBody?.content['application/json']?.schema;
    expect(Object.keys(schema?.properties ?? {})).toEqual(expect.arrayContaining(['title', 'wadahId', 'roster']));
    // A part with a default may be left out by the client.
    expect(schema?.required).not.toContain('papers');
    expect(responses['202']?.content?.['application/json']?.schema.properties).toHaveProperty('revisionId');
  });

  it('asks for a sign-in everywhere but on the approver’s page, which takes a form and gives HTML', () => {
    for (const { method, path, open } of ROUTES) {
      expect(operationOf(method, path).security).toEqual(open === true ? [] : undefined);
    }
    const page = operationOf('POST', '/approval/{secret}');
    expect(Object.keys(page.requestBody?.content ?? {})).toEqual(['application/x-www-form-urlencoded']);
    expect(Object.keys(page.responses['200']?.content ?? {})).toEqual(['text/html']);
  });

  it('tells the shape of every refusal', () => {
    const { responses } = operationOf('GET', '/api/requests/{requestId}');

    expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '404', '409', '413', '500', '503']);
    expect(JSON.stringify(description.components)).toContain('"required":["code","text"]');
  });
});
