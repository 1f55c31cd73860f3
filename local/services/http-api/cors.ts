import type { CorsRules } from './model.ts';

/** Headers of an answer to `origin`; none when the origin is not allowed. */
export function corsHeaders(rules: CorsRules | undefined, origin: string | undefined): Record<string, string> {
  if (rules === undefined || origin === undefined) return {};
  const isAny = rules.AllowOrigins.includes('*');
  if (!isAny && !rules.AllowOrigins.includes(origin)) return {};
  return {
    'access-control-allow-origin': isAny ? '*' : origin,
    ...(isAny ? {} : { vary: 'Origin' }),
    ...(rules.AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(rules.ExposeHeaders.length === 0 ? {} : { 'access-control-expose-headers': rules.ExposeHeaders.join(',') }),
  };
}

/** With CORS rules, API Gateway answers a preflight itself, whatever the routes say. */
export function preflightHeaders(rules: CorsRules, origin: string | undefined): Record<string, string> {
  const headers = corsHeaders(rules, origin);
  if (Object.keys(headers).length === 0) return {};
  return {
    ...headers,
    'access-control-allow-methods': rules.AllowMethods.join(','),
    'access-control-allow-headers': rules.AllowHeaders.join(','),
    ...(rules.MaxAge === undefined ? {} : { 'access-control-max-age': String(rules.MaxAge) }),
  };
}
