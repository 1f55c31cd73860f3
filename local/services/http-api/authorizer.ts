import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import type { IncomingMessage } from 'node:http';
import type { Authorizer } from './model.ts';

export interface Verdict {
  claims: Record<string, string>;
  scopes: string[] | null;
}

export type Authorise = (
  request: IncomingMessage,
  authorizer: Authorizer,
  scopes: string[],
) => Promise<Verdict | 401 | 403>;

/**
 * API Gateway's JWT authorizer: signature by the issuer's keys, issuer, audience (`aud`, else `client_id`), times, and
 * one of the route's scopes. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function createAuthorise(): Authorise {
  const keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();
  const keysOf = (issuer: string): ReturnType<typeof createRemoteJWKSet> => {
    const existing = keySets.get(issuer);
    if (existing !== undefined) return existing;
    const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
    keySets.set(issuer, keys);
    return keys;
  };
  return async (request, authorizer, scopes) => {
    const header = request.headers[authorizer.header];
    const token = typeof header === 'string' ? header.replace(/^Bearer\s+/i, '') : '';
    if (token === '') return 401;
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, keysOf(authorizer.issuer), { issuer: authorizer.issuer }));
    } catch {
      return 401;
    }
    if (!hasAudience(payload, authorizer.audience)) return 401;
    const granted = scopesOf(payload);
    const matched = scopes.filter((scope) => granted.includes(scope));
    if (scopes.length > 0 && matched.length === 0) return 403;
    return { claims: claimsOf(payload), scopes: scopes.length === 0 ? null : matched };
  };
}

function hasAudience(payload: JWTPayload, audience: readonly string[]): boolean {
  const own = payload.aud ?? payload['client_id'];
  const values: unknown[] = Array.isArray(own) ? own : [own];
  return values.some((value) => typeof value === 'string' && audience.includes(value));
}

function scopesOf(payload: JWTPayload): string[] {
  const scope = payload['scope'] ?? payload['scp'];
  return typeof scope === 'string' ? scope.split(' ') : [];
}

/** Claims arrive as text; lists as `[a b]`. */
function claimsOf(payload: JWTPayload): Record<string, string> {
  const claims: Record<string, string> = {};
  for (const [name, value] of Object.entries(payload)) {
    claims[name] = Array.isArray(value) ? `[${value.join(' ')}]` : String(value);
  }
  return claims;
}
