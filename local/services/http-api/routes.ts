/** One route of the HTTP API. */
export interface Route<T> {
  /** `GET /requests/{id}`, `ANY /{proxy+}` or `$default`. */
  routeKey: string;
  value: T;
}

export interface RouteMatch<T> {
  routeKey: string;
  value: T;
  pathParameters: Record<string, string>;
}

export type Router<T> = (method: string, path: string) => RouteMatch<T> | undefined;

interface Compiled<T> extends Route<T> {
  method: string;
  segments: string[];
}

/**
 * API Gateway's choice: fixed segments before variables before a greedy variable, the exact method before ANY, and
 * `$default` last. HEAD is a method like any other: a GET route does not answer it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function createRouter<T>(routes: ReadonlyArray<Route<T>>): Router<T> {
  const fallback = routes.find((route) => route.routeKey === '$default');
  const compiled = routes
    .filter((route) => route.routeKey !== '$default')
    .map(compile)
    .sort(bySpecificity);
  return (method, path) => {
    const parts = path.split('/').slice(1);
    for (const route of compiled) {
      if (route.method !== 'ANY' && route.method !== method) continue;
      const pathParameters = matchSegments(route.segments, parts);
      if (pathParameters !== undefined) return { routeKey: route.routeKey, value: route.value, pathParameters };
    }
    return fallback === undefined ? undefined : { ...fallback, pathParameters: {} };
  };
}

function compile<T>(route: Route<T>): Compiled<T> {
  const [method = '', path = ''] = route.routeKey.split(' ');
  return { ...route, method, segments: path.split('/').slice(1) };
}

function bySpecificity<T>(left: Compiled<T>, right: Compiled<T>): number {
  for (let i = 0; i < Math.max(left.segments.length, right.segments.length); i++) {
    const difference = weight(right.segments[i]) - weight(left.segments[i]);
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}

function weight(segment: string | undefined): number {
  if (segment === undefined) return 0;
  if (isGreedy(segment)) return 1;
  return isVariable(segment) ? 2 : 3;
}

const isGreedy = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('+}');
const isVariable = (segment: string): boolean => segment.startsWith('{') && segment.endsWith('}');

function matchSegments(segments: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [i, segment] of segments.entries()) {
    if (isGreedy(segment)) {
      if (parts.length <= i || parts[i] === '') return undefined;
      return { ...parameters, [segment.slice(1, -2)]: parts.slice(i).map(decode).join('/') };
    }
    const part = parts[i];
    if (part === undefined) return undefined;
    if (!isVariable(segment)) {
      if (decode(part) !== segment) return undefined;
    } else {
      if (part === '') return undefined;
      parameters[segment.slice(1, -1)] = decode(part);
    }
  }
  return parts.length === segments.length ? parameters : undefined;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
