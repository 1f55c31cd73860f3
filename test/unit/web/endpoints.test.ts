import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../../lib/routes.ts';

interface Endpoint {
  readonly method: string;
  readonly path: string;
  readonly contract: unknown;
}

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'path' in value && 'contract' in value;

const modules = import.meta.glob<Record<string, unknown>>('../../../web/src/api/*.ts', { eager: true });
const contracts = import.meta.glob<object>('../../../functions/http/*/contract.ts', { eager: true });
const endpoints = Object.values(modules).flatMap((module) => Object.values(module).filter(isEndpoint));

describe('the portal’s endpoints', () => {
  it('are addresses of the API, each with the contract of the function behind it', () => {
    expect(endpoints.length).toBeGreaterThan(1);
    const misled = endpoints.filter(({ method, path, contract }) => {
      const route = ROUTES.find((one) => one.method === method && one.path === path);
      return route === undefined || contract !== contracts[`../../../functions/http/${route.call}/contract.ts`];
    });
    expect(misled.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });
});
