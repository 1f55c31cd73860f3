import { describe, expect, it } from 'vitest';
import { createRouter } from '../../../local/services/http-api/routes.ts';

const route = createRouter(
  [
    'GET /requests',
    'GET /requests/{id}',
    'GET /requests/mine',
    'ANY /requests/{id}/files/{proxy+}',
    'GET /requests/{id}/files/{name}',
    'POST /requests',
    'ANY /requests',
  ].map((routeKey) => ({ routeKey, value: routeKey })),
);

describe('a route', () => {
  it.each([
    { method: 'GET', path: '/requests', routeKey: 'GET /requests', pathParameters: {} },
    { method: 'DELETE', path: '/requests', routeKey: 'ANY /requests', pathParameters: {} },
    { method: 'GET', path: '/requests/7', routeKey: 'GET /requests/{id}', pathParameters: { id: '7' } },
    { method: 'GET', path: '/requests/mine', routeKey: 'GET /requests/mine', pathParameters: {} },
    {
      method: 'GET',
      path: '/requests/7/files/a',
      routeKey: 'GET /requests/{id}/files/{name}',
      pathParameters: { id: '7', name: 'a' },
    },
    {
      method: 'GET',
      path: '/requests/7/files/a/b',
      routeKey: 'ANY /requests/{id}/files/{proxy+}',
      pathParameters: { id: '7', proxy: 'a/b' },
    },
    {
      method: 'PUT',
      path: '/requests/7/files/a',
      routeKey: 'ANY /requests/{id}/files/{proxy+}',
      pathParameters: { id: '7', proxy: 'a' },
    },
    { method: 'GET', path: '/requests/a%2Fb', routeKey: 'GET /requests/{id}', pathParameters: { id: 'a/b' } },
  ])('for $method $path is $routeKey', ({ method, path, routeKey, pathParameters }) => {
    expect(route(method, path)).toEqual({ routeKey, value: routeKey, pathParameters });
  });

  it.each([
    ['HEAD', '/requests/7'],
    ['GET', '/requests/'],
    ['GET', '/requests/7/'],
    ['GET', '/other'],
    ['POST', '/requests/7'],
  ])('for %s %s does not exist', (method, path) => {
    expect(route(method, path)).toBeUndefined();
  });

  it('named $default takes what no other takes', () => {
    const withDefault = createRouter([
      { routeKey: '$default', value: 'rest' },
      { routeKey: 'GET /a', value: 'a' },
    ]);

    expect([withDefault('GET', '/a')?.value, withDefault('PUT', '/b')?.value]).toEqual(['a', 'rest']);
  });
});
